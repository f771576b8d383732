import type { Cluster } from '../cluster/cluster.js';
import type { Rule } from '../rules/rule.js';
import type { NodeFile, NodeModel } from '../server/model.js';

/** Those of the model; of the others too where a rule asks for the whole home. */
export function filesOf({ nodes, homes }: Cluster, node: NodeModel, isWhole: boolean): readonly NodeFile[] {
  const home = isWhole ? homes?.()[nodes.indexOf(node)] : undefined;
  if (home === undefined) return node.files;
  const known = new Set(node.files.map(({ path }) => path));
  const others = home.files.flatMap(({ name, path, document }): NodeFile[] =>
    document === null || known.has(path) ? [] : [{ name, path, role: 'other', document }],
  );
  return [...node.files, ...others];
}

/** Paths of those files, and of what is no text. */
export function pathsOf(cluster: Cluster, node: NodeModel, rule: Rule): readonly string[] {
  const paths = node.files.map(({ path }) => path);
  const home = rule.wholeHome === true ? cluster.homes?.()[cluster.nodes.indexOf(node)] : undefined;
  return home === undefined ? paths : [...paths, ...home.files.map(({ path }) => path)];
}
