import type { DiscoveredNode } from '../discovery/types.js';
import type { Document, Span } from '../syntax/document.js';
import type { GateError, GateVerdict } from '../syntax/xml/gate.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { detectVersion } from './detect-version.js';
import { trim } from './java.js';
import type {
  ClusteringFacts,
  FileRole,
  HazelcastFacts,
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
import { type PackFiles, packFilesIn } from './toml/pack.js';
import { parseDeployment, readToml } from './toml/read.js';
import { productOf as productOfToml } from './toml/traces.js';
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
  /** Null where no file of variables was given. */
  readonly env: ReadonlyMap<string, string> | null;
  readonly sys: ReadonlyMap<string, string> | null;
  /** From `--product-version`; it overrides what the files say. */
  readonly productVersion: Version | null;
  /** What libxml2 said of each XML document, by digest. */
  readonly verdicts: ReadonlyMap<string, GateVerdict>;
}

/** The sections of the model; null where no committed file tells. */
type Sections = Pick<
  NodeModel,
  | 'version'
  | 'server'
  | 'clustering'
  | 'datasources'
  | 'registry'
  | 'userMgt'
  | 'identity'
  | 'consent'
  | 'tomcat'
  | 'embeddedLdap'
  | 'failures'
  | 'toml'
> & {
  readonly product: string | null;
  readonly keystores: KeystoreFacts | null;
  readonly hazelcastProperties: HazelcastFacts['properties'];
};

/**
 * What one server would understand from its files. A file that is not well-formed gives no facts and a failure. XML
 * beside a deployment.toml is generated and not read for facts.
 */
export function readNode(input: NodeInput): NodeModel {
  const { discovered, documents } = input;
  const files = nodeFiles(discovered.path, discovered.files, documents);
  const { hazelcastProperties, ...sections } =
    discovered.era === 'xml' ? xmlSections(input, files) : tomlSections(input, files);
  const variables: Variables = { env: input.env, sys: input.sys };
  // The agent prefers etc/hazelcast.xml in both eras, and no template renders it.
  const own = xmlFiles(files, input.verdicts, []).one('hazelcast-xml', (file, root) =>
    readHazelcastXml(file, root, variables),
  );
  const sources = discovered.era === 'xml' ? files : files.map(asGenerated);
  return {
    name: discovered.name,
    path: discovered.path,
    home: discovered.home,
    era: discovered.era,
    wholeHome: discovered.wholeHome,
    replicas: discovered.replicas ?? (servesMany(sections.clustering) ? 'many' : 1),
    host: discovered.host,
    files: sources,
    malformed: complaints(sources, input.verdicts, (verdict) => (verdict.kind === 'malformed' ? verdict.errors : [])),
    schemaComplaints: complaints(sources, input.verdicts, (verdict) =>
      verdict.kind === 'ok' ? verdict.schemaErrors : [],
    ),
    hazelcast: { xml: own, properties: hazelcastProperties },
    scripts: readScripts(files),
    ...sections,
  };
}

function xmlSections(input: NodeInput, files: readonly NodeFile[]): Sections {
  const { discovered, documents } = input;
  const failures: ServerFailure[] = [];
  const variables: Variables = { env: input.env, sys: input.sys };
  const reads = xmlFiles(files, input.verdicts, failures);
  const carbon = reads.one('carbon', (file, root) => readCarbon(file, root, variables));
  const clustering = reads.one('axis2', (file, root) => readAxis2(file, root, variables));
  const unread = unreadRoles(discovered.path, discovered.files, documents);
  const datasources = unread.has('datasources') ? null : reads.datasources(variables);
  const version = detectVersion({
    given: input.productVersion,
    files,
    carbon,
    clustering,
    datasources,
    packLayout: discovered.wholeHome && /(?:^|\/)repository\/conf$/.test(discovered.path),
  });
  const properties = files.find(({ role }) => role === 'hazelcast-properties');
  return {
    product: productOf(carbon, files),
    version,
    server: carbon?.server ?? null,
    keystores: keystores(carbon, keystoreFiles(input)),
    clustering,
    datasources,
    registry: reads.one('registry', (file, root) => readRegistry(file, root, variables)),
    userMgt: reads.one('user-mgt', (file, root) => readUserMgt(file, root, variables, version)),
    identity: reads.one('identity', (file, root) => readIdentity(file, root, variables)),
    consent: reads.one('consent-mgt', (file, root) => readConsent(file, root, variables)),
    tomcat: reads.one('catalina-server', (file, root) => readCatalina(file, root, variables)),
    embeddedLdap: reads.one('embedded-ldap', (file, root) => readEmbeddedLdap(file, root, variables)),
    hazelcastProperties: properties === undefined ? new Map() : readHazelcastProperties(properties, variables),
    failures,
    toml: null,
  };
}

