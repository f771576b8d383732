import type { Author, User } from './author.js';
import type { GitHub } from './connect.js';
import { marker, readMarker } from './marker.js';
import { hasStatus } from './refusal.js';
import { remove, writeOnce } from './write-once.js';

/** The one comment of this job on a pull request. */
export interface CommentWanted {
  readonly number: number;
  /** Keeps the comments of several jobs apart. */
  readonly key: string;
  /** Head commit that was checked. */
  readonly head: string;
  /** The whole text, beginning with the marker, of at most so many characters. */
  readonly body: (marker: string, budget: number) => string;
  /** Nothing to say: a comment that is there is updated, but none is made. */
  readonly isClear: boolean;
}

export type CommentOutcome = 'created' | 'updated' | 'unchanged' | 'none';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: User;
}

/** GitHub takes 65,536 characters and counts in a way of its own. */
const BUDGETS = [60_000, 20_000, 4_000];

/**
 * Creates the comment or updates it in place. Where two runs create one at a time, both keep the older one.
 *
 * @throws what GitHub refuses
 */
export async function deliverComment(github: GitHub, author: Author, wanted: CommentWanted): Promise<CommentOutcome> {
  const [kept, ...spare] = await ours(github, author, wanted);
  if (kept !== undefined) {
    const outcome = await update(github, author, kept, wanted);
    await removeAll(github, spare);
    if (outcome !== 'gone') return outcome;
  }
  if (wanted.isClear) return 'none';
  const created = await create(github, author, wanted);
  await settle(github, author, created, wanted);
  return 'created';
}

/** Our comments with the key, the oldest first. */
async function ours(github: GitHub, author: Author, { number, key }: CommentWanted): Promise<Comment[]> {
  const { rest, repository, paginate } = github;
  const all = await paginate(rest.issues.listComments, { ...repository, issue_number: number, per_page: 100 });
  const found: Comment[] = [];
  for (const comment of all) {
    const fields = readMarker('comment', comment.body ?? '');
    if (fields?.key === key && (await author.isOurs(comment.user, fields))) found.push(comment);
  }
  return found.sort((a, b) => a.id - b.id);
}

/** What stays the same over two runs at one commit: everything but the address of the run. */
function isSame(before: string | undefined, after: string): boolean {
  const steady = (text: string) =>
    text
      .replaceAll('\r\n', '\n')
      .replace(/\/actions\/runs\/\d+/g, '')
      .trimEnd();
  return before !== undefined && steady(before) === steady(after);
}

async function update(
  { rest, repository }: GitHub,
  author: Author,
  { id, body: before, user }: Comment,
  wanted: CommentWanted,
): Promise<'updated' | 'unchanged' | 'gone'> {
  author.learn(user);
  if (isSame(before, textOf(author, wanted, BUDGETS[0]))) return 'unchanged';
  try {
    await shorterUntilTaken((budget) =>
      rest.issues.updateComment({ ...repository, comment_id: id, body: textOf(author, wanted, budget) }),
    );
    return 'updated';
  } catch (error) {
    if (hasStatus(error, 404, 410)) return 'gone';
    throw error;
  }
}

async function create(github: GitHub, author: Author, wanted: CommentWanted): Promise<Comment> {
  const { rest, repository } = github;
  const make = () =>
    shorterUntilTaken(async (budget): Promise<Comment> => {
      const body = textOf(author, wanted, budget);
      return (await rest.issues.createComment({ ...repository, issue_number: wanted.number, body })).data;
    });
  return writeOnce(github, make, async () => (await ours(github, author, wanted))[0] ?? null);
}

/** Whoever else made one meanwhile: the oldest stays, with what we know, and the rest goes. */
async function settle(github: GitHub, author: Author, created: Comment, wanted: CommentWanted): Promise<void> {
  const { rest, repository } = github;
  const rightName = author.learn(created.user);
  if (!rightName) {
    const body = textOf(author, wanted, BUDGETS[0]);
    await rest.issues.updateComment({ ...repository, comment_id: created.id, body });
  }
  const [kept, ...spare] = await ours(github, author, wanted);
  if (kept !== undefined && kept.id !== created.id) await update(github, author, kept, wanted);
  await removeAll(github, spare);
}

async function removeAll({ rest, repository }: GitHub, comments: readonly Comment[]): Promise<void> {
  for (const { id } of comments) {
    await remove(() => rest.issues.deleteComment({ ...repository, comment_id: id }));
  }
}

function textOf({ login }: Author, { key, head, body }: CommentWanted, budget = BUDGETS[0] ?? 0): string {
  return body(marker('comment', { key, by: login, head }), budget);
}

/** What GitHub finds too long or cannot read is told shorter. */
export async function shorterUntilTaken<T>(write: (budget: number) => Promise<T>): Promise<T> {
  const last = BUDGETS.at(-1) ?? 0;
  for (const budget of BUDGETS.slice(0, -1)) {
    try {
      return await write(budget);
    } catch (error) {
      if (!hasStatus(error, 413, 422)) throw error;
    }
  }
  return write(last);
}
