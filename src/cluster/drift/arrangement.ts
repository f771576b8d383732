import { attribute, child } from '../../syntax/xml/query.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { isSecretName } from '../../text/redact.js';

/**
 * How the parts of an XML file stand together. Where nothing is said of a file, elements are a sequence, as the order
 * of handlers, filters and mediators is what they do.
 */
export interface Arrangement {
  readonly files: RegExp;
  /** A record: elements of different names may change places, those that are told by a key too. */
  readonly record: boolean;
  /** Local name → what tells such elements apart: `@attribute`, `element`, or the text (`.`); several together. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Elements whose order among those of the same name counts though they have a key. */
  readonly ordered: readonly string[];
  /** Elements, with `[key]` where only some of the name, whose text the server does not trim before it looks it up. */
  readonly untrimmed?: readonly string[];
}

/** One row a file: what the product's reader of it looks up by name and what it goes through in order. */
export const ARRANGEMENTS: readonly Arrangement[] = [
  {
    files: /(?:^|\/)registry\.xml$/,
    record: true,
    keys: { dbConfig: ['@name'], remoteInstance: ['id'], mount: ['@path'], handler: ['@class'] },
    ordered: ['handler'],
    untrimmed: ['currentDBConfig', 'dataSource', 'id', 'instanceId', 'dbConfig', 'url', 'userName'],
  },
  {
    files: /-datasources\.xml$/,
    record: true,
    keys: { datasource: ['name'], provider: ['.'], property: ['@name'] },
    ordered: [],
    untrimmed: ['name', 'url', 'username'],
  },
  {
    files: /(?:^|\/)axis2(?:_client)?\.xml$/,
    record: true,
    keys: {
      member: ['hostName', 'port'],
      phaseOrder: ['@type'],
      phase: ['@name'],
      handler: ['@name'],
      messageFormatter: ['@contentType'],
      messageBuilder: ['@contentType'],
      messageReceiver: ['@mep'],
      applicationDomain: ['@name'],
      module: ['@ref'],
    },
    ordered: ['phase', 'handler', 'listener'],
    untrimmed: ['parameter[domain]', 'parameter[mcastAddress]'],
  },
  {
    files: /(?:^|\/)carbon\.xml$/,
    record: true,
    keys: { Processor: ['Item'], Role: ['.'] },
    ordered: [],
  },
  {
    files: /(?:^|\/)user-mgt\.xml$/,
    record: true,
    keys: { UserStoreManager: ['Property[DomainName]'] },
    // The chain in which user stores are asked.
    ordered: ['UserStoreManager'],
  },
  {
    files: /(?:^|\/)identity\.xml$/,
    record: true,
    keys: { EventListener: ['@type', '@name'], Cache: ['@name'], Resource: ['@context', '@http-method'] },
    ordered: ['Resource'],
    untrimmed: ['Name'],
  },
  {
    files: /(?:^|\/)catalina-server\.xml$/,
    record: true,
    keys: { Connector: ['@port'], Valve: ['@className'], Listener: ['@className'] },
    ordered: ['Valve', 'Listener'],
  },
  {
    files: /(?:^|\/)sso-idp-config\.xml$/,
    record: true,
    keys: { ServiceProvider: ['Issuer'], Claim: ['.'], Audience: ['.'], AssertionConsumerServiceURL: ['.'] },
    ordered: [],
  },
  {
    files: /(?:^|\/)web\.xml$/,
    record: true,
    keys: {
      servlet: ['servlet-name'],
      filter: ['filter-name'],
      'init-param': ['param-name'],
      'context-param': ['param-name'],
      'mime-mapping': ['extension'],
      'filter-mapping': ['filter-name'],
      'servlet-mapping': ['servlet-name', 'url-pattern'],
    },
    ordered: ['filter-mapping', 'listener'],
  },
  {
    files: /(?:^|\/)(?:consent-mgt-config|embedded-ldap|tenant-mgt|hazelcast|cache|jmx|output-event-adapters)\.xml$/,
    record: true,
    keys: { member: ['.'] },
    ordered: [],
  },
  {
    files: /(?:^|\/)claim-config\.xml$/,
    record: true,
    keys: { Dialect: ['@dialectURI'], Claim: ['ClaimURI'] },
    ordered: [],
  },
  {
    files: /(?:^|\/)application-authentication\.xml$/,
    record: true,
    keys: { AuthenticatorNameMapping: ['@name'] },
    ordered: ['Extension'],
  },
  { files: /(?:^|\/)userstores\/[^/]+\.xml$/, record: true, keys: {}, ordered: [] },
];

