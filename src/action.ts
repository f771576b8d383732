import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import * as core from '@actions/core';
import { context } from '@actions/github';
import { EXIT, FAIL_ON, FIX, PROFILES } from './config/options.js';
import { ConfigError } from './config/parse.js';
import { shardCountIn, shardIn } from './config/shard.js';
import { correct, type Fixing } from './corrected.js';
import { drift, forDrift } from './drift.js';
import { type Base, findBase } from './git/base.js';
import { changedLines } from './git/changes.js';
import { sinceBase } from './git/gate.js';
import { nothingAt, treeAt } from './git/tree.js';
import { annotate } from './github/annotate.js';
import { connect, type GitHub } from './github/connect.js';
import { deliver } from './github/deliver.js';
import { diffOfPull } from './github/diff.js';
import { changedFiles, placeLinks, type Target, targetOf } from './github/event.js';
import { outputPairs } from './github/formats.js';
import { type Inputs, readInputs } from './github/inputs.js';
import { digestOf, keyOf, scopeOf } from './github/key.js';
import { outputsOf } from './github/outputs.js';
import { type DiffLines, remarksOf, suggestionsFor } from './github/remarks.js';
import type { ReviewRemark } from './github/review.js';
import { writeSummary } from './github/summary.js';
import { type Host, nodeHost } from './host.js';
import { BASELINE_FILE } from './lint/baseline.js';
import { driftExitCodeOf, exitCodeOf } from './lint/verdict.js';
import { newMemory } from './memory.js';
import { readParts } from './merge.js';
import { type Around, type Request, run } from './pipeline.js';
import { type DriftReport, isInSync } from './report/drift.js';
import { driftText, driftVerdict } from './report/drift-text.js';
import { type ReportFormat, renderDrift, renderReport } from './report/formats.js';
import { inspectText } from './report/inspect.js';
import { linesReport } from './report/lines.js';
import { mergeReports } from './report/merge.js';
import { nodesText } from './report/nodes.js';
import { planOf, planText } from './report/plan.js';
import { isEmptyReport, type Report, type ReportPlace, reportOf, templateNodes } from './report/report.js';
import { type Style, textReport } from './report/text.js';
import { verdictLine } from './report/words.js';
import { RULES } from './rules/index.js';
import { guardLog, terminal } from './text/escape.js';
import { VERSION } from './version.js';

const WORKSPACE = process.env.GITHUB_WORKSPACE ?? process.cwd();
/** The log shows colours though it is no terminal. */
const style: Style = (look, text) => styleText(look, text, { validateStream: false });
const print = (text: string): void => {
  process.stdout.write(`${guardLog(text.replace(/\n$/, ''))}\n`);
};

/** What every command of one run needs. */
interface Job {
  readonly inputs: Inputs;
  /** Of the repository: every path is told relative to it. */
  readonly root: string;
  readonly host: Host;
  readonly target: Target | null;
  /** Null without a token, and outside of a repository on GitHub. */
  readonly github: GitHub | null;
  readonly link: (place: ReportPlace) => string | null;
  /** Told as annotations; each takes one of the ten notices of a step. */
  readonly notice: (text: string) => void;
  readonly notices: readonly string[];
}

/** What a command has to show. */
interface Outcome {
  readonly report: Report;
  /** For the log. */
  readonly text: string;
  readonly remarks?: readonly ReviewRemark[] | null;
  readonly changed?: ReadonlySet<string> | null;
  readonly notes?: readonly string[];
  readonly fixedFiles?: readonly string[];
  readonly patchFile?: string;
  /** Some of what should have been judged was not. */
  readonly incomplete?: boolean;
  /** Of `drift`, which has a verdict and forms of its own. */
  readonly drift?: DriftReport;
}

/** Inputs → pipeline → log, GitHub, annotations, summary, files, outputs → exit code. Never `setFailed`: it takes a slot of errors. */
async function main(): Promise<number> {
  const job = jobOf(readInputs(core.getInput));
  if (job.inputs.text('command') !== 'check' && fixingOf(job) !== null)
    throw new ConfigError('only the command check fixes');
  const command = job.inputs.text('command') ?? 'check';
  for (const name of command === 'drift' ? [] : (['against', 'since'] as const)) {
    if (job.inputs.text(name) !== null) throw new ConfigError(forDrift(name, command));
  }
  switch (command) {
    case 'check':
      return finish(job, await check(job));
    case 'drift':
      return finish(job, await compare(job));
    case 'merge':
      return finish(job, await merge(job));
    default:
      return show(job);
  }
}

