import type { Author, User } from './author.js';
import type { GitHub } from './connect.js';
import { marker, readMarker } from './marker.js';
import { hasStatus } from './refusal.js';
import { remove, writeOnce } from './write-once.js';

/** A comment on lines that the pull request changed. */
export interface ReviewRemark {
  /** Key of the finding. */
  readonly finding: string;
  readonly path: string;
  /** First and last line on the new side; equal for one line. Both in one hunk of the diff. */
  readonly startLine: number;
  readonly line: number;
  /** Markdown, the marker not included. */
  readonly text: string;
}

export interface ReviewWanted {
  readonly number: number;
  readonly key: string;
  readonly head: string;
  /** Worst first. */
  readonly remarks: readonly ReviewRemark[];
  /** Keys of all findings there are: what is not on the diff any more is still found. */
  readonly found: ReadonlySet<string>;
}

export interface ReviewOutcome {
  readonly created: number;
  /** Ours from earlier runs that still say what is so. */
  readonly kept: number;
  /** Deleted, or told to be no longer found where someone had answered. */
  readonly gone: number;
  /** Remarks beyond what one review takes. */
  readonly leftOut: number;
  /** Remarks GitHub does not take for lines of its diff. */
  readonly refused: number;
}

/** GitHub does not say which remark it minds: so many reviews are tried before the rest is left out. */
const MOST_TRIES = 8;
/** More than this at once makes the page of the pull request unreadable, and GitHub slow. */
const MOST = 30;

interface Posted {
  readonly id: number;
  readonly body: string;
  readonly finding: string;
  readonly isOutdated: boolean;
  readonly hasReplies: boolean;
}

/**
 * One review with the remarks that are not there yet. What is no longer found is taken away, or told where somebody has
 * answered it. Says nothing twice.
 *
 * @throws what GitHub refuses
 */
export async function deliverReview(github: GitHub, author: Author, wanted: ReviewWanted): Promise<ReviewOutcome> {
  const posted = await ours(github, author, wanted);
  const { kept, gone } = await tidy(github, author, posted, wanted);
  const fresh = wanted.remarks.filter(({ finding }) => !kept.has(finding));
  const shown = fresh.slice(0, Math.max(0, MOST - kept.size));
  const refused = shown.length === 0 ? 0 : await post(github, author, shown, wanted);
  return {
    ...{ created: shown.length - refused, kept: kept.size, gone },
    ...{ leftOut: fresh.length - shown.length, refused },
  };
}

