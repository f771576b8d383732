import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs, styleText } from 'node:util';
import {
  COMMANDS,
  type Command,
  EXIT,
  FAIL_ON,
  type FailOn,
  FIX,
  FORMATS,
  type Format,
  GATE,
  OPTIONS,
  type Option,
  PROFILES,
} from './config/options.js';
import { ConfigError } from './config/parse.js';
import type { Severity } from './config/severity.js';
import { shardCountIn, shardIn } from './config/shard.js';
import { type Corrected, correct, type Fixing } from './corrected.js';
import { type DriftResult, drift, forDrift } from './drift.js';
import { findBase } from './git/base.js';
import { sinceBase } from './git/gate.js';
import { type Host, nodeHost } from './host.js';
import { init } from './init.js';
import { type LintResult, templatesIn } from './lint/finding.js';
import { driftExitCodeOf, exitCodeOf } from './lint/verdict.js';
import { newMemory } from './memory.js';
import { readParts } from './merge.js';
import { type Around, isEmpty, type Request, run } from './pipeline.js';
import { renewBaseline } from './renew.js';
import { diffText } from './report/diff.js';
import { driftText } from './report/drift-text.js';
import { type ReportFormat, renderDrift, renderReport } from './report/formats.js';
import { inspectJson, inspectText } from './report/inspect.js';
import { linesReport } from './report/lines.js';
import { mergeReports } from './report/merge.js';
import { nodesJson, nodesText } from './report/nodes.js';
import { planJson, planOf, planText } from './report/plan.js';
import { isEmptyReport, type Report, reportOf } from './report/report.js';
import { explainText, rulesJson, rulesText } from './report/rules.js';
import { plainStyle, type Style, textReport } from './report/text.js';
import { verdictLine } from './report/words.js';
import { RULES } from './rules/index.js';
import { guardLog, plainLine } from './text/escape.js';
import { count } from './text/message.js';
import { didYouMean } from './text/nearest.js';
import { VERSION } from './version.js';

const CLI_OPTIONS: readonly Option[] = OPTIONS.filter((option: Option) => option.only !== 'action');

interface Arguments {
  readonly command: Command;
  readonly positionals: readonly string[];
  readonly paths: readonly string[];
  readonly one: (name: string) => string | null;
  readonly many: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  /** `--format` and `--output` in pairs: each output belongs to the format before it. */
  readonly outputs: readonly { format: Format; file: string | null }[];
}

export function usage(): string {
  const rows = CLI_OPTIONS.map((option) => {
    const value = option.type === 'flag' ? '' : ` ${option.choices?.join('|') ?? option.value ?? 'VALUE'}`;
    const standard = option.default === undefined ? '' : ` (default ${option.default})`;
    return `  ${`--${option.name}${value}`.padEnd(38)} ${option.help}${standard}`;
  });
  return `wso2is-lint ${VERSION}: checks the committed configuration of a WSO2 Identity Server cluster

  wso2is-lint check [PATH…]     check every node and the cluster as a whole (the default)
  wso2is-lint inspect [PATH…]   show what each node's configuration means
  wso2is-lint nodes [PATH…]     show the nodes found, the clusters they form, and why
  wso2is-lint init [PATH…]      write .wso2is-lint.yml by asking what the files do not tell
  wso2is-lint drift [PATH…]     compare all files of the nodes with each other, or --against another state
  wso2is-lint plan [PATH…]      divide the clusters into --shards parts, a job for each
  wso2is-lint merge REPORT…     put JSON reports together: files, or directories of them
  wso2is-lint rules             list the rules
  wso2is-lint explain RULE      say what a rule finds, why it hurts and what to do

${rows.join('\n')}
  ${'--help, --version'.padEnd(38)} this text; the version

Exit: 0 clean or below --fail-on · 1 findings (drift: differences) · 2 usage or configuration · 3 nothing to lint · 4 internal error`;
}