function jobOf(inputs: Inputs): Job {
  const root = rootOf(workingDirectory(inputs));
  const repository = repositoryOf();
  const target = repository === null ? null : targetOf({ ...contextOf(), repo: repository });
  const token = inputs.text('token');
  const wait = (seconds: number) => new Promise<void>((done) => setTimeout(done, seconds * 1000));
  const notices: string[] = [];
  return {
    ...{ inputs, root, host: nodeHost(root), target, notices },
    github: token === null || repository === null ? null : connect({ token, apiUrl: context.apiUrl, repository, wait }),
    link:
      repository === null ? () => null : placeLinks({ ...contextOf(), repo: repository }, target?.head ?? context.sha),
    notice: (text) => {
      notices.push(text);
      core.notice(text.split('\n').map(terminal).join(' '));
    },
  };
}

function contextOf() {
  const { eventName, serverUrl, sha, payload } = context;
  return { eventName, serverUrl, sha, payload };
}

/** Only the runner tells; without it the report is told without links. */
function repositoryOf(): GitHub['repository'] | null {
  try {
    return context.repo;
  } catch {
    return null;
  }
}

async function check(job: Job): Promise<Outcome> {
  const { inputs, host, link, notice } = job;
  const base = baseOf(job);
  const diff = await diffOf(job, base);
  const request: Request = { ...requestOf(job), ...(diff === null ? {} : { changed: new Set(diff.keys()) }) };
  const around: Around = { memory: newMemory(), ...trustOf(job, base) };
  const fixing = fixingOf(job);
  const corrected = fixing === null ? null : await correct(request, host, fixing, around);
  let result = corrected?.result ?? (await run(request, host, around));
  const notes: string[] = [];
  if (inputs.text('gate') === 'new') {
    const compared = await sinceBase(result, request, host, base ?? NO_BASE, around);
    result = compared.result;
    if (base !== null && base.commit !== null) {
      notes.push(`Compared with ${base.commit}.`);
      print(`compared with ${base.commit}`);
    }
    if (compared.note !== null) {
      notice(compared.note);
      notes.push(compared.note);
    }
  }
  // Lines of files that were corrected here are no longer those of the pull request.
  const isAsCommitted = corrected === null || fixing?.destination.inPlace !== true || corrected.files.length === 0;
  if (corrected !== null) print(corrected.text);
  const report = reportOf(result, inputs.text('shard'));
  return {
    report,
    text: textReport(result, { style, quiet: false, width: 120 }),
    remarks:
      diff === null || !isAsCommitted ? null : remarksOf(report.findings, suggestionsFor(result.findings), diff, link),
    changed: diff === null ? changedFiles(context) : new Set(diff.keys()),
    notes,
    fixedFiles: corrected?.delivered.written ?? [],
    patchFile: corrected === null ? '' : (inputs.text('patch-file') ?? ''),
  };
}

const NO_BASE: Base = { commit: null, note: 'this event has no base; the input base can name one' };

/** Null where nothing is compared, or there is nothing to compare with. */
function baseOf({ inputs, host, target }: Job): Base | null {
  const isWanted = inputs.text('gate') === 'new' || (target?.kind === 'pull' && (target.fork || wantsReview(inputs)));
  const event = target?.kind === 'pull' || target?.kind === 'commit' ? target.base : null;
  const base = inputs.text('base') ?? event;
  if (!isWanted || base === null) return null;
  // A base of one's own is compared with as it is named.
  const head = target?.kind === 'pull' && inputs.text('base') === null ? target.head : null;
  return findBase(host, { base, head, fetch: true });
}

function wantsReview(inputs: Inputs): boolean {
  return inputs.text('review') === 'auto' && inputs.text('token') !== null;
}

/** What silences findings counts for a fork only as it stands in the base; what cannot be read there counts for nothing. */
function trustOf({ host, target, notice }: Job, base: Base | null): Pick<Around, 'trusted'> {
  if (target?.kind !== 'pull' || !target.fork) return {};
  let why = base?.note ?? NO_BASE.note;
  try {
    if (base !== null && base.commit !== null) return { trusted: treeAt(host, base.commit) };
  } catch (error) {
    why = messageOf(error);
  }
  notice(`A pull request from a fork, and its base cannot be read (${why}): no suppression counts.`);
  return { trusted: nothingAt(host) };
}

