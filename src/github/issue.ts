import type { Author, User } from './author.js';
import { shorterUntilTaken } from './comment.js';
import type { GitHub } from './connect.js';
import { marker, readMarker } from './marker.js';
import { writeOnce } from './write-once.js';

/** The one issue about what a scheduled run finds. */
export interface IssueWanted {
  /** What the run looks at: a run of another scope neither updates nor closes it. */
  readonly key: string;
  readonly title: string;
  /** Of the findings: the text is left alone while it stays the same. */
  readonly digest: string;
  /** Nodes that were judged. A clean run that sees fewer than the last one closes nothing. */
  readonly nodes: number;
  readonly body: (marker: string, budget: number) => string;
  /** What is said when it is closed. */
  readonly closing: string;
  readonly isClean: boolean;
}

export type IssueOutcome =
  | { readonly kind: 'created' | 'updated' | 'reopened' | 'unchanged' | 'closed'; readonly number: number }
  /** Somebody closed it as not planned, and nothing has changed since. */
  | { readonly kind: 'left closed'; readonly number: number }
  /** The run is clean but saw fewer nodes than the one that opened the issue. */
  | { readonly kind: 'left open'; readonly number: number; readonly nodes: number }
  | { readonly kind: 'none' };

const LABEL = 'wso2is-lint';

interface Issue {
  readonly number: number;
  readonly state: string;
  readonly state_reason?: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Opens the issue, updates it in place, opens it again, or closes it. An open one is preferred to a closed one, the
 * oldest to a newer one; superfluous open ones are closed.
 *
 * @throws what GitHub refuses
 */
export async function deliverIssue(github: GitHub, author: Author, wanted: IssueWanted): Promise<IssueOutcome> {
  const all = await ours(github, author, wanted);
  const open = all.filter(({ state }) => state === 'open');
  const kept = open[0] ?? all.at(-1);
  for (const { number } of open.slice(1)) {
    await close(github, number, `Superseded by #${open[0]?.number}.`, 'not_planned');
  }
  if (wanted.isClean)
    return kept === undefined || kept.state !== 'open' ? { kind: 'none' } : finish(github, kept, wanted);
  if (kept === undefined) return create(github, author, wanted);
  const { number, state, state_reason: reason, fields } = kept;
  const isSame = fields.digest === wanted.digest;
  if (state === 'open' && isSame) return { kind: 'unchanged', number };
  if (state !== 'open' && isSame && reason === 'not_planned') return { kind: 'left closed', number };
  await shorterUntilTaken((budget) =>
    github.rest.issues.update({
      ...{ ...github.repository, issue_number: number, title: wanted.title, state: 'open' as const },
      body: wanted.body(markerOf(author, wanted), budget),
    }),
  );
  return { kind: state === 'open' ? 'updated' : 'reopened', number };
}

/** Ours with the key, oldest first. Found by label: a search is limited to a few calls a minute. */
async function ours(github: GitHub, author: Author, { key }: IssueWanted): Promise<Issue[]> {
  const { rest, repository, paginate } = github;
  const query = { ...repository, labels: LABEL, state: 'all' as const, per_page: 100 };
  const all = await paginate(rest.issues.listForRepo, query);
  const found: Issue[] = [];
  for (const { number, state, state_reason, body, user, pull_request: pull } of all) {
    const fields = readMarker('issue', body ?? '');
    if (pull !== undefined || fields?.key !== key || !(await author.isOurs(user as User, fields))) continue;
    author.learn(user as User);
    found.push({ number, state, state_reason: state_reason ?? null, fields });
  }
  return found.sort((a, b) => a.number - b.number);
}

function markerOf({ login }: Author, { key, digest, nodes }: IssueWanted): string {
  return marker('issue', { key, by: login, digest, nodes: String(nodes) });
}

async function create(github: GitHub, author: Author, wanted: IssueWanted): Promise<IssueOutcome> {
  const { rest, repository } = github;
  const make = () =>
    shorterUntilTaken(async (budget): Promise<{ number: number; user: User }> => {
      const body = wanted.body(markerOf(author, wanted), budget);
      const { data } = await rest.issues.create({ ...repository, title: wanted.title, body, labels: [LABEL] });
      return { number: data.number, user: data.user as User };
    });
  const find = async () => {
    const [made] = (await ours(github, author, wanted)).filter(({ state }) => state === 'open');
    return made === undefined ? null : { number: made.number, user: { login: author.login } };
  };
  const { number, user } = await writeOnce(github, make, find);
  if (!author.learn(user)) {
    const body = wanted.body(markerOf(author, wanted), 60_000);
    await rest.issues.update({ ...repository, issue_number: number, body });
  }
  const [kept, ...spare] = (await ours(github, author, wanted)).filter(({ state }) => state === 'open');
  for (const { number: other } of spare) await close(github, other, `Superseded by #${kept?.number}.`, 'not_planned');
  return { kind: 'created', number: kept?.number ?? number };
}

async function finish(github: GitHub, kept: Issue, { nodes, closing }: IssueWanted): Promise<IssueOutcome> {
  const before = Number(kept.fields.nodes);
  if (before > nodes) return { kind: 'left open', number: kept.number, nodes: before };
  await close(github, kept.number, closing, 'completed');
  return { kind: 'closed', number: kept.number };
}

/** Closed first: should the words be refused, it is closed all the same. */
async function close(
  { rest, repository }: GitHub,
  number: number,
  words: string,
  reason: 'completed' | 'not_planned',
): Promise<void> {
  await rest.issues.update({ ...repository, issue_number: number, state: 'closed', state_reason: reason });
  await rest.issues.createComment({ ...repository, issue_number: number, body: words });
}
