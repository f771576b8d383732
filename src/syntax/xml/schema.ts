import type { XmlSchema } from './gate.js';

/**
 * What the children of a file's elements may be called. Only closed elements are listed: those whose children the
 * product reads by name in every version; everything else may hold anything.
 */
export interface ElementTable {
  readonly root: string;
  /** The namespace of every element; '' for none. */
  readonly namespace: string;
  /** Path of local names from the root, '/' between → names of the children that are read. */
  readonly closed: Readonly<Record<string, readonly string[]>>;
}

const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
const ATTRIBUTES = '<xs:anyAttribute processContents="skip"/>';
const FOREIGN = '<xs:any namespace="##other" processContents="skip"/>';
/** Takes anything, and looks again at every element below that the schema declares. */
const OPEN = `<xs:complexType mixed="true"><xs:sequence><xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>${ATTRIBUTES}</xs:complexType>`;

/**
 * One schema over all files, XSD 1.0 as libxml2 reads it: the children of closed elements by name, in any order and
 * number. A closed element below an open one is declared for the whole namespace, since XSD 1.0 has no content model
 * of "these, or anything else": two tables of one namespace must not close one name differently there.
 */
export function generateSchema(tables: Iterable<ElementTable>): XmlSchema {
  const byNamespace = new Map<string, Map<string, string>>();
  for (const table of tables) {
    const declared = byNamespace.get(table.namespace) ?? new Map<string, string>();
    byNamespace.set(table.namespace, declared);
    const tops = Object.keys(table.closed).filter((path) => table.closed[parentOf(path)] === undefined);
    for (const path of new Set([table.root, ...tops])) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const known = declared.get(name);
      const declaration = element(path, table);
      if (known === undefined || known === open(name)) declared.set(name, declaration);
      else if (known !== declaration && declaration !== open(name)) {
        throw new Error(`two tables close <${name}> of namespace "${table.namespace}" in different ways`);
      }
    }
  }
  const named = [...byNamespace].filter(([namespace]) => namespace !== '');
  const preload = named.map(([namespace, declared], index) => ({
    fileName: `namespace-${index + 1}.xsd`,
    contents: `<xs:schema ${XS} targetNamespace="${namespace}" elementFormDefault="qualified">\n${lines(declared)}</xs:schema>\n`,
  }));
  const imports = named.map(
    ([namespace], index) => `<xs:import namespace="${namespace}" schemaLocation="namespace-${index + 1}.xsd"/>\n`,
  );
  const main = `<xs:schema ${XS}>\n${imports.join('')}${lines(byNamespace.get('') ?? new Map())}</xs:schema>\n`;
  return { main: { fileName: 'main.xsd', contents: main }, preload };
}

function lines(declared: ReadonlyMap<string, string>): string {
  return [...declared.values()].map((declaration) => `${declaration}\n`).join('');
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function open(name: string): string {
  return `<xs:element name="${name}">${OPEN}</xs:element>`;
}

function element(path: string, table: ElementTable): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const children = table.closed[path];
  if (children === undefined) return open(name);
  const choice = children.map((child) => element(`${path}/${child}`, table)).join('');
  return `<xs:element name="${name}"><xs:complexType mixed="true"><xs:choice minOccurs="0" maxOccurs="unbounded">${choice}${FOREIGN}</xs:choice>${ATTRIBUTES}</xs:complexType></xs:element>`;
}
