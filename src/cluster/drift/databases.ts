import { child, childrenOf } from '../../syntax/xml/query.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { HomeFile } from './drift.js';
import type { Item } from './item.js';
import { meaningOf } from './meaning.js';
import type { Row } from './table.js';

/** What the files of one home say of its databases. */
export interface Databases {
  /** JNDI name → URL and user, in the spelling that stands for all that mean the same. */
  readonly byJndi: ReadonlyMap<string, string>;
  /** The registry's shared parts are mounted: the local database is the node's own. */
  readonly hasMounts: boolean;
}

const LOCAL = 'jdbc/WSO2CarbonDB';
const EMBEDDED = /^jdbc:(?:h2:(?!tcp:|ssl:)|derby:(?!\/\/))/i;

export function databasesOf(files: readonly HomeFile[]): Databases {
  const byJndi = new Map<string, string>();
  let hasMounts = false;
  for (const { name, document } of files) {
    const isRegistry = /(?:^|\/)registry\.xml$/.test(name);
    if (!isRegistry && !/-datasources\.xml$/.test(name)) continue;
    const root = document?.xml().root ?? null;
    if (root === null) continue;
    if (isRegistry) hasMounts ||= childrenOf(root, 'mount').length > 0;
    else {
      for (const source of childrenOf(child(root, 'datasources') ?? root, 'datasource')) {
        const jndi = textAt(source, 'jndiConfig', 'name');
        const url = textAt(source, 'definition', 'configuration', 'url');
        const user = textAt(source, 'definition', 'configuration', 'username');
        if (jndi !== null && url !== null) byJndi.set(jndi, `${meaningOf(url)} ${user ?? ''}`);
      }
    }
  }
  return { byJndi, hasMounts };
}

function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  let at: XmlElement | null = element;
  for (const name of path) at = at === null ? null : child(at, name);
  return at?.text.trim() ?? null;
}

/** What of the local registry belongs to the node: all of it where not even the engine is the same. */
export function localRegistryRows(homes: readonly Databases[]): Row[] {
  const urls = homes.flatMap(({ byJndi }) => byJndi.get(LOCAL) ?? []);
  const isOwn = homes.some(({ hasMounts }) => hasMounts) || urls.some((url) => EMBEDDED.test(url));
  if (!isOwn) return [];
  const engines = new Set(urls.map((url) => /^jdbc:[^:]*/i.exec(url)?.[0].toLowerCase() ?? ''));
  const parts = engines.size > 1 ? [''] : ['/url', '/username', '/password'];
  return [
    {
      kind: 'may-differ',
      at: parts.map((part) => `datasources[${LOCAL}]${part}`),
      reason: 'the local registry belongs to the node',
    },
  ];
}

/** Files that name a data source, and the element that does. */
const REFERENCES: readonly (readonly [files: RegExp, names: (item: Item, parent: Item | null) => boolean])[] = [
  [/(?:^|\/)registry\.xml$/, ({ name }) => name === 'dataSource'],
  [/(?:^|\/)user-mgt\.xml$/, ({ name, key }) => name === 'Property' && key === 'dataSource'],
  [
    /(?:^|\/)(?:identity|consent-mgt-config)\.xml$/,
    ({ name }, parent) => name === 'Name' && parent?.name === 'DataSource',
  ],
];

/**
 * The copies of a file with the databases in place of the names that stand for them, as each node may call them as it
 * likes (`WSO2_CARBON_DB` here is `WSO2_CARBON_DB_IS` there). Where one name leads nowhere, names are compared.
 */
export function withDatabases(file: string, items: readonly Item[], homes: readonly Databases[]): readonly Item[] {
  const isReference = REFERENCES.find(([files]) => files.test(file))?.[1];
  if (isReference === undefined) return items;
  let isWhole = true;
  const filled = items.map((item, index) => {
    const fill = (one: Item, parent: Item | null): Item => {
      const children = one.children.map((nested) => fill(nested, one));
      if (one.text === null || !isReference(one, parent)) return { ...one, children };
      const resolved = homes[index]?.byJndi.get(one.text) ?? null;
      isWhole &&= resolved !== null;
      return { ...one, children, resolved };
    };
    return fill(item, null);
  });
  return isWhole ? filled : items;
}

/**
 * Why nodes may lack a part that others have: one without any mount may be the owner of what they mount, and a data
 * source may have another name there. Rules ask whether all end up in the same database. Null where they may not.
 */
export function mayLack(file: string, item: Item, lacking: readonly Item[]): string | null {
  if (/(?:^|\/)registry\.xml$/.test(file) && ['mount', 'remoteInstance', 'dbConfig'].includes(item.name)) {
    const isOwner = (parent: Item): boolean => !parent.children.some(({ name }) => name === 'mount');
    return lacking.every(isOwner) ? 'the owner of a shared registry mounts nothing' : null;
  }
  if (!/-datasources\.xml$/.test(file) || item.name !== 'datasource') return null;
  const url = urlIn(item);
  if (url === null || EMBEDDED.test(url)) return null;
  const hasIt = (parent: Item): boolean => parent.children.some((other) => urlIn(other) === url);
  return lacking.every(hasIt) ? 'a data source of another name leads to the same database' : null;
}

function urlIn(item: Item): string | null {
  let at: Item | undefined = item;
  for (const name of ['definition', 'configuration', 'url']) at = at?.children.find((nested) => nested.name === name);
  return at?.meaning ?? null;
}
