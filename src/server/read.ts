import type { DiscoveredNode } from '../discovery/types.js';
import type { Document, Span } from '../syntax/document.js';
import type { GateError, GateVerdict } from '../syntax/xml/gate.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { detectVersion } from './detect-version.js';
import { trim } from './java.js';
import type {
  ClusteringFacts,
  FileRole,
  KeystoreFacts,
  NodeFile,
  NodeModel,
  ParserComplaint,
  ServerFailure,
} from './model.js';
import type { Variables } from './placeholders.js';
import { byReadingOrder, nodeFiles, unreadRoles } from './roles.js';
import { readScripts } from './scripts.js';
import { known } from './setting.js';
import type { Version } from './version.js';
import { readAxis2 } from './xml/axis2.js';
import { type CarbonFacts, readCarbon } from './xml/carbon.js';
import { readCatalina } from './xml/catalina-server.js';
import { readConsent } from './xml/consent-mgt.js';
import { datasourceFailures, readDatasources } from './xml/datasources.js';
import { readEmbeddedLdap } from './xml/embedded-ldap.js';
import { readHazelcastProperties, readHazelcastXml } from './xml/hazelcast.js';
import { readIdentity } from './xml/identity.js';
import type { Reading } from './xml/reading.js';
import { readRegistry } from './xml/registry.js';
import { readUserMgt } from './xml/user-mgt.js';

/** Everything about one node, read and judged before; paths are relative to the working directory. */
export interface NodeInput {
  readonly discovered: DiscoveredNode;
  readonly documents: ReadonlyMap<string, Document>;
  /** SHA-256 of committed key store files, by path; those of other nodes may be among them. */
  readonly keystoreDigests: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly sys: ReadonlyMap<string, string>;
  /** From `--product-version`; it overrides what the files say. */
  readonly productVersion: Version | null;
  /** What libxml2 said of each XML document, by digest. */
  readonly verdicts: ReadonlyMap<string, GateVerdict>;
}

/**
 * What one server would understand from its files. A file that is not well-formed gives no facts and a failure. XML
 * beside a deployment.toml is generated and not read: all its sections are null.
 */
export function readNode(input: NodeInput): NodeModel {
  const { discovered, documents } = input;
  const files = nodeFiles(discovered.path, discovered.files, documents);
  const isXml = discovered.era === 'xml';
  const failures: ServerFailure[] = [];
  const variables: Variables = { env: input.env, sys: input.sys };
  const reads = xmlFiles(isXml ? files : [], input.verdicts, failures);

  const carbon = reads.one('carbon', (file, root) => readCarbon(file, root, variables));
  // Beside a deployment.toml only carbon.xml's version and product tell something.
  const generated = isXml
    ? null
    : xmlFiles(files, input.verdicts, []).one('carbon', (file, root) => readCarbon(file, root, variables));
  const clustering = reads.one('axis2', (file, root) => readAxis2(file, root, variables));
  const unread = unreadRoles(discovered.path, discovered.files, documents);
  const datasources = unread.has('datasources') ? null : reads.datasources(variables);
  const version = detectVersion({
    given: input.productVersion,
    files: isXml ? files : [],
    carbon: carbon ?? generated,
    clustering,
    datasources,
    packLayout: discovered.wholeHome && /(?:^|\/)repository\/conf$/.test(discovered.path),
  });
  const registry = reads.one('registry', (file, root) => readRegistry(file, root, variables));
  const userMgt = reads.one('user-mgt', (file, root) => readUserMgt(file, root, variables, version));
  const identity = reads.one('identity', (file, root) => readIdentity(file, root, variables));
  const consent = reads.one('consent-mgt', (file, root) => readConsent(file, root, variables));
  const tomcat = reads.one('catalina-server', (file, root) => readCatalina(file, root, variables));
  const embeddedLdap = reads.one('embedded-ldap', (file, root) => readEmbeddedLdap(file, root, variables));
  const hazelcastXml = reads.one('hazelcast-xml', (file, root) => readHazelcastXml(file, root, variables));
  const properties = files.find(({ role }) => role === 'hazelcast-properties');
  return {
    name: discovered.name,
    path: discovered.path,
    home: discovered.home,
    era: discovered.era,
    product: productOf(carbon ?? generated, files),
    version,
    wholeHome: discovered.wholeHome,
    replicas: discovered.replicas ?? (servesMany(clustering) ? 'many' : 1),
    host: discovered.host,
    files,
    failures,
    malformed: complaints(files, input.verdicts, (verdict) => (verdict.kind === 'malformed' ? verdict.errors : [])),
    schemaComplaints: complaints(files, input.verdicts, (verdict) =>
      verdict.kind === 'ok' ? verdict.schemaErrors : [],
    ),
    server: carbon?.server ?? null,
    keystores: keystores(carbon, input),
    clustering,
    hazelcast: {
      xml: hazelcastXml,
      properties: properties === undefined || !isXml ? new Map() : readHazelcastProperties(properties, variables),
    },
    datasources,
    registry,
    userMgt,
    identity,
    consent,
    tomcat,
    embeddedLdap,
    scripts: readScripts(files),
  };
}