/** By git, else as GitHub tells it; null where no review is wanted or nobody knows. */
async function diffOf({ inputs, host, target, github, notice }: Job, base: Base | null): Promise<DiffLines | null> {
  if (target?.kind !== 'pull' || !wantsReview(inputs) || github === null) return null;
  try {
    if (base !== null && base.commit !== null && inputs.text('base') === null) {
      const { files } = changedLines(host, base.commit, target.head);
      return new Map([...files].map(([path, { hunks }]) => [path, hunks]));
    }
    return await diffOfPull(github, target.number, (path) => {
      const { status, stdout } = host.git(['rev-parse', '--verify', '--quiet', '--end-of-options', `HEAD:${path}`]);
      return status === 0 ? new TextDecoder().decode(stdout).trim() : null;
    });
  } catch (error) {
    notice(`What the pull request changed is not known, so there is no review: ${messageOf(error)}`);
    return null;
  }
}

async function compare(job: Job): Promise<Outcome> {
  const { inputs, root, host, notice } = job;
  const [against, since] = [inputs.text('against'), inputs.text('since')];
  if (inputs.text('gate') === 'new' && since === null) {
    throw new ConfigError('gate: new of drift needs since, the JSON of an earlier run, to tell what is new');
  }
  const changed = changedFiles(context);
  const request: Request = { ...requestOf(job), ...(changed === null ? {} : { changed }) };
  const found = await drift(request, host, {
    against: against === null || against.startsWith('git:') ? against : belowRoot(against, inputs, root),
    since: since === null ? null : belowRoot(since, inputs, root),
    fetch: true,
  });
  const notes = [...found.notes, ...aloneNotes(found.drift)];
  for (const note of notes) notice(note);
  return {
    report: reportOf(found.result, inputs.text('shard')),
    text: driftText(found.drift, { style, quiet: false, width: 120 }),
    changed,
    notes,
    drift: found.drift,
  };
}

function aloneNotes({ against }: DriftReport): string[] {
  return (against?.alone ?? []).map(({ node, path, where }) =>
    where === 'here'
      ? `${node} (${path}) is not in ${against?.with}, so it was compared with nothing.`
      : `${node} (${path}) is only in ${against?.with}, so it was compared with nothing.`,
  );
}

async function merge(job: Job): Promise<Outcome> {
  const { inputs, root, host, link, notice } = job;
  const { report, missing } = mergeReports(
    readParts(
      inputs.lines('paths').map((path) => belowRoot(path, inputs, root)),
      host,
    ),
  );
  for (const sentence of missing) notice(`The report is not whole: ${sentence}`);
  const diff = await diffOf(job, baseOf(job));
  return {
    report,
    text: linesReport(report, style),
    // Fixes are not in reports, so nothing is suggested.
    remarks: diff === null ? null : remarksOf(report.findings, new Map(), diff, link),
    notes: missing,
    incomplete: missing.length > 0,
  };
}

/** Commands that judge nothing. */
async function show(job: Job): Promise<number> {
  const { inputs, host } = job;
  const result = await run(requestOf(job), host);
  const command = inputs.text('command');
  if (command === 'nodes') print(nodesText(result, { style }));
  if (command === 'inspect') print(inspectText(result, { style, showSecrets: false }));
  const plan = command === 'plan' ? planOf(result.clusters, shardCountIn(inputs.text('shards'))) : null;
  if (plan !== null) print(planText(plan));
  const empty = result.clusters.length === 0;
  await writeOutputs({
    report: reportOf(result),
    empty,
    matrix: plan === null ? '' : JSON.stringify({ include: plan }),
  });
  const code = exitCodeOf({ findings: [] }, { failOn: 'never', allowEmpty: inputs.flag('allow-empty'), empty });
  if (code === EXIT.empty) core.error(verdictLine(result.summary, 0));
  return code;
}

