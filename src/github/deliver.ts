import { commentBody, issueBody } from '../report/comment.js';
import type { DriftReport } from '../report/drift.js';
import { markdownReport } from '../report/markdown.js';
import { type Report, type ReportPlace, templateNodes } from '../report/report.js';
import { findingsLine, location, verdictLine } from '../report/words.js';
import { shorten } from '../text/message.js';
import { Author } from './author.js';
import { deliverCheckRun } from './check-run.js';
import { deliverComment } from './comment.js';
import type { GitHub } from './connect.js';
import type { Target } from './event.js';
import { deliverIssue } from './issue.js';
import { isSuperseded } from './newest.js';
import { pullOf } from './pull.js';
import { hasStatus, refusalOf, refusalText } from './refusal.js';
import { deliverReview, type ReviewRemark } from './review.js';

/** What a run has to say on GitHub, and all it needs to say it. */
export interface Delivery {
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly target: Target | null;
  readonly report: Report;
  /** What the exit code says: the same, whatever becomes of the delivery. */
  readonly verdict: 'passed' | 'failed' | 'empty';
  /** False where something is wrong that no finding tells: a node that `drift` could not compare. */
  readonly isWhole?: boolean;
  /** Of the command `drift`: the issue shows it as a table. */
  readonly drift?: DriftReport;
  readonly wanted: {
    readonly comment: boolean;
    readonly review: boolean;
    readonly checkRun: boolean;
    readonly driftIssue: boolean;
  };
  /** Null where the diff is not known. */
  readonly remarks: readonly ReviewRemark[] | null;
  /** Tells the comment, the issue and the rest from those of other jobs and folders. */
  readonly key: string;
  /** The same for people; null where there is only one. */
  readonly scope: string | null;
  /** Hexadecimal digest over the findings. */
  readonly digest: string;
  readonly runUrl: string | null;
  readonly runId: string;
  readonly patch: string | null;
  readonly commitUrl: (sha: string) => string | null;
  readonly link: (place: ReportPlace) => string | null;
  /** Plain sentences for the comment. */
  readonly notes: readonly string[];
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Told once for each thing that could not be delivered. */
  readonly notice: (text: string) => void;
}

export interface Delivered {
  /** Every finding has an annotation already. */
  readonly annotated: boolean;
}

/** What a token must be allowed for what is delivered. */
const NEEDED: Readonly<Record<Target['kind'], string>> = {
  pull: 'the input token is empty; it needs `pull-requests: write` and `checks: write`',
  workflow: 'the input token is empty; it needs `pull-requests: write` and `checks: write`',
  commit: 'the input token is empty; it needs `checks: write`',
  schedule: 'the input token is empty; it needs `issues: write`',
};
const ELSEWHERE = 'Nothing is lost: the findings are in the log and the step summary.';
const READ_ONLY =
  'The token of a pull request from a fork or by Dependabot may only read; docs/workflows.md has a pair of workflows that comments on those too.';

/**
 * Review, comment, check run, issue: as far as the event, the token and GitHub allow. What one of them refuses is told
 * in one notice, and the rest goes on.
 */
export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { target, wanted } = delivery;
  const isPull = target?.kind === 'pull' || target?.kind === 'workflow';
  const isAnything =
    target !== null &&
    (target.kind === 'schedule'
      ? wanted.driftIssue
      : wanted.checkRun || (isPull && (wanted.comment || (wanted.review && target.kind === 'pull'))));
  if (!isAnything) return { annotated: false };
  if (delivery.github === null) {
    delivery.notice(`There is no token, so nothing is written on GitHub: ${NEEDED[target.kind]}. ${ELSEWHERE}`);
    return { annotated: false };
  }
  return new Chain(delivery, delivery.github).run(target);
}

/** Remembers what was refused, and who we turned out to be. */
class Chain {
  readonly #delivery: Delivery;
  readonly #github: GitHub;
  readonly #author: Author;
  readonly #notes: string[];
  #isReadOnly = false;
  #isUnreachable = false;

  constructor(delivery: Delivery, github: GitHub) {
    this.#delivery = delivery;
    this.#github = github;
    this.#author = new Author(github);
    this.#notes = [...delivery.notes];
  }

  async run(target: Target): Promise<Delivered> {
    const { wanted } = this.#delivery;
    if (target.kind === 'schedule') {
      if (wanted.driftIssue) await this.#issue();
      return { annotated: false };
    }
    const pull = target.kind === 'pull' ? target : target.kind === 'workflow' ? await this.#found(target) : null;
    if (pull !== null && (wanted.review || wanted.comment)) await this.#onPull(pull);
    const annotated = wanted.checkRun && (await this.#checkRun(target.head));
    return { annotated };
  }

  async #onPull(pull: { readonly number: number; readonly head: string }): Promise<void> {
    const { wanted, remarks, target } = this.#delivery;
    const superseded = await this.#attempt('pull-requests: read', 'The pull request was not read', () =>
      isSuperseded(this.#github, pull),
    );
    if (superseded === true) {
      this.#delivery.notice('The pull request has a newer commit than the one checked here: nothing is written on it.');
      return;
    }
    if (wanted.review && remarks !== null && target?.kind === 'pull') await this.#review(pull, remarks);
    if (wanted.comment) await this.#comment(pull);
  }