async function ours(github: GitHub, author: Author, { number, key }: ReviewWanted): Promise<Posted[]> {
  const { rest, repository, paginate } = github;
  const all = await paginate(rest.pulls.listReviewComments, { ...repository, pull_number: number, per_page: 100 });
  const answered = new Set(all.map(({ in_reply_to_id: id }) => id).filter((id) => id !== undefined));
  const found: Posted[] = [];
  for (const { id, body, line, user, in_reply_to_id: reply } of all) {
    const fields = readMarker('review', body);
    if (fields?.key !== key || fields.finding === undefined || reply !== undefined) continue;
    if (!(await author.isOurs(user as User, fields))) continue;
    author.learn(user as User);
    const isOutdated = line === null || line === undefined;
    found.push({ id, body, finding: fields.finding, isOutdated, hasReplies: answered.has(id) });
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Brings what is there up to date. `kept`: findings that have their remark already. */
async function tidy(
  { rest, repository }: GitHub,
  author: Author,
  posted: readonly Posted[],
  wanted: ReviewWanted,
): Promise<{ kept: Set<string>; gone: number }> {
  const kept = new Set<string>();
  let gone = 0;
  const update = async (comment: Posted, body: string): Promise<boolean> => {
    if (comment.body === body) return true;
    try {
      await rest.pulls.updateReviewComment({ ...repository, comment_id: comment.id, body });
      return true;
    } catch (error) {
      if (hasStatus(error, 404)) return false;
      throw error;
    }
  };
  for (const comment of posted) {
    const remark = wanted.remarks.find(({ finding }) => finding === comment.finding);
    const isFound = wanted.found.has(comment.finding);
    // An outdated remark is folded away by GitHub: it is made again where the finding now stands.
    const isMovable = comment.isOutdated && remark !== undefined && !comment.hasReplies;
    if (isFound && !isMovable && !kept.has(comment.finding)) {
      if (remark === undefined || (await update(comment, bodyOf(author, remark, wanted)))) kept.add(comment.finding);
    } else if (comment.hasReplies) {
      // Two for one finding: the answers under the second stay readable.
      if (isFound) continue;
      const said = readMarker('review', comment.body)?.gone !== undefined;
      if (!said) await update(comment, goneText(author, comment.finding, wanted));
      gone += 1;
    } else {
      await remove(() => rest.pulls.deleteReviewComment({ ...repository, comment_id: comment.id }));
      gone += 1;
    }
  }
  return { kept, gone };
}

function bodyOf({ login }: Author, { finding, text }: ReviewRemark, { key }: ReviewWanted): string {
  return `${marker('review', { key, by: login, finding })}\n${text}`;
}

function goneText({ login }: Author, finding: string, { key, head }: ReviewWanted): string {
  return `${marker('review', { key, by: login, finding, gone: head })}\nThis is no longer found at ${head}.`;
}

/**
 * GitHub takes a review whole or not at all, and does not say which remark it minds: then halves are tried.
 *
 * @returns how many it does not take
 */
async function post(
  github: GitHub,
  author: Author,
  remarks: readonly ReviewRemark[],
  wanted: ReviewWanted,
): Promise<number> {
  const waiting = [remarks];
  let refused = 0;
  for (let tries = 0; waiting.length > 0; tries += 1) {
    const batch = waiting.shift() ?? [];
    if (tries >= MOST_TRIES) {
      refused += batch.length;
      continue;
    }
    try {
      const find = async () => ((await arePosted(github, author, batch, wanted)) ? { login: author.login } : null);
      const user = await writeOnce(github, () => postBatch(github, author, batch, wanted), find);
      if (!author.learn(user)) await signAgain(github, author, batch, wanted);
    } catch (error) {
      if (!hasStatus(error, 422)) throw error;
      const half = Math.ceil(batch.length / 2);
      if (batch.length === 1) refused += 1;
      else waiting.push(batch.slice(0, half), batch.slice(half));
    }
  }
  return refused;
}

async function postBatch(
  { rest, repository }: GitHub,
  author: Author,
  remarks: readonly ReviewRemark[],
  wanted: ReviewWanted,
): Promise<User> {
  const { data } = await rest.pulls.createReview({
    ...repository,
    pull_number: wanted.number,
    commit_id: wanted.head,
    event: 'COMMENT',
    comments: remarks.map((remark) => ({
      ...{ path: remark.path, side: 'RIGHT', line: remark.line, body: bodyOf(author, remark, wanted) },
      ...(remark.startLine < remark.line ? { start_line: remark.startLine, start_side: 'RIGHT' } : {}),
    })),
  });
  return data.user;
}

async function arePosted(
  github: GitHub,
  author: Author,
  remarks: readonly ReviewRemark[],
  wanted: ReviewWanted,
): Promise<boolean> {
  const there = new Set((await ours(github, author, wanted)).map(({ finding }) => finding));
  return remarks.every(({ finding }) => there.has(finding));
}

/** The name in the markers was a guess and was wrong: without the right one they are not known again. */
async function signAgain(
  { rest, repository, paginate }: GitHub,
  author: Author,
  remarks: readonly ReviewRemark[],
  wanted: ReviewWanted,
): Promise<void> {
  const all = await paginate(rest.pulls.listReviewComments, {
    ...{ ...repository, pull_number: wanted.number, per_page: 100 },
  });
  for (const { id, body, user } of all) {
    const fields = readMarker('review', body);
    const remark = remarks.find(({ finding }) => finding === fields?.finding);
    if (remark === undefined || fields?.key !== wanted.key || user.login !== author.login) continue;
    await rest.pulls.updateReviewComment({ ...repository, comment_id: id, body: bodyOf(author, remark, wanted) });
  }
}
