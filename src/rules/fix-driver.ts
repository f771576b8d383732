import { readableUrl } from '../cluster/datasources.js';
import { tableOf } from '../cluster/deployment-databases.js';
import { driversFor } from '../cluster/drivers.js';
import type { Datasource, NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import { childrenOf } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { fixWith } from './fix.js';
import { addKeys, addToElement } from './fix-toml.js';
import { soundly } from './fix-toml-names.js';
import { elementAt, writeText } from './fix-value.js';
import { insertElement } from './fix-xml.js';
import type { Edit, Fix } from './rule.js';

/** The class that the node uses for another such URL, else the usual one; null where none is known. */
export function driverFor({ datasources }: NodeModel, url: string): string | null {
  const classes = driversFor(url);
  const used = (datasources ?? []).flatMap(({ driverClassName }) => known(driverClassName) ?? []);
  return classes.find((each) => used.includes(each)) ?? classes[0] ?? null;
}

/** Gives a datasource that has no driver one that takes its URL. */
export function driverFix(node: NodeModel, datasource: Datasource): { readonly fix?: Fix } {
  const driver = driverFor(node, readableUrl(datasource) ?? '');
  return driver === null ? {} : fixWith(`Write the driver ${driver}`, 'unsafe', driverEdits(node, datasource, driver));
}

function driverEdits(node: NodeModel, datasource: Datasource, driver: string): Edit[] {
  const { toml } = node;
  const { driverClassName, span } = datasource;
  // An empty one is there.
  if (driverClassName?.origin === 'explicit') return writeText(node, driverClassName, driver);
  if (toml === null) {
    const configuration = lastOf(lastOf(elementAt(datasource), 'definition'), 'configuration');
    return configuration === null
      ? []
      : insertElement(node, configuration, { name: 'driverClassName', content: driver });
  }
  const table = tableOf(datasource);
  if (!table.startsWith('[[')) return soundly(toml, addKeys(node, toml, table.slice(1, -1), { driver }));
  return span === null ? [] : soundly(toml, addToElement(node, toml, span, { driver }));
}

function lastOf(parent: XmlElement | null, name: string): XmlElement | null {
  return parent === null ? null : (childrenOf(parent, name, '').at(-1) ?? null);
}