const SEQUENCE: Arrangement = { files: /$/, record: false, keys: {}, ordered: [] };

/** Looked up by name wherever they stand. */
const ANYWHERE = new Set(['Property', 'Parameter', 'parameter']);
const NAMING = ['@name', '@Name', '@id', '@key'];

const PAIR_NAME = /^(?:.*[-_])?(?:name|key)$/i;
const PAIR_VALUE = /^(?:.*[-_])?value$/i;

/** The two of `<Name>a</Name><Value>b</Value>`, `<param-name>` and the like; null where an element is no such pair. */
export function pairOf({ children }: XmlElement): { readonly name: XmlElement; readonly value: XmlElement } | null {
  const name = children.find(({ local, children: inner }) => PAIR_NAME.test(local) && inner.length === 0);
  const value = children.find(({ local }) => PAIR_VALUE.test(local));
  return name === undefined || value === undefined ? null : { name, value };
}

/** Whether what such an element holds is nobody's to see. */
export function isConfidential(element: XmlElement): boolean {
  const pair = pairOf(element);
  if (pair === null) return false;
  const said = element.children.find(({ local }) => /^isConfidential$/i.test(local))?.text.trim() ?? '';
  return said.toLowerCase() === 'true' || isSecretName(pair.name.text.trim());
}

/** Whether white space around the text of an element counts: in names that are looked up, and in secrets. */
export function isExact({ local }: XmlElement, key: string | null, { untrimmed = [] }: Arrangement): boolean {
  const names = key === null ? [local] : [local, `${local}[${key}]`];
  return names.some((name) => untrimmed.includes(name) || isSecretName(name));
}

export function arrangementOf(file: string): Arrangement {
  return ARRANGEMENTS.find(({ files }) => files.test(file)) ?? SEQUENCE;
}

/** What tells an element from its siblings of the same name; null where nothing does. */
export function keyOf(element: XmlElement, { keys }: Arrangement): string | null {
  const own = keys[element.local];
  if (own !== undefined) {
    const parts = own.map((from) => partOf(element, from));
    return parts.every((part) => part === null) ? null : parts.map((part) => part ?? '').join(':');
  }
  for (const from of NAMING) {
    const found = partOf(element, from);
    if (found !== null) return found;
  }
  return pairOf(element)?.name.text.trim() ?? null;
}

function partOf(element: XmlElement, from: string): string | null {
  if (from === '.') return element.text.trim();
  if (from.startsWith('@')) return attribute(element, from.slice(1))?.value.trim() ?? null;
  const named = /^(\w+)\[(\w+)\]$/.exec(from);
  if (named === null) return child(element, from)?.text.trim() ?? null;
  const nested = element.children.find(
    (one) => one.local === named[1] && attribute(one, 'name')?.value.trim() === named[2],
  );
  return nested?.text.trim() ?? null;
}

/** The mark of the siblings among which the place of an element counts; null where it does not. */
export function orderOf(
  element: XmlElement,
  key: string | null,
  repeated: boolean,
  { record, ordered }: Arrangement,
): string | null {
  if (ordered.includes(element.local)) return element.local;
  if (key !== null && (record || ANYWHERE.has(element.local) || pairOf(element) !== null)) return null;
  if (!record) return '*';
  return repeated ? element.local : null;
}