function readArguments(argv: readonly string[]): Arguments {
  const [first = 'check', ...rest] = argv;
  const command = COMMANDS.find((name) => name === first);
  const words = command === undefined ? argv : rest;
  const { values, positionals, tokens } = parse(words);
  if (command === undefined && first !== '' && /^[a-z]+$/.test(first) && positionals[0] === first) {
    const hint = didYouMean(first, COMMANDS);
    if (hint !== '') throw new ConfigError(`there is no command "${first}".${hint}`);
  }
  const outputs: { format: Format; file: string | null }[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    if (token.name === 'format') outputs.push({ format: choice('format', token.value, FORMATS), file: null });
    if (token.name === 'output') {
      const last = outputs.at(-1);
      if (last === undefined || last.file !== null) {
        throw new ConfigError(`--output ${token.value}: each --output needs a --format before it`);
      }
      outputs[outputs.length - 1] = { ...last, file: token.value };
    }
  }
  return {
    command: command ?? 'check',
    positionals,
    paths: positionals.length === 0 ? ['.'] : positionals.map(fromHere),
    one: (name) => values.get(name)?.at(-1) ?? CLI_OPTIONS.find((option) => option.name === name)?.default ?? null,
    many: (name) => values.get(name) ?? [],
    flag: (name) => values.has(name),
    outputs: outputs.length === 0 ? [{ format: 'text', file: null }] : outputs,
  };
}

/** Every path is told relative to the working directory, with '/'. */
function fromHere(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join('/') || '.';
}

function parse(args: readonly string[]) {
  const options = Object.fromEntries([
    ...CLI_OPTIONS.map((option) => [
      option.name,
      { type: option.type === 'flag' ? 'boolean' : 'string', multiple: true },
    ]),
    ['help', { type: 'boolean', multiple: true }],
    ['version', { type: 'boolean', multiple: true }],
  ]) as Record<string, { type: 'boolean' | 'string'; multiple: true }>;
  try {
    const { values, positionals, tokens } = parseArgs({
      args: withSafety(args),
      options,
      allowPositionals: true,
      tokens: true,
    });
    const texts = Object.entries(values).map(([name, list]) => [name, (list ?? []).map(String)] as const);
    return { values: new Map(texts), positionals, tokens };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /Unknown option '(--?[^' ]+)/.exec(message)?.[1];
    if (unknown === undefined) throw new ConfigError(message.split('\n')[0] ?? message);
    const names = CLI_OPTIONS.map((option) => `--${option.name}`);
    throw new ConfigError(`there is no option ${unknown}.${didYouMean(unknown, names)} See --help.`);
  }
}

/** `--fix` alone means safe; a word after it is its value only where it is one (a directory of that name: `./safe`). */
function withSafety(args: readonly string[]): string[] {
  const isValue = (word: string | undefined) => FIX.some((choice) => choice === word);
  return args.flatMap((word, at) => {
    if (word === '--fix') return isValue(args[at + 1]) ? [] : ['--fix=safe'];
    return args[at - 1] === '--fix' && isValue(word) ? [`--fix=${word}`] : [word];
  });
}

function choice<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new ConfigError(`--${name}: "${value}" is none of ${choices.join(', ')}.${didYouMean(value, choices)}`);
}

function render(args: Arguments, format: Format, result: LintResult, style: Style): string {
  const { command } = args;
  if (command === 'inspect') {
    const options = { showSecrets: args.flag('show-secrets') };
    return format === 'json' ? inspectJson(result, options) : inspectText(result, { ...options, style });
  }
  if (command === 'nodes') return format === 'json' ? nodesJson(result) : nodesText(result, { style });
  if (command === 'plan') {
    const plan = planOf(result.clusters, shardCountIn(args.one('shards')));
    return format === 'json' ? planJson(plan) : planText(plan);
  }
  if (format !== 'text') return rendered(format, reportOf(result, args.one('shard')));
  return textReport(result, {
    style,
    quiet: args.flag('quiet') ? quietest(args) : false,
    width: process.stdout.columns ?? 100,
  });
}

function rendered(format: ReportFormat, report: Report): string {
  // GitHub shows suppressed findings as open alerts.
  return renderReport(format, report, { rules: RULES, category: '', suppressed: !inActions });
}

function styleFor(args: Arguments, file: string | null): Style {
  const plain =
    args.flag('no-color') || process.env.NO_COLOR !== undefined || file !== null || process.stdout.isTTY !== true;
  return plain ? plainStyle : (style, text) => styleText(style, text);
}

