import type { Cluster } from '../cluster/cluster.js';
import type { LintResult } from '../lint/finding.js';
import { terminal } from '../text/escape.js';
import { count, list } from '../text/message.js';
import { columns, wrap } from './layout.js';
import { type Question, questionLines } from './questions.js';
import { nodeNames } from './report.js';
import type { Style } from './style.js';
import { findingsLine, nodeCount, productText, replicasText } from './words.js';

const WIDTH = 100;

/** What `init` says before it asks: the clusters found, their nodes, and why they were taken for one. */
export function foundText({ clusters }: LintResult, style: Style): string {
  return `${clusters.map((cluster) => clusterText(cluster, style)).join('\n\n')}\n`;
}

function clusterText(cluster: Cluster, style: Style): string {
  const guessed = cluster.guessed ? style('yellow', '  guessed') : '';
  const rows = cluster.nodes.map((node) => [
    style('cyan', terminal(node.name)),
    terminal(node.path),
    terminal(productText(nodeNames(node))),
    node.era === 'toml' ? 'deployment.toml' : 'XML',
    replicasText(node),
  ]);
  const why = cluster.evidence.flatMap(({ kind, nodes, text }) =>
    wrap(`${kind === 'join' ? 'together' : 'apart'}: ${list(nodes)}: ${terminal(text)}`, WIDTH, '    '),
  );
  return [
    `${style('bold', `Cluster ${terminal(cluster.name)}`)}  ${nodeCount(cluster)}${guessed}`,
    ...columns(rows, '  '),
    ...why.map((line) => style('dim', line)),
  ].join('\n');
}

export const INTRODUCTION = `Enter takes what stands in brackets, "-" leaves it out. Clusters that get one name become one.
`;

/** What `init` says at the end: what was written, what `check` makes of it, and how to go on. */
export function doneText(path: string, { findings, summary }: LintResult, command: string): string {
  const fixable = findings.filter(({ fix }) => fix?.safety === 'safe').length;
  const fixes = fixable === 0 ? '' : `, ${count(fixable, 'of them', 'of them')} with a fix that is safe`;
  return `wrote ${terminal(path)}; with it check has ${findingsLine(summary)}${fixes}
next: ${command}
`;
}

/** `wso2is-lint check …`, to be pasted into a shell. */
export function nextCommand(paths: readonly string[], config: string | null): string {
  const words = [
    ...paths.filter((path) => path !== '.' || paths.length > 1),
    ...(config === null ? [] : ['--config', config]),
  ];
  return ['wso2is-lint check', ...words.map(shellWord), '--fix=safe --dry-run'].join(' ');
}

function shellWord(text: string): string {
  const safe = terminal(text);
  return /^[\w./:@%+,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}

/** Nobody is there to be asked. */
export function nobodyText(questions: readonly Question[]): string {
  return [
    'there is no terminal to ask on. --yes takes what the files tell and the defaults; --set says the rest, once for each:',
    ...questionLines(questions),
    'expect is written when one of its answers is given; "-" leaves something out',
  ].join('\n');
}

export function missingText(questions: readonly Question[]): string {
  return ['the files do not tell, and there is no default; "-" leaves it out:', ...questionLines(questions)].join('\n');
}
