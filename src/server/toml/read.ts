import { dialectProblems } from '../../syntax/toml/dialect.js';
import { parseToml } from '../../syntax/toml/parse.js';
import { isSecretName } from '../../text/redact.js';
import type {
  ClusteringFacts,
  ConsentFacts,
  Datasource,
  IdentityFacts,
  KeystoreFacts,
  NodeFile,
  RegistryFacts,
  ServerFacts,
  ServerFailure,
  TomcatFacts,
  TomlFacts,
  UserMgtFacts,
  VersionRange,
} from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { releasesIn, type Version } from '../version.js';
import { projectKeystores, projectServer, serverVersion } from './carbon.js';
import { memberFailures, projectClustering } from './clustering.js';
import { projectDatasources } from './datasources.js';
import { flatten, type WrittenKey } from './flatten.js';
import { projectConsent, projectIdentity } from './identity.js';
import { mergeVersions, runsOf } from './merge.js';
import { committedPack, type PackFiles } from './pack.js';
import { headerOf, openPage, type Page, type PageKind, type Unescaped } from './page.js';
import type { Fault } from './references.js';
import { projectRegistry } from './registry.js';
import { oncePerAnswers, type Release, releaseOf } from './release.js';
import { resolveConfig } from './resolve.js';
import { hasReleasedShape } from './templates.js';
import { projectTomcat } from './tomcat.js';
import type { WrittenToml } from './traces.js';
import { projectUserMgt } from './user-mgt.js';
import { type Flat, sameValue, type Value } from './value.js';

/** A `deployment.toml` as it is written. */
export interface Deployment {
  readonly file: NodeFile;
  readonly tree: TomlFacts['tree'];
  readonly flat: Flat;
  readonly written: readonly WrittenKey[];
  readonly traces: WrittenToml;
}

export function parseDeployment(file: NodeFile): Deployment {
  const tree = parseToml(file.document);
  const { flat, written } = flatten(tree);
  const traces: WrittenToml = {
    text: (key) => {
      const value = flat.get(key);
      return value?.kind === 'scalar' ? value.text : null;
    },
    has: (key) => flat.has(key),
    hasTable: (prefix) => written.some(({ key }) => key.startsWith(`${prefix}.`) || key === prefix),
  };
  return { file, tree, flat, written, traces };
}

/** What beside the deployment.toml decides what the server makes of it. */
export interface TomlInput {
  /** Null where nothing tells, or when it is another product's: nothing is projected then. */
  readonly version: VersionRange | null;
  readonly variables: Variables;
  readonly packFiles: PackFiles;
  /** Committed templates, by the file they render. */
  readonly templates: ReadonlyMap<string, string>;
  readonly keystoreFiles: KeystoreFacts['files'];
}

/** The sections of the model a `deployment.toml` fills; null where it cannot be read, or its rendering would not be. */
export interface TomlSections {
  readonly server: ServerFacts | null;
  readonly keystores: KeystoreFacts | null;
  readonly clustering: ClusteringFacts | null;
  readonly hazelcastProperties: ReadonlyMap<string, Setting>;
  readonly datasources: readonly Datasource[] | null;
  readonly registry: RegistryFacts | null;
  readonly userMgt: UserMgtFacts | null;
  readonly identity: IdentityFacts | null;
  readonly consent: ConsentFacts | null;
  readonly tomcat: TomcatFacts | null;
  /** Null for a template that has to be rendered first. */
  readonly toml: TomlFacts | null;
  readonly failures: readonly ServerFailure[];
}

const CARBON: PageKind = { rendered: 'carbon.xml', dialect: 'carbon', mangled: true };
const AXIS2: PageKind = { rendered: 'axis2/axis2.xml', dialect: 'member' };
const DATASOURCES: PageKind = { rendered: 'datasources/master-datasources.xml', dialect: 'system' };
const REGISTRY: PageKind = { rendered: 'registry.xml', dialect: 'system' };
const USER_MGT: PageKind = { rendered: 'user-mgt.xml', dialect: 'system' };
const IDENTITY: PageKind = { rendered: 'identity/identity.xml', dialect: 'system' };
const CONSENT: PageKind = { rendered: 'consent-mgt-config.xml', dialect: 'system' };
const TOMCAT: PageKind = { rendered: 'tomcat/catalina-server.xml', dialect: 'each' };