/** `--quiet` shows what decides the exit code. */
function quietest(args: Arguments): Severity {
  const failOn = args.one('fail-on');
  return failOn === 'warning' || failOn === 'info' ? failOn : 'error';
}

/** A line on a terminal that says what is going on, once the run takes longer than a second. */
function progressLine(): { tell: (what: string) => void; clear: () => void } {
  const started = Date.now();
  let shown = false;
  const terminal = process.stderr.isTTY === true;
  return {
    tell: (what) => {
      if (!terminal || Date.now() - started < 1000) return;
      shown = true;
      process.stderr.write(`\r\u001b[K${what}…`);
    },
    clear: () => {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
}

/** What each command can be shown as; `check` in every format. */
const SHOWN_AS: Partial<Record<Command, readonly Format[]>> = {
  inspect: ['text', 'json'],
  nodes: ['text', 'json'],
  init: ['text'],
  plan: ['text', 'json'],
};

function checkOutputs({ command, outputs }: Arguments): void {
  const formats = SHOWN_AS[command] ?? FORMATS;
  for (const { format } of outputs) {
    if (!formats.includes(format))
      throw new ConfigError(`${command} is shown as ${formats.join(' or ')}, not as ${format}`);
  }
  const printed = outputs.filter(({ file }) => file === null);
  if (printed.length > 1) {
    const names = printed.map(({ format }) => format).join(' and ');
    throw new ConfigError(`${names} cannot both go to standard output: give each but one an --output FILE`);
  }
}

/** The runner reads commands out of everything that is printed. */
const inActions = process.env.GITHUB_ACTIONS === 'true';

async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h') || argv[0] === 'help') return print(usage());
  if (argv.includes('--version')) return print(VERSION);
  const args = readArguments(argv);
  if (args.command === 'rules') {
    return print(args.outputs[0]?.format === 'json' ? rulesJson(RULES) : rulesText(RULES));
  }
  if (args.command === 'explain') {
    const [id, ...more] = args.positionals;
    if (id === undefined || more.length > 0) throw new ConfigError('explain takes one rule: wso2is-lint explain RULE');
    const text = explainText(RULES, id);
    if (text === null) {
      const ids = RULES.map((rule) => rule.id);
      const longer = ids.filter((each) => each.startsWith(id));
      const hint = longer.length > 0 ? ` Did you mean ${longer.join(', ')}?` : didYouMean(id, ids);
      throw new ConfigError(`there is no rule "${id}".${hint} "wso2is-lint rules" lists them all.`);
    }
    return print(text);
  }
  if (args.flag('show-secrets') && inActions) {
    throw new ConfigError('--show-secrets is refused under GitHub Actions: logs are kept and shared');
  }
  checkOutputs(args);
  const failOn = choice('fail-on', args.one('fail-on') ?? 'error', FAIL_ON);
  const progress = progressLine();
  const baseline = args.one('baseline');
  const request: Request = {
    paths: args.paths,
    config: args.one('config'),
    productVersion: args.one('product-version'),
    envFiles: [...args.many('env-file'), ...args.many('environment')],
    sysFiles: args.many('sys-file'),
    cluster: args.one('cluster'),
    shard: shardIn(args.one('shard')),
    profile: choice('profile', args.one('profile') ?? 'default', PROFILES),
    reference: args.one('reference'),
    baseline: baseline === null ? null : fromHere(baseline),
    toolVersion: VERSION,
    progress: progress.tell,
  };
  const host = nodeHost(process.cwd());
  if (args.command === 'merge') return merge(args, failOn, host);
  if (args.command === 'init') return writeFirstConfig(args, request, host);
  for (const name of ['yes', 'set', 'force'].filter((option) => args.flag(option))) {
    throw new ConfigError(`--${name} is for init, not for ${args.command}`);
  }
  if (args.command === 'drift') return compare(args, failOn, request, host).finally(progress.clear);
  for (const name of (['against', 'since'] as const).filter((option) => args.one(option) !== null)) {
    throw new ConfigError(forDrift(name, args.command));
  }
  const fixing = fixingOf(args);
  if (args.flag('write-baseline')) {
    if (args.command !== 'check' || fixing !== null) {
      throw new ConfigError('--write-baseline is for check without fixes: fix first, then write what is left');
    }
    await writeBaseline(request, host).finally(progress.clear);
  }
  const base = baseOf(args);
  const around: Around = { memory: newMemory(), ...(args.command === 'check' ? {} : { rules: [] }) };
  const corrected = fixing === null ? null : await correct(request, host, fixing, around).finally(progress.clear);
  const found = corrected?.result ?? (await run(request, host, around).finally(progress.clear));
  const result = base === null ? found : await comparedWith(base, found, request, host, around).finally(progress.clear);
  if (corrected !== null) tellFixes(args, corrected);
  for (const { format, file } of args.outputs) {
    const text = render(args, format, result, styleFor(args, file));
    if (file === null) print(inActions && format !== 'github' ? guardLog(text) : text);
    else writeReport(file, text);
  }
  // Nobody should have to look up the exit code to learn that something was found.
  if (args.command === 'check' && args.outputs.every(({ file }) => file !== null)) {
    complain(verdictLine(result.summary, templatesIn(result)));
  }
  const allowEmpty = args.flag('allow-empty');
  if (args.command !== 'check') return result.clusters.length === 0 && !allowEmpty ? EXIT.empty : EXIT.clean;
  return exitCodeOf(result, { failOn, allowEmpty, empty: isEmpty(result) });
}

async function writeBaseline(request: Request, host: Host): Promise<void> {
  const { path, known, kept } = await renewBaseline(request, host);
  const rest = kept === 0 ? '' : `; ${count(kept, 'line')} about what this run did not look at stayed`;
  complain(`${path} knows ${count(known, 'finding')} of this run${rest}`);
}

const DEFAULT_BASE = 'origin/HEAD';

/** The commit or ref to compare with; null where all findings decide. */
function baseOf(args: Arguments): string | null {
  const [gate, base] = [choice('gate', args.one('gate') ?? 'all', GATE), args.one('base')];
  if (gate === 'all') {
    if (base !== null) throw new ConfigError('--base needs --gate new: without it all findings decide');
    return null;
  }
  if (args.command !== 'check') throw new ConfigError(`--gate new is for check, not for ${args.command}`);
  return base ?? DEFAULT_BASE;
}

async function comparedWith(
  base: string,
  result: LintResult,
  request: Request,
  host: Host,
  around: Around,
): Promise<LintResult> {
  // Where no person waits, a shallow clone is the rule.
  const found = findBase(host, { base, head: null, fetch: process.env.CI === 'true' });
  if (found.commit === null && base !== DEFAULT_BASE) throw new ConfigError(`--base ${base}: ${found.note}`);
  const { result: compared, note } = await sinceBase(result, request, host, found, around);
  if (found.commit !== null) complain(`compared with ${found.commit.slice(0, 12)}`);
  if (note !== null) complain(note);
  return compared;
}

/** `drift`: what is not the same. */
async function compare(args: Arguments, failOn: FailOn, request: Request, host: Host): Promise<number> {
  if (args.flag('write-baseline')) throw new ConfigError('--write-baseline is for check');
  fixingOf(args);
  const gate = choice('gate', args.one('gate') ?? 'all', GATE);
  const [against, since] = [args.one('against'), args.one('since')];
  if (gate === 'new' && since === null)
    throw new ConfigError('drift --gate new needs --since FILE to tell what is new');
  if (args.one('base') !== null) throw new ConfigError('--base is for check; drift takes --against git:REF');
  const found = await drift(request, host, {
    against: against === null || against.startsWith('git:') ? against : fromHere(against),
    since: since === null ? null : fromHere(since),
    // Where no person waits, a shallow clone is the rule.
    fetch: process.env.CI === 'true',
  });
  for (const note of found.notes) complain(note);
  for (const { format, file } of args.outputs) {
    const text = driftIn(args, format, found, styleFor(args, file));
    if (file === null) print(inActions && format !== 'github' ? guardLog(text) : text);
    else writeReport(file, text);
  }
  return driftExitCodeOf(found.drift, { failOn, allowEmpty: args.flag('allow-empty'), gate });
}

function driftIn(args: Arguments, format: Format, found: DriftResult, style: Style): string {
  if (format !== 'text') {
    const options = { rules: RULES, category: '', suppressed: !inActions };
    return renderDrift(format, found.drift, reportOf(found.result, args.one('shard')), options);
  }
  return driftText(found.drift, { style, quiet: args.flag('quiet'), width: process.stdout.columns ?? 100 });
}

/** Reports of other runs as one. A part that is missing is told, and the whole is then not clean. */
function merge(args: Arguments, failOn: FailOn, host: Host): number {
  const { report, missing } = mergeReports(readParts(args.paths, host));
  for (const sentence of missing) complain(`the report is not whole: ${sentence}`);
  if (missing.length > 0 && report.clusters.length === 0) return EXIT.empty;
  for (const { format, file } of args.outputs) {
    const text = format === 'text' ? linesReport(report, styleFor(args, file)) : rendered(format, report);
    if (file === null) print(inActions && format !== 'github' ? guardLog(text) : text);
    else writeReport(file, text);
  }
  const code = exitCodeOf(report, { failOn, allowEmpty: args.flag('allow-empty'), empty: isEmptyReport(report) });
  return code === EXIT.clean && missing.length > 0 ? EXIT.empty : code;
}

/** `init` asks a person where one sits at both ends. */
async function writeFirstConfig(args: Arguments, request: Request, host: Host): Promise<number> {
  const attended = process.stdin.isTTY === true && process.stdout.isTTY === true && !args.flag('yes');
  const reader = attended ? createInterface({ input: process.stdin, output: process.stdout }) : null;
  const lines = reader?.[Symbol.asyncIterator]();
  const line = async (prompt: string): Promise<string | null> => {
    reader?.setPrompt(prompt);
    reader?.prompt();
    const next = await lines?.next();
    return next === undefined || next.done === true ? null : next.value;
  };
  try {
    return await init(
      { ...request, progress: () => {} },
      host,
      {
        given: args.many('set'),
        unattended: args.flag('yes'),
        overwrite: args.flag('force'),
        dryRun: args.flag('dry-run'),
        style: styleFor(args, null),
      },
      { line: reader === null ? null : line, print: (text) => print(inActions ? guardLog(text) : text) },
    );
  } finally {
    reader?.close();
  }
}

/** `--fix` says what, the others where; each of them alone means the safe fixes. */
function fixingOf(args: Arguments): Fixing | null {
  const mode = choice('fix', args.one('fix') ?? 'off', FIX);
  const [directory, patch, dryRun] = [args.one('fix-to'), args.one('patch'), args.flag('dry-run')];
  const elsewhere = directory !== null || patch !== null || dryRun;
  if (mode === 'off' && !elsewhere) return null;
  if (args.command !== 'check') throw new ConfigError(`only check fixes, not ${args.command}`);
  const written = (path: string | null): string | null => (path === null || dryRun ? null : fromHere(path));
  return {
    safety: mode === 'unsafe' ? 'unsafe' : 'safe',
    destination: { inPlace: !elsewhere, directory: written(directory), patch: written(patch) },
  };
}

/** The diff goes where people read; standard output may be a report for a program. */
function tellFixes(args: Arguments, { files, text }: Corrected): void {
  const readable = args.outputs.every(({ format, file }) => file !== null || format === 'text');
  if (args.flag('dry-run')) (readable ? process.stdout : process.stderr).write(diffText(files, styleFor(args, null)));
  complain(text.trimEnd());
}

/** Messages name files and values of the repository: nothing in them may act on a terminal or the runner. */
function complain(text: string): void {
  for (const line of text.split('\n')) process.stderr.write(`wso2is-lint: ${plainLine(line)}\n`);
}

function print(text: string): number {
  process.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`);
  return EXIT.clean;
}

/** A report that cannot be written is told and does not change the verdict. */
function writeReport(file: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    complain(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The whole program: says what went wrong, and what the exit code is. */
export async function start(argv: readonly string[]): Promise<number> {
  try {
    return await main(argv);
  } catch (error) {
    if (error instanceof ConfigError) {
      complain(error.message);
      return EXIT.usage;
    }
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    complain(`internal error, please report it: ${told}`);
    return EXIT.internal;
  }
}

start(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
