import { showDatabase } from '../cluster/database.js';
import { effectiveOffset, effectivePorts } from '../cluster/ports.js';
import { rolesOf } from '../cluster/roles.js';
import type { LintResult } from '../lint/finding.js';
import { toFacts, versionText } from '../server/facts.js';
import type { Datasource, NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import { jsonText, terminal } from '../text/escape.js';
import { list, quoteUpTo, show } from '../text/message.js';
import { columns } from './layout.js';
import { registryTree } from './registry-tree.js';
import { nodeNames } from './report.js';
import type { Style } from './style.js';
import { productText, replicasText } from './words.js';

export interface InspectOptions {
  /** Never under Actions: the command line refuses it. */
  readonly showSecrets: boolean;
}

/** `inspect --format json`, version 1: what each server understood. */
export function inspectJson(result: LintResult, options: InspectOptions): string {
  const nodes = nodesOf(result).map((node) => toFacts(node, options));
  return jsonText({ version: 1, nodes });
}

/** `inspect`: what each node's files mean, and where each value is said. */
export function inspectText(result: LintResult, options: InspectOptions & { readonly style: Style }): string {
  const blocks = nodesOf(result).map((node) => nodeText(node, options));
  if (blocks.length === 0) blocks.push('no WSO2 Identity Server configuration was found');
  return `${blocks.join('\n\n')}\n`;
}

function nodesOf(result: LintResult): readonly NodeModel[] {
  return result.clusters.flatMap(({ nodes }) => nodes);
}

/** Nobody writes values longer than this by hand. */
const WHOLE = 2000;
/** Longer values do not push the places of the others to the right. */
const WIDEST = 72;

/** What is said, its value, and where it stands. */
type Row = readonly [label: string, value: string, at: Placed | null];
type Value = (setting: Setting | null, absent?: string) => string;

function nodeText(node: NodeModel, { style, showSecrets }: InspectOptions & { readonly style: Style }): string {
  const value: Value = (setting, absent = 'not set') =>
    setting === null ? absent : showSecrets ? `"${terminal(setting.text)}"` : quoteUpTo(setting, WHOLE);
  const about = [
    productText(nodeNames(node)),
    node.era === 'toml' ? 'deployment.toml' : 'XML',
    replicasText(node),
    node.host === null ? '' : `on ${node.host}`,
  ];
  const lines = [
    `${style('bold', terminal(node.name))}  ${terminal(node.path)}`,
    `  ${terminal(about.filter((part) => part !== '').join(', '))}${placeOf(node.version?.setting ?? null, node, style)}`,
    ...packNotes(node).map((note) => `  ${style('dim', terminal(note))}`),
  ];
  const from: From = (at) => sourceOf(at, node, style);
  const section = (title: string, rows: readonly Row[]) => {
    if (rows.length === 0) return;
    lines.push('', `  ${style('bold', title)}`, ...table(rows, from, style));
  };
  section(
    'Would fail',
    node.failures.map((failure) => [failure.effect, failure.error, failure]),
  );
  section('Server', serverRows(node, value));
  section('Ports', portRows(node));
  section('Clustering', clusteringRows(node, value));
  section('Databases', roleRows(node));
  section(
    'Datasources',
    (node.datasources ?? []).flatMap((source) => datasourceRows(source, value)),
  );
  section('Users', userRows(node, value));
  section('Keys', keyRows(node, value));
  section('Caches', cacheRows(node, value));
  const tree = registryTree(node);
  if (tree !== null) {
    lines.push('', `  ${style('bold', 'Registry')}`);
    lines.push(
      ...columns(
        tree.map(({ text, at }) => [terminal(text), from(at)]),
        '    ',
      ),
    );
  }
  const silent = node.toml !== null && node.version === null ? [] : unknownSections(node);
  if (silent.length > 0) lines.push('', style('dim', `  Nothing committed tells about ${list(silent, 9)}.`));
  return lines.join('\n');
}

/** Where what is said comes from. */
type From = (at: Placed | Setting | null) => string;

function table(rows: readonly Row[], from: From, style: Style): string[] {
  return columns(
    rows.map(([label, value, at]) => [style('dim', terminal(label)), terminal(value), from(at)]),
    '    ',
    WIDEST,
  );
}

/** `deployment.toml:21`, `deployment.toml:21, inferred`, `default of 7.1.0`; nothing for what no file says. */
function sourceOf(at: Placed | Setting | null, node: NodeModel, style: Style): string {
  if (at === null) return '';
  const origin = 'origin' in at ? at.origin : null;
  if (origin === 'default' || (node.era === 'toml' && at.span === null)) {
    return style('dim', `default of ${versionText(node) ?? 'the server'}`);
  }
  return `${placeOf(at, node, style).trim()}${origin === 'inferred' ? style('dim', ', inferred') : ''}`;
}

/** `registry.xml:12`; of a file inside another the other, where the line is. */
function placeOf(at: Placed | null, node: NodeModel, style: Style): string {
  if (at === null) return '';
  const inside = node.files.find(({ name, document }) => name === at.file && document.embedded !== null);
  const line = at.span === null ? '' : `:${at.span.document.lines.position(at.span.start).line}`;
  return `  ${style('cyan', terminal(`${inside?.path ?? at.file}${line}`))}`;
}

/** What decides what the server makes of a deployment.toml, besides the file. */
function packNotes({ toml, version }: NodeModel): string[] {
  if (toml === null) return [];
  const { used, unread, changedTemplates } = toml.pack;
  return [
    ...(toml.tree.error === null && version === null
      ? ['Nothing tells which server reads this deployment.toml: say it with --product-version']
      : []),
    ...(used.length > 0 ? [`read with the repository's own ${list(used)}`] : []),
    ...unread.map((reason) => `${reason}: not used`),
    ...changedTemplates.map(
      (name) => `templates/repository/conf/${name}.j2 is not the released one: what ${name} will hold is not known`,
    ),
  ];
}

function serverRows({ server, scripts, tomcat }: NodeModel, value: Value): Row[] {
  const offset = scripts.portOffset ?? server?.offset ?? null;
  const rows: Row[] = [];
  if (server !== null) {
    rows.push(['host name', value(server.hostName), server.hostName]);
    if (server.mgtHostName !== null) rows.push(['management host name', value(server.mgtHostName), server.mgtHostName]);
  }
  if (offset !== null) rows.push(['port offset', value(offset), offset]);
  for (const { attributes } of tomcat?.connectors ?? []) {
    const proxy = attributes.get('proxyPort');
    if (proxy !== undefined) rows.push([`proxy port of ${attributes.get('port')?.text ?? '?'}`, value(proxy), proxy]);
  }
  return rows;
}

/** The ports the server opens, offset added; as written where the offset is not known. */
function portRows(node: NodeModel): Row[] {
  const rows: Row[] = effectivePorts(node).map(({ name, port, base, address, assumed, at }) => {
    const sum = port === base ? String(port) : `${port} (${base} ${base < port ? '+' : '-'} ${Math.abs(port - base)})`;
    const where = address === null ? '' : ` at ${address}`;
    return [name, `${sum}${where}${assumed ? ', when catalina-server.xml is the stock one' : ''}`, assumed ? null : at];
  });
  if (effectiveOffset(node) === null) {
    for (const { attributes } of node.tomcat?.connectors ?? []) {
      const port = attributes.get('port');
      if (port !== undefined) rows.push(['connector', `${port.text} + offset`, port]);
    }
  }
  const { clustering } = node;
  const member = clustering?.enabled === true ? clustering.localMemberPort : null;
  if (member !== null) rows.push(['cluster member', member.text, member]);
  return rows;
}

function clusteringRows({ clustering, hazelcast }: NodeModel, value: Value): Row[] {
  if (clustering === null) return [];
  const state = clustering.enabled === null ? 'unknown' : clustering.enabled ? 'on' : 'off';
  const rows: Row[] = [
    ['clustering', clustering.present ? state : 'off (no <clustering>)', clustering.enable ?? clustering],
  ];
  if (clustering.enabled === false || !clustering.present) return rows;
  rows.push(['agent', value(clustering.class), clustering.class]);
  rows.push(['membership', value(clustering.membershipScheme), clustering.membershipScheme]);
  rows.push(['domain', value(clustering.domain), clustering.domain]);
  const { localMemberHost: host, localMemberPort: port } = clustering;
  rows.push(['this member', endpoint(host, port), host]);
  for (const member of clustering.members) {
    const isOwn = same(member.hostName, host, null) && same(member.port, port, '4000');
    rows.push([isOwn ? 'itself, listed' : 'other member', endpoint(member.hostName, member.port), member]);
  }
  const unread = clustering.listedMembers.length - clustering.members.length;
  if (unread > 0) rows.push(['listed, not read', `${unread} (the scheme is not wka)`, clustering.membersBlock]);
  if (clustering.groupPassword !== null)
    rows.push(['group password', value(clustering.groupPassword), clustering.groupPassword]);
  if (hazelcast.xml !== null) rows.push(['overridden by', 'etc/hazelcast.xml', hazelcast.xml]);
  return rows;
}

/** Whether two settings are written the same; what is not there is the standard. */
function same(a: Setting | null, b: Setting | null, standard: string | null): boolean {
  const [one, other] = [a?.text ?? standard, b?.text ?? standard];
  return one !== null && one === other && a?.varies !== true && b?.varies !== true;
}

function endpoint(host: Setting | null, port: Setting | null): string {
  return `${show(host, 'the machine’s own address')} port ${show(port, '4000')}`;
}

function roleRows(node: NodeModel): Row[] {
  return rolesOf(node)
    .filter(({ status, jndiName }) => status !== 'absent' && (status !== 'unknown' || jndiName !== null))
    .map(({ role, status, jndiName, database, path, at }) => {
      const through = show(jndiName, 'registry.xml');
      const where = database === null || status === 'broken' ? null : showDatabase(database);
      const text = status === 'broken' ? `${show(jndiName)}: not there` : `${through} = ${where ?? 'unknown'}`;
      return [role, `${text}${path === null ? '' : ` at ${path}`}`, jndiName ?? at];
    });
}

function datasourceRows(source: Datasource, value: Value): Row[] {
  const name = source.jndiName === null ? `${value(source.name, '(no name)')}, no JNDI name` : value(source.jndiName);
  const rows: Row[] = [[name, value(source.url, 'no url'), source.url ?? source]];
  const login = `user ${value(source.username, 'none')}, password ${value(source.password, 'none')}`;
  rows.push(['', login, source.username]);
  rows.push(['', `driver ${value(source.driverClassName, 'none')}`, source.driverClassName]);
  return rows;
}

function userRows({ userMgt }: NodeModel, value: Value): Row[] {
  if (userMgt === null) return [];
  const rows: Row[] = [['administrator', value(userMgt.adminUser), userMgt.adminUser]];
  userMgt.userStores.forEach((store, index) => {
    rows.push([index === 0 ? 'primary store' : 'next store', value(store.class), store.class]);
    const url = store.properties.get('ConnectionURL');
    if (url !== undefined) rows.push(['', value(url), url]);
  });
  return rows;
}

function keyRows({ keystores, server }: NodeModel, value: Value): Row[] {
  const rows: Row[] = [];
  for (const name of ['primary', 'internal', 'tls', 'saml', 'trust'] as const) {
    const store = keystores?.[name] ?? null;
    if (store === null) continue;
    const alias = store.keyAlias === null ? '' : `, alias ${value(store.keyAlias)}`;
    rows.push([`${name} key store`, `${value(store.location)} (${value(store.type)}${alias})`, store.location]);
  }
  if (server === null || server.crypto.provider === null) return rows;
  rows.push(['encryption by', value(server.crypto.provider), server.crypto.provider]);
  if (server.crypto.secret !== null) rows.push(['encryption key', value(server.crypto.secret), server.crypto.secret]);
  return rows;
}

function cacheRows({ server }: NodeModel, value: Value): Row[] {
  if (server === null || server.forceLocalCache === null) return [];
  const rows: Row[] = [['local caches only', value(server.forceLocalCache), server.forceLocalCache]];
  const { cacheInvalidationImpl: invalidation } = server;
  if (invalidation !== null) rows.push(['invalidation by', value(invalidation), invalidation]);
  return rows;
}

function unknownSections(node: NodeModel): string[] {
  const sections: [string, unknown][] = [
    ['carbon.xml', node.server],
    ['axis2.xml', node.clustering],
    ['datasources', node.datasources],
    ['registry.xml', node.registry],
    ['user-mgt.xml', node.userMgt],
    ['identity.xml', node.identity],
  ];
  return sections.filter(([, facts]) => facts === null).map(([name]) => name);
}