/** One `deployment.toml` as every release of the range would understand it. */
export function readToml(deployment: Deployment, input: TomlInput): TomlSections {
  const { file, tree, written } = deployment;
  const { version } = input;
  const dialect = dialectProblems(tree, file.document);
  const parsing = parsingFailures(file, tree, dialect);
  // What masking the markers leaves is no TOML: only rendering tells.
  if (tree.error !== null && tree.templated) return NOTHING;
  if (tree.error !== null || version === null) {
    return unprojected(input, { file: file.name, tree, dialect, written }, parsing);
  }
  const projections = projectionsOf(deployment, input);
  const outcomes = releasesIn(version).map((release) => outcomeFor(release, deployment, input, projections));
  const [first] = outcomes;
  const merged = <Name extends keyof Sections>(name: Name) => mergeVersions(outcomes.map((outcome) => outcome[name]));
  const faults = common(outcomes.map((outcome) => outcome.faults));
  const unescaped = common(outcomes.map((outcome) => outcome.unescaped));
  const asked = new Map<string, Setting | null>();
  const effective = (key: string): Setting | null => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const given = outcomes.map((outcome) => outcome.flat.get(key));
    const distinct = runsOf(given, (a, b) => a === b || (a !== undefined && b !== undefined && sameValue(a, b)));
    const setting = mergeVersions(distinct.map((value) => settingOf(file.name, key, value, tree)));
    asked.set(key, setting);
    return setting;
  };
  return {
    server: merged('server'),
    keystores: merged('keystores'),
    clustering: merged('clustering'),
    hazelcastProperties: merged('hazelcastProperties') ?? new Map(),
    datasources: merged('datasources'),
    registry: merged('registry'),
    userMgt: merged('userMgt'),
    identity: merged('identity'),
    consent: merged('consent'),
    tomcat: merged('tomcat'),
    toml: {
      file: file.name,
      tree,
      dialect,
      written,
      faults,
      unescaped,
      effective,
      keysBelow: (table) => {
        const keys = outcomes.flatMap(({ flat }) => [...flat.keys()].filter((key) => key.startsWith(`${table}.`)));
        return [...new Set(keys)].map((key) => key.slice(table.length + 1));
      },
      pack: packFacts(input, first?.unread ?? []),
    },
    failures: [
      ...parsing,
      ...distinctErrors(faults).map((fault) => faultFailure(file.name, fault, tree)),
      ...unescaped.map(malformedFailure),
      ...(first?.failures ?? []),
    ],
  };
}

interface Sections extends Omit<TomlSections, 'toml' | 'failures'> {
  readonly flat: Flat;
  readonly faults: readonly Fault[];
  readonly unescaped: readonly Unescaped[];
  readonly unread: readonly string[];
  /** The same in every version. */
  readonly failures: readonly ServerFailure[];
}

/** A rendered file as it is read back. */
interface Rendered<Facts> {
  /** Null where what was filled in makes the file malformed, and where a changed template says what is filled in. */
  readonly facts: Facts | null;
  readonly unescaped: readonly Unescaped[];
}

/** Of a release the sections, each made once for all releases that fill its file with the same. */
function projectionsOf({ file: { name: file }, tree }: Deployment, { variables, templates, keystoreFiles }: TomlInput) {
  const pageOf = (release: Release, kind: PageKind): Page => openPage({ file, tree, release, variables }, kind);
  const rendered = <Facts>(kind: PageKind, project: (page: Page) => Facts): ((release: Release) => Rendered<Facts>) => {
    const template = templates.get(kind.rendered);
    const isChanged = template !== undefined && !hasReleasedShape(kind.rendered, template);
    return oncePerAnswers((release) => {
      if (isChanged) return { facts: null, unescaped: [] };
      const page = pageOf(release, kind);
      const facts = project(page);
      return { facts: page.unescaped.length > 0 ? null : facts, unescaped: page.unescaped };
    });
  };
  return {
    carbon: rendered(CARBON, (page) => ({
      server: projectServer(page),
      keystores: projectKeystores(page, keystoreFiles),
    })),
    clustering: rendered(AXIS2, projectClustering),
    hazelcastProperties: oncePerAnswers((release) => hazelcastProperties(file, release)),
    datasources: rendered(DATASOURCES, projectDatasources),
    registry: rendered(REGISTRY, projectRegistry),
    userMgt: rendered(USER_MGT, projectUserMgt),
    identity: rendered(IDENTITY, projectIdentity),
    consent: rendered(CONSENT, projectConsent),
    tomcat: rendered(TOMCAT, projectTomcat),
    failures: oncePerAnswers((release) => memberFailures(pageOf(release, AXIS2))),
  };
}

function outcomeFor(
  version: Version,
  { file, flat: written }: Deployment,
  input: TomlInput,
  projections: ReturnType<typeof projectionsOf>,
): Sections {
  const { pack, unread } = committedPack(version, input.packFiles);
  const { flat, faults } = resolveConfig(written, pack, input.variables);
  const release = releaseOf(version, flat);
  const unescaped: Unescaped[] = [];
  const factsOf = <Facts>(rendered: (release: Release) => Rendered<Facts>): Facts | null => {
    const page = rendered(release);
    unescaped.push(...page.unescaped);
    return page.facts;
  };
  const carbon = factsOf(projections.carbon);
  return {
    server: carbon === null ? null : { ...carbon.server, version: serverVersion(file.name, version) },
    keystores: carbon?.keystores ?? null,
    clustering: factsOf(projections.clustering),
    hazelcastProperties: projections.hazelcastProperties(release),
    datasources: factsOf(projections.datasources),
    registry: factsOf(projections.registry),
    userMgt: factsOf(projections.userMgt),
    identity: factsOf(projections.identity),
    consent: factsOf(projections.consent),
    tomcat: factsOf(projections.tomcat),
    flat,
    faults,
    unescaped,
    unread,
    failures: projections.failures(release),
  };
}