async function finish(job: Job, outcome: Outcome): Promise<number> {
  const { inputs, notice, notices } = job;
  const { report, remarks = null, changed = null, notes = [] } = outcome;
  const failOn = FAIL_ON.find((severity) => severity === inputs.text('fail-on')) ?? 'error';
  const allowEmpty = inputs.flag('allow-empty');
  const gate = inputs.text('gate') === 'new' ? 'new' : 'all';
  const compared = outcome.drift === undefined ? null : driftExitCodeOf(outcome.drift, { failOn, allowEmpty, gate });
  const empty = isEmptyReport(report) || compared === EXIT.empty;
  const judged = compared ?? exitCodeOf(report, { failOn, allowEmpty, empty });
  const code = judged === EXIT.clean && outcome.incomplete === true ? EXIT.empty : judged;
  print(outcome.text);

  const told = await guarded('what it found on GitHub', () =>
    deliver({
      ...{ github: job.github, target: job.target, report, remarks, notes, notice, link: job.link },
      isWhole: outcome.drift === undefined || isInSync(outcome.drift),
      ...(outcome.drift === undefined ? {} : { drift: outcome.drift }),
      verdict: code === EXIT.clean ? 'passed' : code === EXIT.findings ? 'failed' : 'empty',
      wanted: {
        comment: inputs.text('comment') === 'auto',
        review: inputs.text('review') === 'auto',
        checkRun: inputs.text('check-run') === 'auto',
        driftIssue: inputs.text('drift-issue') === 'auto',
      },
      key: keyOf(inputs, job.host.sha256),
      scope: scopeOf(inputs),
      digest: digestOf(report, job.host.sha256),
      runUrl: runUrl(),
      runId: `${context.runId}/${context.runAttempt}/${context.job}`,
      patch: outcome.patchFile === undefined || outcome.patchFile === '' ? null : outcome.patchFile,
      commitUrl: (sha) => webUrl(`commit/${sha}`),
      today: job.host.today(),
    }),
  );
  let truncated = 0;
  if (inputs.flag('annotations') && told?.annotated !== true) {
    const slots = { errors: 10 - (code === EXIT.empty ? 1 : 0), notices: Math.max(0, 10 - notices.length) };
    truncated = annotate(report, (text) => process.stdout.write(text), { changed, ...slots }).truncated;
  }
  if (inputs.flag('summary')) {
    await guarded('the step summary', async () => {
      const used = statSync(process.env.GITHUB_STEP_SUMMARY ?? '', { throwIfNoEntry: false })?.size ?? 0;
      await writeSummary(report, core.summary, { used, link: job.link });
    });
  }
  const files = await writeReports(job, outcome);
  const { fixedFiles = [], patchFile = '' } = outcome;
  await writeOutputs({ report, empty, truncated, fixedFiles, patchFile, ...files });
  if (code === EXIT.empty) {
    const why = outcome.drift === undefined || isEmptyReport(report) ? null : driftVerdict(outcome.drift);
    core.error(why ?? verdictLine(report.summary, templateNodes(report)));
  }
  return code;
}

/** The files that were asked for, each told by its path as given. */
async function writeReports({ inputs }: Job, { report, text, drift: drifted }: Outcome) {
  const options = { rules: RULES, category: scopeOf(inputs) ?? '', suppressed: false };
  const render = (format: ReportFormat): string =>
    drifted === undefined ? renderReport(format, report, options) : renderDrift(format, drifted, report, options);
  const write = async (file: string, content: () => string): Promise<void> => {
    await guarded(`the report ${file}`, () => {
      const path = resolve(WORKSPACE, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content());
    });
  };
  const [reportFile, sarifFile] = [inputs.text('report-file'), inputs.text('sarif-file')];
  if (reportFile !== null) await write(reportFile, () => render('json'));
  if (sarifFile !== null) await write(sarifFile, () => render('sarif'));
  for (const { format, file } of outputPairs(inputs)) {
    await write(file, () => (format === 'text' ? stripVTControlCharacters(text) : render(format)));
  }
  return { reportFile: reportFile ?? '', sarifFile: sarifFile ?? '' };
}

async function writeOutputs({
  report,
  empty,
  ...more
}: { readonly report: Report; readonly empty: boolean } & Partial<Parameters<typeof outputsOf>[1]>): Promise<void> {
  await guarded('the outputs', () => {
    const nothing = { truncated: 0, reportFile: '', sarifFile: '', fixedFiles: [], patchFile: '', matrix: '' };
    const outputs = outputsOf(report, { ...nothing, ...more, empty });
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  });
}