  async #found(target: Extract<Target, { kind: 'workflow' }>) {
    const answer = await this.#attempt('pull-requests: read', 'The pull request was not found', async () => ({
      pull: await pullOf(this.#github, target),
    }));
    if (answer !== null && answer.pull === null) {
      this.#delivery.notice('No open pull request is at the commit of that workflow (any more): nothing is written.');
    }
    return answer?.pull ?? null;
  }

  async #review(pull: { readonly number: number; readonly head: string }, remarks: readonly ReviewRemark[]) {
    const { key, report } = this.#delivery;
    const found = new Set(report.findings.map((finding) => finding.key));
    const outcome = await this.#attempt('pull-requests: write', 'The review was not written', () =>
      deliverReview(this.#github, this.#author, { ...pull, key, remarks, found }),
    );
    const missing = (outcome?.leftOut ?? 0) + (outcome?.refused ?? 0);
    if (missing > 0) {
      this.#notes.push(
        missing === 1
          ? '1 finding on changed lines has no review comment.'
          : `${missing} findings on changed lines have no review comment.`,
      );
    }
  }

  async #comment({ number, head }: { readonly number: number; readonly head: string }): Promise<void> {
    const { report, key, verdict } = this.#delivery;
    await this.#attempt('pull-requests: write', 'The comment was not written', () =>
      deliverComment(this.#github, this.#author, {
        ...{ number, key, head, isClear: !isBad(report) && verdict === 'passed' },
        body: (marker, budget) => commentBody(report, { ...this.#page(marker, budget), head: this.#commit(head) }),
      }),
    );
  }

  async #checkRun(head: string): Promise<boolean> {
    const { report, scope, verdict, runId, link } = this.#delivery;
    const passed = isBad(report) ? ('neutral' as const) : ('success' as const);
    const done = await this.#attempt('checks: write', 'The check run was not written', () =>
      deliverCheckRun(this.#github, {
        ...{ name: scope === null ? 'wso2is-lint' : `wso2is-lint (${shorten(scope, 80)})`, head, runId },
        conclusion: verdict === 'passed' ? passed : 'failure',
        title: verdictLine(report.summary, templateNodes(report)),
        summary: markdownReport(report, { budget: 60_000, link }),
        findings: report.findings.filter(({ file }) => isInRepository(file)),
        textOf: ({ message, related }) =>
          [message, ...related.map((place) => `${location(place)}: ${place.message}`)].join('\n'),
      }),
    );
    return done !== null && report.findings.every(({ file }) => isInRepository(file));
  }

  async #issue(): Promise<void> {
    const { report, key, scope, digest, verdict, today, notice, runUrl, drift = null } = this.#delivery;
    if (verdict === 'empty') {
      notice('Nothing was checked, so the issue is neither updated nor closed.');
      return;
    }
    const { errors, warnings, nodes } = report.summary;
    const head = this.#delivery.target?.head ?? '';
    const outcome = await this.#attempt('issues: write', 'The issue was not written', () =>
      deliverIssue(this.#github, this.#author, {
        ...{ key, digest, nodes, isClean: errors + warnings === 0 && this.#delivery.isWhole !== false },
        title: `WSO2 Identity Server configuration: ${drift === null ? 'findings' : 'drift'}${scope === null ? '' : ` in ${shorten(scope, 80)}`}`,
        closing: `Clean at ${head.slice(0, 12)}: ${findingsLine(report.summary)}.${runUrl === null ? '' : `\n\n${runUrl}`}`,
        body: (marker, budget) =>
          issueBody(report, { ...this.#page(marker, budget), head: this.#commit(head), when: today, drift }),
      }),
    );
    if (outcome?.kind === 'left open') {
      notice(
        `Issue #${outcome.number} stays open: this run saw ${nodes} nodes, the one that opened it ${outcome.nodes}. Close it by hand if that is right.`,
      );
    }
    if (outcome?.kind === 'left closed') {
      notice(`Issue #${outcome.number} was closed as not planned, and the findings are the same: it stays closed.`);
    }
  }

  #page(marker: string, budget: number) {
    const { runUrl, link, scope, patch } = this.#delivery;
    const notes = this.#notes;
    return { marker, budget, runUrl, link, notes, scope, patch: patch === null ? null : { name: patch, url: runUrl } };
  }

  #commit(sha: string) {
    return { sha, url: this.#delivery.commitUrl(sha) };
  }

  /** Null where GitHub refuses. A token that may only read is not asked to write again. */
  async #attempt<T>(permission: string, what: string, deed: () => Promise<T>): Promise<T | null> {
    if (this.#isUnreachable || (this.#isReadOnly && permission.endsWith('write'))) return null;
    try {
      return await deed();
    } catch (error) {
      const { target, notice } = this.#delivery;
      this.#isUnreachable = refusalOf(error)?.status === 0;
      const isExpected = target?.kind === 'pull' && target.readOnly && hasStatus(error, 403, 404);
      this.#isReadOnly ||= isExpected && permission.endsWith('write');
      notice(`${what}: ${refusalText(error, permission)}. ${isExpected ? `${READ_ONLY} ` : ''}${ELSEWHERE}`);
      return null;
    }
  }
}

/** Is there an error or a warning that the base does not have? */
function isBad({ findings }: Report): boolean {
  return findings.some(({ severity, state }) => severity !== 'info' && state !== 'known');
}

function isInRepository(file: string): boolean {
  return !file.startsWith('/') && !file.split('/').includes('..');
}