/** What a server with a deployment.toml makes of it; all null where that file cannot be read. */
function tomlSections(input: NodeInput, files: readonly NodeFile[]): Sections {
  const { discovered, documents } = input;
  const variables: Variables = { env: input.env, sys: input.sys };
  const file = files.find(({ role }) => role === 'deployment-toml');
  const generated = xmlFiles(files, input.verdicts, []);
  const carbon = generated.one('carbon', (found, root) => readCarbon(found, root, variables));
  const parsed = file === undefined ? null : parseDeployment(file);
  const pack = packFilesOf(discovered.home, documents);
  const version = detectVersion({
    given: input.productVersion,
    files,
    carbon,
    clustering: generated.one('axis2', (found, root) => readAxis2(found, root, variables)),
    datasources: null,
    packLayout: false,
    era: 'toml',
    path: discovered.path,
    toml: parsed?.traces ?? null,
    productJson: pack.files.defaults,
  });
  const serverKey = known(carbon?.server.serverKey ?? null);
  const product = serverKey ?? (parsed === null ? null : productOfToml(parsed.traces));
  const nothing = { datasources: null, embeddedLdap: null, failures: [], toml: null, hazelcastProperties: new Map() };
  if (parsed === null) {
    const sections = { server: null, keystores: null, clustering: null, registry: null, userMgt: null, identity: null };
    return { ...nothing, ...sections, consent: null, tomcat: null, product, version };
  }
  const sections = readToml(parsed, {
    version,
    variables,
    packFiles: pack.files,
    templates: pack.templates,
    keystoreFiles: keystoreFiles(input),
  });
  return { ...nothing, ...sections, product: product ?? (input.productVersion === null ? null : 'IS'), version };
}

/** The rule files of the pack beside the node, as far as the repository holds them. */
function packFilesOf(
  home: string,
  documents: NodeInput['documents'],
): { readonly files: PackFiles; readonly templates: ReadonlyMap<string, string> } {
  const folder = home === '.' ? PACK_FOLDER : `${home}/${PACK_FOLDER}`;
  const text = (name: string): string | null => documents.get(`${folder}/${name}`)?.text ?? null;
  const prefix = `${folder}/templates/repository/conf/`;
  const templates = [...documents].flatMap(([path, { text: template }]): [string, string][] =>
    path.startsWith(prefix) && path.endsWith('.j2') ? [[path.slice(prefix.length, -'.j2'.length), template]] : [],
  );
  return {
    files: packFilesIn(text),
    templates: new Map(templates),
  };
}

const PACK_FOLDER = 'repository/resources/conf';

/** Beside a deployment.toml every XML file is output, save the one that no template renders. */
function asGenerated(file: NodeFile): NodeFile {
  const isOutput = file.name.endsWith('.xml') && file.role !== 'hazelcast-xml';
  return isOutput || file.role === 'hazelcast-properties' ? { ...file, role: 'generated' } : file;
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
    const errors =
      verdict === undefined || file.name.startsWith('../') || file.role === 'generated' ? [] : errorsOf(verdict);
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
  if (clustering === null || clustering.enabled === false) return false;
  const scheme = known(clustering.membershipScheme);
  if (scheme !== null && PLATFORM_SCHEMES.has(trim(scheme))) return true;
  const { localMemberHost: host } = clustering;
  return host?.kind === 'placeholder' || host?.kind === 'template';
}

function keystores(carbon: CarbonFacts | null, files: KeystoreFacts['files']): KeystoreFacts | null {
  if (carbon === null && files.size === 0) return null;
  return { primary: null, internal: null, tls: null, saml: null, trust: null, ...carbon?.keystores, files };
}

/** Digests of the committed key stores of the node, by file name. */
function keystoreFiles({ discovered, keystoreDigests }: NodeInput): KeystoreFacts['files'] {
  const files = new Map<string, string>();
  for (const path of discovered.files) {
    const digest = keystoreDigests.get(path);
    if (digest !== undefined) files.set(path.slice(path.lastIndexOf('/') + 1), digest);
  }
  return files;
}
