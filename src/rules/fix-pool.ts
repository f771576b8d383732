import { readableUrl } from '../cluster/datasources.js';
import { tableOf } from '../cluster/deployment-databases.js';
import { queryFor } from '../cluster/drivers.js';
import { vendorOf } from '../cluster/jdbc.js';
import type { Datasource, NodeModel, TomlFacts } from '../server/model.js';
import { fixWith } from './fix.js';
import { addKeys, addToElement } from './fix-toml.js';
import { soundly } from './fix-toml-names.js';
import type { Edit, Fix } from './rule.js';

/** Gives every one of the datasources the query of its vendor, or none: one that is left would be told again. */
export function queryFix(node: NodeModel, all: readonly Datasource[]): { readonly fix?: Fix } {
  const { toml } = node;
  if (toml === null) return {};
  const edits = all.map((datasource) => {
    const query = queryFor(vendorOf(readableUrl(datasource) ?? ''));
    return addPoolOption(node, toml, datasource, 'validationQuery', query);
  });
  if (edits.some((one) => one.length === 0)) return {};
  return fixWith('Write pool_options.validationQuery', 'safe', soundly(toml, edits.flat()));
}

/** Adds a pool option that is not written to the table of a deployment.toml that a datasource comes from. */
function addPoolOption(node: NodeModel, toml: TomlFacts, datasource: Datasource, name: string, value: string): Edit[] {
  const header = tableOf(datasource);
  const dotted = { [`pool_options.${name}`]: value };
  if (header.startsWith('[[')) return datasource.span === null ? [] : addToElement(node, toml, datasource.span, dotted);
  const table = header.slice(1, -1);
  const hasPool = toml.written.some(({ key, inArray }) => inArray === null && key.startsWith(`${table}.pool_options.`));
  return hasPool ? addKeys(node, toml, `${table}.pool_options`, { [name]: value }) : addKeys(node, toml, table, dotted);
}
