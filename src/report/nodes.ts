import type { Cluster } from '../cluster/cluster.js';
import type { LintResult } from '../lint/finding.js';
import type { NodeModel } from '../server/model.js';
import { jsonText, terminal } from '../text/escape.js';
import { count, list } from '../text/message.js';
import { columns, wrap } from './layout.js';
import { nodeNames } from './report.js';
import type { Style } from './style.js';
import { nodeCount, productText, replicasText } from './words.js';

const WIDTH = 100;

/** `nodes`: what was found, how it was grouped and why, and what was not read. */
export function nodesText(result: LintResult, { style }: { readonly style: Style }): string {
  const blocks = result.clusters.map((cluster) => clusterText(cluster, style));
  if (blocks.length === 0) blocks.push(style('yellow', 'no WSO2 Identity Server configuration was found'));
  if (result.skipped.length > 0) {
    const rows = result.skipped.map(({ file, reason }) => [terminal(file), terminal(reason)]);
    blocks.push([`Not read: ${count(result.skipped.length, 'file')}`, ...columns(rows, '  ')].join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

function clusterText(cluster: Cluster, style: Style): string {
  const guessed = cluster.guessed ? style('yellow', '  guessed') : '';
  const lines = [`${style('bold', `Cluster ${terminal(cluster.name)}`)}  ${nodeCount(cluster)}${guessed}`];
  lines.push(
    ...columns(
      cluster.nodes.map((node) => [
        style('cyan', terminal(node.name)),
        terminal(node.path),
        terminal(productText(nodeNames(node))),
        node.era === 'toml' ? 'deployment.toml' : 'XML',
        replicasText(node),
      ]),
      '  ',
    ),
  );
  for (const { kind, nodes, text } of cluster.evidence) {
    const said = `${kind === 'join' ? 'together' : 'apart'}: ${list(nodes)}: ${terminal(text)}`;
    lines.push(...wrap(said, WIDTH, '    ').map((line) => style('dim', line)));
  }
  if (cluster.guessed) {
    lines.push('', '  Make it certain in .wso2is-lint.yml:', '', configToPaste(cluster));
  }
  return lines.join('\n');
}

/** The part of `.wso2is-lint.yml` that names the cluster's nodes. */
function configToPaste(cluster: Cluster): string {
  const entry = (node: NodeModel) => `      ${yaml(node.name)}: { path: ${yaml(node.home)} }`;
  return ['clusters:', `  ${yaml(cluster.name)}:`, '    nodes:', ...cluster.nodes.map(entry)]
    .map((line) => `    ${line}`)
    .join('\n');
}

/** Plain where YAML takes it as a text, else in double quotes, which are JSON's. */
function yaml(text: string): string {
  const safe = terminal(text);
  const plain = /^[A-Za-z_][\w./-]*$/.test(safe) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(safe);
  return plain ? safe : JSON.stringify(safe);
}

/** `nodes --format json`, version 1. */
export function nodesJson(result: LintResult): string {
  const clusters = result.clusters.map(({ name, guessed, nodes, evidence }) => ({
    name,
    guessed,
    nodes: nodes.map((node) => ({ ...nodeNames(node), replicas: node.replicas, host: node.host })),
    evidence: evidence.map(({ kind, nodes: names, text }) => ({ kind, nodes: names, text })),
  }));
  return jsonText({ version: 1, clusters, skipped: result.skipped });
}