/** A reporter that fails is told and never changes the verdict. */
async function guarded<T>(what: string, how: () => T | Promise<T>): Promise<T | null> {
  try {
    return await how();
  } catch (error) {
    core.warning(`wso2is-lint could not write ${what}: ${messageOf(error)}`);
    return null;
  }
}

/** `fix` says what; where `fix-to` and `patch-file` are not given, the checked-out files are corrected. It never pushes. */
function fixingOf({ inputs, root }: Job): Fixing | null {
  const mode = FIX.find((one) => one === inputs.text('fix')) ?? 'off';
  const written = (name: string): string | null => {
    const path = inputs.text(name);
    return path === null ? null : fromRoot(resolve(WORKSPACE, path), root);
  };
  const [directory, patch] = [written('fix-to'), written('patch-file')];
  const elsewhere = directory !== null || patch !== null;
  if (mode === 'off' && !elsewhere) return null;
  return {
    safety: mode === 'unsafe' ? 'unsafe' : 'safe',
    destination: { inPlace: !elsewhere, directory, patch },
  };
}

function requestOf({ inputs, root, host }: Job): Request {
  const below = (path: string): string => belowRoot(path, inputs, root);
  const variables = (entry: string): string => {
    const equals = entry.indexOf('=');
    return entry.slice(0, equals + 1) + below(entry.slice(equals + 1));
  };
  const [config, baseline] = [inputs.text('config'), inputs.text('baseline')];
  const isFile = (file: string): boolean => host.kindOf(file) === 'file';
  const own = below('.wso2is-lint.yml');
  const ownBaseline = config === null ? below(BASELINE_FILE) : posix.join(posix.dirname(below(config)), BASELINE_FILE);
  return {
    paths: inputs.lines('paths').map((path) => below(path).replace(/(?<=.)\/+$/, '')),
    config: config !== null ? below(config) : isFile(own) ? own : null,
    baseline: baseline !== null ? below(baseline) : isFile(ownBaseline) ? ownBaseline : null,
    productVersion: inputs.text('product-version'),
    envFiles: inputs.lines('env-file').map(variables),
    sysFiles: inputs.lines('sys-file').map(variables),
    cluster: inputs.text('cluster'),
    shard: shardIn(inputs.text('shard')),
    profile: PROFILES.find((profile) => profile === inputs.text('profile')) ?? 'default',
    reference: inputs.text('reference'),
    toolVersion: VERSION,
    progress: core.debug,
  };
}

/** Paths of the inputs are relative to the working directory; told they are relative to the root of the repository. */
function belowRoot(path: string, inputs: Inputs, root: string): string {
  return fromRoot(resolve(workingDirectory(inputs), path), root);
}

function fromRoot(path: string, root: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}

function workingDirectory(inputs: Inputs): string {
  const given = inputs.text('working-directory') ?? '.';
  const path = resolve(WORKSPACE, given);
  const below = relative(WORKSPACE, path);
  if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    throw new ConfigError(`working-directory: ${given} is outside of the workspace`);
  }
  return path;
}

/** Of the repository that holds the directory, where it lies in the workspace: GitHub knows its paths only. */
function rootOf(directory: string): string {
  const there = statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!there) return WORKSPACE;
  const { status, stdout } = nodeHost(directory).git(['rev-parse', '--show-cdup']);
  const root = resolve(directory, new TextDecoder().decode(stdout).trim());
  const below = relative(WORKSPACE, root);
  return status !== 0 || below.startsWith('..') || isAbsolute(below) ? WORKSPACE : root;
}

function webUrl(path: string): string | null {
  const repository = repositoryOf();
  return repository === null ? null : `${context.serverUrl}/${repository.owner}/${repository.repo}/${path}`;
}

function runUrl(): string | null {
  return context.runId > 0 ? webUrl(`actions/runs/${context.runId}`) : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Settled when everything is written; for tests. */
export const finished: Promise<void> = main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof ConfigError;
    process.exitCode = known ? EXIT.usage : EXIT.internal;
    const text = messageOf(error);
    core.error((known ? text : `internal error, please report it: ${text}`).split('\n').map(terminal).join('\n'));
    if (!known && error instanceof Error) print(error.stack ?? '');
  },
);