/** Reads XML files by role; failures go to the list. */
function xmlFiles(files: readonly NodeFile[], verdicts: ReadonlyMap<string, GateVerdict>, failures: ServerFailure[]) {
  /** Null where there is no tree to trust, said as a failure where the file is not well-formed. */
  const rootOf = (file: NodeFile): XmlElement | null => {
    const verdict = verdicts.get(file.document.digest);
    const { root } = file.document.xml();
    if (verdict?.kind !== 'malformed') return root;
    const [error] = verdict.errors;
    const failure = MALFORMED[file.role]?.(error?.message ?? 'not well-formed', file) ?? {
      error: error?.message ?? 'not well-formed',
      effect: 'partial',
    };
    failures.push({
      file: file.name,
      span: lineSpan(file.document, error?.line ?? null),
      address: file.name,
      ...failure,
    });
    return null;
  };
  const one = <Facts>(role: FileRole, read: (file: NodeFile, root: XmlElement) => Reading<Facts>): Facts | null => {
    const file = files.find((candidate) => candidate.role === role);
    const root = file === undefined ? null : rootOf(file);
    if (file === undefined || root === null) return null;
    const reading = read(file, root);
    failures.push(...reading.failures);
    return reading.facts;
  };
  /** All files together; null when one cannot be read, as any name may be defined in it. */
  const datasources = (variables: Variables) => {
    const inOrder = byReadingOrder(files.filter(({ role }) => role === 'datasources'));
    const read = inOrder.map((file) => {
      const root = rootOf(file);
      return root === null ? null : readDatasources(file, root, variables);
    });
    const readable = read.filter((file) => file !== null);
    const all = readable.flatMap(({ facts }) => facts ?? []);
    failures.push(...readable.flatMap((file) => file.failures), ...datasourceFailures(readable, all));
    const complete = read.length > 0 && read.every((file) => file !== null && file.facts !== null);
    return complete ? all : null;
  };
  return { one, datasources };
}

type Told = Pick<ServerFailure, 'error' | 'effect'>;

/** What the server says of a file that is not well-formed XML. */
const MALFORMED: Partial<Record<FileRole, (message: string, file: NodeFile) => Told>> = {
  carbon: (message) => ({ error: `Problem in parsing the configuration file: ${message}`, effect: 'fatal' }),
  axis2: (message) => ({ error: `org.apache.axiom.om.OMException: ${message}`, effect: 'fatal' }),
  // The server goes on with an empty registry configuration, and dies of that later.
  registry: () => ({ error: 'An error occurred during system variable replacement', effect: 'partial' }),
  datasources: (message, { name }) => {
    const cause = `Error in creating an XML document from file: ${message}`;
    return { error: `Error in initializing system data sources at '${name}' - ${cause}`, effect: 'fatal' };
  },
  'user-mgt': (message) => ({
    error: `Error while reading realm configuration from file: ${message}`,
    effect: 'fatal',
  }),
  identity: (message) => ({
    error: `Error occurred while building configuration from identity.xml: ${message}`,
    effect: 'fatal',
  }),
};

function complaints(
  files: readonly NodeFile[],
  verdicts: ReadonlyMap<string, GateVerdict>,
  errorsOf: (verdict: GateVerdict) => readonly GateError[],
): ParserComplaint[] {
  return files.flatMap((file) => {
    const verdict = verdicts.get(file.document.digest);
    const errors = verdict === undefined || file.name.startsWith('../') ? [] : errorsOf(verdict);
    return errors.map(({ line, message }) => ({
      file: file.name,
      span: lineSpan(file.document, line),
      address: file.name,
      message: withOuterLines(message, file.document),
    }));
  });
}

/** A message names lines of the XML: inside a YAML file they are others. */
function withOuterLines(message: string, document: Document): string {
  if (document.embedded === null) return message;
  return message.replace(/\bline (\d+)\b/g, (_, line: string) => {
    return `line ${document.lines.position(lineSpan(document, Number(line)).start).line}`;
  });
}

/** What is written on a 1-based line, without its indentation; the start of the document for no line. */
function lineSpan(document: Document, line: number | null): Span {
  if (line === null) return { document, start: 0, end: 0 };
  const breaks = [...document.text.matchAll(/\r\n?|\n/g)].slice(0, line - 1);
  const last = breaks.at(-1);
  const from = last === undefined ? 0 : last.index + last[0].length;
  const text = /^[^\r\n]*/.exec(document.text.slice(from))?.[0] ?? '';
  const start = from + (text.length - text.trimStart().length);
  return { document, start, end: start + text.trim().length };
}

/** carbon.xml's ServerKey; else what only an Identity Server has. */
function productOf(carbon: CarbonFacts | null, files: readonly NodeFile[]): string | null {
  const key = known(carbon?.server.serverKey ?? null);
  if (key !== null) return key;
  return files.some(({ role }) => role === 'identity' || role === 'embedded-ldap') ? 'IS' : null;
}

/** Schemes whose nodes all run the same configuration: the platform tells them of each other. */
const PLATFORM_SCHEMES = new Set(['aws', 'aws-ecs', 'kubernetes']);

/** One configuration that serves many servers: a platform's membership scheme, or a host that is filled in at start. */
function servesMany(clustering: ClusteringFacts | null): boolean {
  if (clustering?.enabled !== true) return false;
  const scheme = known(clustering.membershipScheme);
  if (scheme !== null && PLATFORM_SCHEMES.has(trim(scheme))) return true;
  const { localMemberHost: host } = clustering;
  return host?.kind === 'placeholder' || host?.kind === 'template';
}

function keystores(carbon: CarbonFacts | null, { discovered, keystoreDigests }: NodeInput): KeystoreFacts | null {
  const files = new Map<string, string>();
  for (const path of discovered.files) {
    const digest = keystoreDigests.get(path);
    if (digest !== undefined) files.set(path.slice(path.lastIndexOf('/') + 1), digest);
  }
  if (discovered.era === 'toml' || (carbon === null && files.size === 0)) return null;
  return { primary: null, internal: null, trust: null, ...carbon?.keystores, files };
}
