import { tableOf } from '../cluster/deployment-databases.js';
import type { Datasource, NodeModel, TomlFacts } from '../server/model.js';
import { addKeys, addToElement } from './fix-toml.js';
import type { Edit } from './rule.js';

/** Adds a pool option that is not written to the table of a deployment.toml that a datasource comes from. */
export function addPoolOption(
  node: NodeModel,
  toml: TomlFacts,
  datasource: Datasource,
  name: string,
  value: string,
): Edit[] {
  const header = tableOf(datasource);
  const dotted = { [`pool_options.${name}`]: value };
  if (header.startsWith('[[')) return datasource.span === null ? [] : addToElement(node, toml, datasource.span, dotted);
  const table = header.slice(1, -1);
  const hasPool = toml.written.some(({ key, inArray }) => inArray === null && key.startsWith(`${table}.pool_options.`));
  return hasPool ? addKeys(node, toml, `${table}.pool_options`, { [name]: value }) : addKeys(node, toml, table, dotted);
}
