import type { ReportFinding } from '../report/report.js';
import type { GitHub } from './connect.js';
import { writeOnce } from './write-once.js';

export interface CheckRunWanted {
  /** The same over all runs. */
  readonly name: string;
  /** Commit it is shown at. */
  readonly head: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly title: string;
  /** Markdown of at most 65,535 characters. */
  readonly summary: string;
  /** Worst first. */
  readonly findings: readonly ReportFinding[];
  /** Tells this run of ours from any other; where an answer is lost it is looked for by it. */
  readonly runId: string;
  readonly textOf: (finding: ReportFinding) => string;
}

/** GitHub takes so many annotations in one call, and adds those of later calls. */
const BATCH = 50;
const LEVEL = { error: 'failure', warning: 'warning', info: 'notice' } as const;

/**
 * A check run that annotates every finding that has a file.
 *
 * @returns how many annotations were made
 * @throws what GitHub refuses
 */
export async function deliverCheckRun(github: GitHub, wanted: CheckRunWanted): Promise<number> {
  const { rest, repository } = github;
  const annotations = wanted.findings.map((finding) => annotationOf(finding, wanted.textOf(finding)));
  const output = { title: wanted.title, summary: wanted.summary };
  const batches = Array.from({ length: Math.max(1, Math.ceil(annotations.length / BATCH)) }, (_, index) =>
    annotations.slice(index * BATCH, (index + 1) * BATCH),
  );
  const [first = [], ...more] = batches;
  const make = async () => {
    const { data } = await rest.checks.create({
      ...{ ...repository, name: wanted.name, head_sha: wanted.head, external_id: wanted.runId },
      // Complete from the start: should a later batch be refused, no pull request waits for it.
      ...{ status: 'completed' as const, conclusion: wanted.conclusion },
      output: { ...output, annotations: first },
    });
    return data.id;
  };
  const find = async () => {
    const { data } = await rest.checks.listForRef({ ...repository, ref: wanted.head, check_name: wanted.name });
    return data.check_runs.find(({ external_id: id }) => id === wanted.runId)?.id ?? null;
  };
  const id = await writeOnce(github, make, find);
  for (const batch of more) {
    await rest.checks.update({ ...repository, check_run_id: id, output: { ...output, annotations: batch } });
  }
  return annotations.length;
}

/** Columns only for a range on one line: GitHub refuses them otherwise. */
function annotationOf(finding: ReportFinding, message: string) {
  const start = finding.line ?? 1;
  const end = Math.max(start, finding.endLine ?? start);
  const isColumned = finding.line !== null && start === end && finding.column !== null;
  return {
    path: finding.file,
    start_line: start,
    end_line: end,
    ...(isColumned
      ? { start_column: finding.column ?? 1, end_column: Math.max(finding.column ?? 1, (finding.endColumn ?? 1) - 1) }
      : {}),
    annotation_level: LEVEL[finding.severity],
    title: finding.rule,
    message,
  };
}
