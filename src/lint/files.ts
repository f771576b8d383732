import type { Cluster } from '../cluster/cluster.js';
import type { Rule } from '../rules/rule.js';
import type { NodeFile, NodeModel } from '../server/model.js';

/** Those of the model; of the others too where a rule asks for the whole home. */
export function filesOf(cluster: Cluster, node: NodeModel, isWhole: boolean): readonly NodeFile[] {
  const known = new Set(node.files.map(({ path }) => path));
  const others = (isWhole ? homeFiles(cluster, node) : []).flatMap(({ name, path, document }): NodeFile[] =>
    document === null || known.has(path) ? [] : [{ name, path, role: 'other', document }],
  );
  return [...node.files, ...others];
}

/** Paths of those files, and of what is no text. */
export function pathsOf(cluster: Cluster, node: NodeModel, rule: Rule): readonly string[] {
  const others = rule.wholeHome === true ? homeFiles(cluster, node) : [];
  return [...node.files, ...others].map(({ path }) => path);
}

function homeFiles({ nodes, homes }: Cluster, node: NodeModel) {
  return homes?.()[nodes.indexOf(node)]?.files ?? [];
}
