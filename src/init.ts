import type { Cluster } from './cluster/cluster.js';
import type { ClusterIntent } from './config/intent.js';
import { EXIT } from './config/options.js';
import { ConfigError } from './config/parse.js';
import { writeConfig } from './config/write.js';
import { dirname, join, normalize, relative } from './discovery/paths.js';
import type { Host } from './host.js';
import type { LintResult } from './lint/finding.js';
import { type Request, run } from './pipeline.js';
import { doneText, foundText, INTRODUCTION, missingText, nextCommand, nobodyText } from './report/init.js';
import { interview } from './report/interview.js';
import { type Ask, allQuestions, answersFrom, type Line } from './report/questions.js';
import type { Style } from './report/style.js';
import type { NodeModel } from './server/model.js';
import { terminal as shown } from './text/escape.js';
import { list } from './text/message.js';
import { didYouMean } from './text/nearest.js';

export interface InitOptions {
  /** `--set KEY=VALUE`, as given. */
  readonly given: readonly string[];
  /** `--yes`. */
  readonly unattended: boolean;
  /** `--force`. */
  readonly overwrite: boolean;
  readonly dryRun: boolean;
  readonly style: Style;
}

export interface Terminal {
  /** Null where no person sits. */
  readonly line: Line | null;
  readonly print: (text: string) => void;
}

const NAME = '.wso2is-lint.yml';
const IS_CONFIG = /(^|\/)\.wso2is-lint\.ya?ml$/;

/**
 * Writes the configuration by asking what the files do not tell. Nothing is written before it was read back and led to
 * the same nodes.
 *
 * @returns the exit code
 * @throws ConfigError for what the user must mend
 */
export async function init(request: Request, host: Host, options: InitOptions, terminal: Terminal): Promise<number> {
  const path = normalize(request.config ?? NAME);
  if (!options.overwrite && !options.dryRun) refuseOverwriting(path, host);
  const found = await run({ ...request, config: null }, withoutConfig(host));
  if (found.clusters.length === 0) {
    terminal.print('no WSO2 Identity Server configuration was found, so there is nothing to write\n');
    return EXIT.empty;
  }
  if (!options.dryRun) terminal.print(foundText(found, options.style));
  const intents = await intentsOf(found.clusters, path, host, options, terminal);
  const { text, result } = await readBack(intents, found, path, request, host);
  if (options.dryRun) terminal.print(shownBlock(text));
  else {
    host.write(path, new TextEncoder().encode(text), null);
    terminal.print(doneText(path, result, nextCommand(request.paths, path === NAME ? null : path)));
  }
  return EXIT.clean;
}

/** Names of folders may hold what a terminal obeys. */
function shownBlock(text: string): string {
  return text.split('\n').map(shown).join('\n');
}

/** Of two in one folder only one would be read. */
function refuseOverwriting(path: string, host: Host): void {
  const names = [path, ...(IS_CONFIG.test(path) ? ['.yml', '.yaml'].map((end) => path.replace(/\.ya?ml$/, end)) : [])];
  const there = names.find((name) => host.kindOf(name) !== null);
  if (there !== undefined) {
    throw new ConfigError(`there is ${there} already: change it by hand, or write a new one with --force`);
  }
}

/** The nodes are found and named as if nobody had said anything. */
function withoutConfig(host: Host): Host {
  return { ...host, kindOf: (path) => (IS_CONFIG.test(path) ? null : host.kindOf(path)) };
}

async function intentsOf(
  clusters: readonly Cluster[],
  path: string,
  host: Host,
  { given, unattended }: InitOptions,
  { line, print }: Terminal,
): Promise<ClusterIntent[]> {
  const pathOf = (node: NodeModel): string => seenFrom(path, node.home, host);
  const questions = (ask: Ask): Promise<ClusterIntent[]> => interview(clusters, pathOf, ask);
  if (line === null && !unattended) throw new ConfigError(nobodyText(await allQuestions(questions)));
  const person = unattended ? null : line;
  if (person !== null) print(INTRODUCTION);
  const answers = answersFrom(given, person, (text) => print(`${text}\n`));
  const intents = await questions(answers.ask);
  const wrong = await unusedText(answers.unused(), answers.asked, questions);
  if (wrong !== null && person !== null) print(`${wrong}\n`);
  const mistakes = [
    ...(wrong === null || person !== null ? [] : [wrong]),
    ...(answers.missing.length === 0 ? [] : [missingText(answers.missing)]),
  ];
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  if (intents.length > 0) return intents;
  const names = clusters.map(({ name }) => name);
  throw new ConfigError(
    `nothing to write: no name was given to ${list(names)}. A node that nothing joins to others is left out; --set "${names[0]}.name=NAME" takes it in, and one NAME makes several one cluster`,
  );
}

/** What `--set` says and nobody asked. */
async function unusedText(
  unused: readonly string[],
  asked: readonly { readonly key: string }[],
  questions: (ask: Ask) => Promise<unknown>,
): Promise<string | null> {
  if (unused.length === 0) return null;
  const all = [...(await allQuestions(questions)), ...asked].map(({ key }) => key);
  const keys = [...new Set(all)];
  return unused.map((key) => `--set ${key}: nothing asks for that.${didYouMean(key, keys)}`).join('\n');
}

/** A path as the configuration file says it. */
function seenFrom(file: string, path: string, { here }: Host): string {
  const directory = join(here, dirname(file));
  return relative(directory === '/' ? '' : directory, join(here, path));
}

/** The text, and what a run with it finds: the same nodes in the clusters that were meant. */
async function readBack(
  intents: readonly ClusterIntent[],
  found: LintResult,
  path: string,
  request: Request,
  host: Host,
): Promise<{ text: string; result: LintResult }> {
  const nodes = new Map(found.clusters.flatMap((cluster) => cluster.nodes.map((node) => [node.name, node])));
  // A home may hold more than the conf root that was meant: then the conf root is named.
  const exact = intents.map((intent) => ({
    ...intent,
    nodes: intent.nodes.map((node) => ({
      ...node,
      path: seenFrom(path, nodes.get(node.name)?.path ?? node.path, host),
    })),
  }));
  const reasons: string[] = [];
  for (const each of [intents, exact]) {
    const text = writeConfig(each);
    try {
      const result = await run({ ...request, config: path, cluster: null }, withFile(host, path, text));
      if (isMeant(result, each, nodes)) return { text, result };
      reasons.push('it leads to other nodes than were found');
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      reasons.push(error.message);
    }
  }
  throw new ConfigError(`nothing was written, as the configuration could not be read back: ${reasons.at(-1)}`);
}

function withFile(host: Host, file: string, text: string): Host {
  const bytes = new TextEncoder().encode(text);
  return {
    ...host,
    kindOf: (path) => (path === file ? 'file' : host.kindOf(path)),
    read: (path) => (path === file ? bytes : host.read(path)),
  };
}

function isMeant(
  { clusters }: LintResult,
  intents: readonly ClusterIntent[],
  nodes: ReadonlyMap<string, NodeModel>,
): boolean {
  return intents.every((intent) => {
    const cluster = clusters.find(({ name }) => name === intent.name);
    const has = new Map(cluster?.nodes.map((node) => [node.name, node.path]));
    return (
      has.size === intent.nodes.length && intent.nodes.every(({ name }) => has.get(name) === nodes.get(name)?.path)
    );
  });
}