/** `hazelcast.properties`: quoted keys as they are; unquoted dots nest and come out as garbage, which is left out. */
function hazelcastProperties(file: string, release: Release): Map<string, Setting> {
  const properties = new Map<string, Setting>();
  for (const [, key, value] of release.below('hazelcast')) {
    const name = /^hazelcast\.(?:'([^']*)'|([^.']*))$/.exec(key);
    if (name === null || value.kind !== 'scalar') continue;
    const property = name[1] ?? name[2] ?? '';
    const address = `hazelcast/${property}`;
    properties.set(property, {
      ...{ file, span: value.span, address, text: value.text, kind: value.certainty, origin: value.origin },
      sensitive: value.sensitive || isSecretName(property),
    });
  }
  return properties;
}

function settingOf(file: string, key: string, value: Value | undefined, tree: TomlFacts['tree']): Setting | null {
  if (value === undefined) return null;
  const at = { file, span: value.span, near: headerOf({ tree }, key), address: `${file}/${key}` };
  if (value.kind !== 'scalar') {
    return {
      ...at,
      text: '',
      kind: 'placeholder',
      origin: value.kind === 'list' ? value.origin : 'explicit',
      sensitive: false,
    };
  }
  const { text, certainty, origin, sensitive } = value;
  return { ...at, text, kind: certainty, origin, sensitive: sensitive || isSecretName(key.replaceAll("'", '')) };
}

/** What every release of the range says; of equal ones the first release's. */
function common<One extends { readonly key: string; readonly span: unknown }>(
  lists: readonly (readonly One[])[],
): One[] {
  const [first = [], ...others] = lists;
  const same = (a: One, b: One): boolean => a.key === b.key && a.span === b.span && nameOf(a) === nameOf(b);
  return first.filter((one) => others.every((list) => list.some((other) => same(one, other))));
}

function nameOf(one: object): string {
  const { name, rendered } = one as { readonly name?: string; readonly rendered?: string };
  return `${name ?? ''}/${rendered ?? ''}`;
}

function parsingFailures(file: NodeFile, tree: TomlFacts['tree'], dialect: TomlFacts['dialect']): ServerFailure[] {
  const [problem] = dialect;
  const span = tree.error?.span ?? problem?.span;
  if (span === undefined) return [];
  const overflow = tree.error === null && problem?.effect === 'stack-overflow';
  const error = overflow ? 'java.lang.StackOverflowError' : 'Error parsing deployment configuration';
  return [{ file: file.name, span, address: file.name, error, effect: 'fatal' }];
}

/** The server stops at the first: what several keys ask for is said once. */
function distinctErrors(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.toReversed().map((fault) => [fault.error, fault])).values()].toReversed();
}

function faultFailure(file: string, { key, name, span, error }: Fault, tree: TomlFacts['tree']): ServerFailure {
  return {
    file,
    span,
    near: headerOf({ tree }, name) ?? headerOf({ tree }, key),
    address: `${file}/${key}`,
    error,
    effect: 'fatal',
  };
}

/** Template writes are not stopped: the server dies when it reads what it wrote. */
function malformedFailure({ file, span, near, address, rendered, character }: Unescaped): ServerFailure {
  const error = `${rendered} is not well-formed: a value holds "${character}", and nothing escapes it`;
  return { file, span, near: near ?? null, address, error, effect: 'fatal' };
}

function packFacts({ packFiles, templates }: TomlInput, unread: readonly string[]): TomlFacts['pack'] {
  const names = { defaults: 'default.json', inferences: 'infer.json', mappings: 'key-mappings.json' } as const;
  const used = Object.entries(names).flatMap(([kind, name]) =>
    packFiles[kind as keyof PackFiles] === null || unread.some((reason) => reason.startsWith(name)) ? [] : [name],
  );
  const changed = [...templates].filter(([rendered, text]) => !hasReleasedShape(rendered, text));
  return { used, unread, changedTemplates: changed.map(([rendered]) => rendered) };
}

/** The text only: it is no TOML, or nothing tells which server reads it. */
function unprojected(
  input: TomlInput,
  parsed: Pick<TomlFacts, 'file' | 'tree' | 'dialect' | 'written'>,
  failures: readonly ServerFailure[],
): TomlSections {
  const toml: TomlFacts = {
    ...parsed,
    faults: [],
    unescaped: [],
    effective: () => null,
    keysBelow: () => [],
    pack: packFacts(input, []),
  };
  return { ...NOTHING, toml, failures };
}

const NOTHING: TomlSections = {
  server: null,
  keystores: null,
  clustering: null,
  hazelcastProperties: new Map(),
  datasources: null,
  registry: null,
  userMgt: null,
  identity: null,
  consent: null,
  tomcat: null,
  toml: null,
  failures: [],
};
