import { agentFor } from '../cluster/clustering.js';
import type { NodeModel, TomlFacts } from '../server/model.js';
import { attribute, child, childrenOf } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { listMembers, newMembers } from './fix-members.js';
import { setKeys } from './fix-toml.js';
import { insertElements, type NewElement, setAttribute, setContent } from './fix-xml.js';
import type { Edit } from './rule.js';

/** One thing of the clustering as it is to be. */
export interface ClusteringValue {
  /** A parameter of axis2.xml; `enable` and `members` are not. */
  readonly name: string;
  /** The key below `[clustering]`. */
  readonly key: string;
  /** The members are a list of `host:port`. */
  readonly value: string | readonly string[];
}

/** Writes them into the `<clustering>` of axis2.xml, or into `[clustering]`. */
export function writeClustering(node: NodeModel, wanted: readonly ClusteringValue[]): Edit[] {
  return node.toml === null ? xmlEdits(node, wanted) : tomlEdits(node, node.toml, wanted);
}

function tomlEdits(node: NodeModel, toml: TomlFacts, wanted: readonly ClusteringValue[]): Edit[] {
  const properties = 'properties.';
  // Where the properties have a table of their own, a dotted key would be a second one.
  const isApart = toml.tree.tables.some(
    ({ path }) => path.map(({ text }) => text).join('.') === 'clustering.properties',
  );
  const isOwn = ({ key }: ClusteringValue): boolean => isApart && key.startsWith(properties);
  const values = (some: readonly ClusteringValue[], from = 0) =>
    Object.fromEntries(some.map(({ key, value }) => [key.slice(from), value]));
  return [
    ...setKeys(node, toml, 'clustering', values(wanted.filter((one) => !isOwn(one)))),
    ...setKeys(node, toml, 'clustering.properties', values(wanted.filter(isOwn), properties.length)),
  ];
}

function xmlEdits(node: NodeModel, wanted: readonly ClusteringValue[]): Edit[] {
  const root = node.files.find(({ role }) => role === 'axis2')?.document.xml().root ?? null;
  if (root === null) return [];
  const block = child(root, 'clustering', '');
  if (block === null) return insertElements(node, root, newBlock(node, wanted));
  const parameters = childrenOf(block, 'parameter', '');
  // Of equal names the last counts.
  const named = (name: string): XmlElement | null =>
    parameters.findLast((element) => attribute(element, 'name')?.value === name) ?? null;
  const added = wanted.filter(
    ({ name, value }) => typeof value === 'string' && name !== 'enable' && named(name) === null,
  );
  return [
    ...wanted.flatMap(({ name, value }): Edit[] => {
      if (name === 'enable') return setAttribute(node, block, 'enable', 'true');
      if (typeof value !== 'string') return listMembers(node, block, value);
      const element = named(name);
      return element === null ? [] : setContent(node, element, value);
    }),
    ...insertElements(node, block, added.map(newParameter), parameters.at(-1) ?? null),
  ];
}

function newParameter({ name, value }: ClusteringValue): NewElement {
  return { name: 'parameter', attributes: { name }, content: String(value) };
}

/** The whole element; none where the version does not tell the agent. */
function newBlock(node: NodeModel, wanted: readonly ClusteringValue[]): NewElement[] {
  const agent = agentFor(node);
  if (agent === null) return [];
  const content = wanted.flatMap((one): NewElement[] => {
    if (typeof one.value !== 'string') return [newMembers(one.value)];
    return one.name === 'enable' ? [] : [newParameter(one)];
  });
  return [{ name: 'clustering', attributes: { class: agent, enable: 'true' }, content }];
}
