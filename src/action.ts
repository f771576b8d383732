import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { styleText } from 'node:util';
import * as core from '@actions/core';
import { context } from '@actions/github';
import { EXIT, FAIL_ON, FIX, PROFILES } from './config/options.js';
import { ConfigError } from './config/parse.js';
import { correct, type Fixing } from './corrected.js';
import { annotate } from './github/annotate.js';
import { changedFiles, placeLinks } from './github/event.js';
import { type Inputs, readInputs } from './github/inputs.js';
import { outputsOf } from './github/outputs.js';
import { writeSummary } from './github/summary.js';
import { nodeHost } from './host.js';
import { BASELINE_FILE } from './lint/baseline.js';
import { type LintResult, templatesIn } from './lint/finding.js';
import { exitCodeOf } from './lint/verdict.js';
import { isEmpty, type Request, run } from './pipeline.js';
import { inspectText } from './report/inspect.js';
import { jsonReport } from './report/json.js';
import { nodesText } from './report/nodes.js';
import { reportOf } from './report/report.js';
import { type Style, textReport } from './report/text.js';
import { verdictLine } from './report/words.js';
import { guardLog, terminal } from './text/escape.js';
import { VERSION } from './version.js';

const WORKSPACE = process.env.GITHUB_WORKSPACE ?? process.cwd();
/** The log shows colours though it is no terminal. */
const style: Style = (look, text) => styleText(look, text, { validateStream: false });
const print = (text: string): void => {
  process.stdout.write(`${guardLog(text.replace(/\n$/, ''))}\n`);
};

/** Inputs → pipeline → log, annotations, summary, outputs → exit code. Never `setFailed`: it takes a slot of errors. */
async function main(): Promise<number> {
  const inputs = readInputs(core.getInput);
  const host = nodeHost(WORKSPACE);
  const fixing = fixingOf(inputs);
  const corrected = fixing === null ? null : await correct(requestOf(inputs), host, fixing);
  const result = corrected?.result ?? (await run(requestOf(inputs), host));
  if (corrected !== null) print(corrected.text);
  const command = inputs.text('command');
  if (command === 'nodes') print(nodesText(result, { style }));
  if (command === 'inspect') print(inspectText(result, { style, showSecrets: false }));
  const checked = command === 'check';
  const empty = checked ? isEmpty(result) : result.clusters.length === 0;
  const truncated = checked ? await report(result, inputs) : 0;
  const reportFile = inputs.text('report-file');
  if (reportFile !== null) await deliver('the report', () => writeReport(reportFile, jsonReport(reportOf(result))));
  await deliver('the outputs', () => {
    const outputs = outputsOf(result, {
      empty,
      truncated,
      reportFile: reportFile ?? '',
      fixedFiles: corrected?.delivered.written ?? [],
      patchFile: corrected === null ? '' : (inputs.text('patch-file') ?? ''),
      matrix: '',
    });
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  });
  const failOn = FAIL_ON.find((severity) => severity === inputs.text('fail-on')) ?? 'error';
  const code = exitCodeOf(checked ? result : { findings: [] }, {
    failOn,
    allowEmpty: inputs.flag('allow-empty'),
    empty,
  });
  if (code === EXIT.empty) core.error(verdictLine(result.summary, templatesIn(result)));
  return code;
}

/** `fix` says what; where `fix-to` and `patch-file` are not given, the checked-out files are corrected. It never pushes. */
function fixingOf(inputs: Inputs): Fixing | null {
  const mode = FIX.find((one) => one === inputs.text('fix')) ?? 'off';
  const [directory, patch] = [inputs.text('fix-to'), inputs.text('patch-file')];
  const elsewhere = directory !== null || patch !== null;
  if (mode === 'off' && !elsewhere) return null;
  if (inputs.text('command') !== 'check') throw new ConfigError('only the command check fixes');
  return {
    safety: mode === 'unsafe' ? 'unsafe' : 'safe',
    destination: { inPlace: !elsewhere, directory, patch },
  };
}

/** How many findings got no annotation. */
async function report(result: LintResult, inputs: Inputs): Promise<number> {
  print(textReport(result, { style, quiet: false, width: 120 }));
  let truncated = 0;
  if (inputs.flag('annotations')) {
    const changed = changedFiles(context);
    truncated = annotate(reportOf(result), (text) => process.stdout.write(text), changed).truncated;
  }
  if (inputs.flag('summary')) {
    await deliver('the step summary', async () => {
      const used = statSync(process.env.GITHUB_STEP_SUMMARY ?? '', { throwIfNoEntry: false })?.size ?? 0;
      await writeSummary(reportOf(result), core.summary, { used, link: links() });
    });
  }
  return truncated;
}

/** Links need to know the repository, which only the runner tells; without it the report is told without links. */
function links(): ReturnType<typeof placeLinks> {
  try {
    return placeLinks(context);
  } catch {
    return () => null;
  }
}

/** A reporter that fails is told and never changes the verdict. */
async function deliver(what: string, how: () => unknown): Promise<void> {
  try {
    await how();
  } catch (error) {
    core.warning(`wso2is-lint could not write ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function writeReport(file: string, text: string): void {
  const path = resolve(WORKSPACE, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Everything is read relative to the workspace, so that every path is one of the repository. */
function requestOf(inputs: Inputs): Request {
  const directory = workingDirectory(inputs.text('working-directory') ?? '.');
  const below = (path: string): string => (isAbsolute(path) ? inWorkspace(path) : posix.join(directory, slashes(path)));
  const variables = (entry: string): string => {
    const equals = entry.indexOf('=');
    return entry.slice(0, equals + 1) + below(entry.slice(equals + 1));
  };
  const config = inputs.text('config');
  const own = posix.join(directory, '.wso2is-lint.yml');
  const isFile = (path: string): boolean =>
    statSync(resolve(WORKSPACE, path), { throwIfNoEntry: false })?.isFile() === true;
  const baseline = inputs.text('baseline');
  const ownBaseline = posix.join(config !== null ? posix.dirname(below(config)) : directory, BASELINE_FILE);
  return {
    paths: inputs.lines('paths').map((path) => below(path).replace(/(?<=.)\/+$/, '')),
    config: config !== null ? below(config) : isFile(own) ? own : null,
    productVersion: inputs.text('product-version'),
    envFiles: inputs.lines('env-file').map(variables),
    sysFiles: inputs.lines('sys-file').map(variables),
    cluster: inputs.text('cluster'),
    profile: PROFILES.find((profile) => profile === inputs.text('profile')) ?? 'default',
    reference: inputs.text('reference'),
    baseline: baseline !== null ? below(baseline) : isFile(ownBaseline) ? ownBaseline : null,
    toolVersion: VERSION,
    progress: core.debug,
  };
}

function workingDirectory(directory: string): string {
  const path = inWorkspace(resolve(WORKSPACE, directory));
  if (path === '..' || path.startsWith('../') || isAbsolute(path)) {
    throw new ConfigError(`working-directory: ${directory} is outside of the workspace`);
  }
  return path;
}

function inWorkspace(path: string): string {
  return slashes(relative(WORKSPACE, path)) || '.';
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

/** Settled when everything is written; for tests. */
export const finished: Promise<void> = main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof ConfigError;
    process.exitCode = known ? EXIT.usage : EXIT.internal;
    const text = error instanceof Error ? error.message : String(error);
    core.error((known ? text : `internal error, please report it: ${text}`).split('\n').map(terminal).join('\n'));
    if (!known && error instanceof Error) print(error.stack ?? '');
  },
);
