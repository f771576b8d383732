import type { ClusteringFacts, Datasource, NodeFile, VersionRange } from './model.js';
import { known, type Setting } from './setting.js';
import { isOtherProduct, productOf, versionTraces, type WrittenToml } from './toml/traces.js';
import {
  compareVersions,
  NEWEST,
  NEWEST_XML,
  OLDEST,
  OLDEST_TOML,
  parseVersion,
  RELEASES,
  releasesOfKernel,
  type Version,
} from './version.js';
import type { CarbonFacts } from './xml/carbon.js';

const HAZELCAST_AGENT = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
/** The agent of 7.0 on. The earlier name tells nothing there: a 7.0 pack holds it until its first start. */
const LATER_AGENT = 'org.wso2.carbon.hazelcast.HazelcastClusteringAgent';
const NAME = 'WSO2 Identity Server';

export interface Evidence {
  /** From `--product-version`. */
  readonly given: Version | null;
  readonly files: readonly NodeFile[];
  readonly carbon: CarbonFacts | null;
  readonly clustering: ClusteringFacts | null;
  readonly datasources: readonly Datasource[] | null;
  /** The layout is that of a whole pack, so that a file's place tells its generation. */
  readonly packLayout: boolean;
  /** `xml` when absent. In the TOML era `carbon` and `clustering` are of generated files. */
  readonly era?: 'xml' | 'toml';
  /** The node's conf root, relative to the working directory, '/' separated. */
  readonly path?: string;
  /** What the user wrote in deployment.toml; null when it cannot be read. */
  readonly toml?: WrittenToml | null;
  /** The text of `repository/resources/conf/default.json`; null when it is not committed. */
  readonly productJson?: string | null;
}

/**
 * Which Identity Servers may have these files, strongest evidence first; null when nothing tells, or when they are
 * another product's. A rule may speak only of what is true for the whole range.
 */
export function detectVersion(evidence: Evidence): VersionRange | null {
  const { given, carbon, files } = evidence;
  if (given !== null) return exactly(given);
  const server = carbon?.server ?? null;
  const serverKey = known(server?.serverKey ?? null);
  const isIdentityServer = serverKey === 'IS' || known(server?.name ?? null)?.startsWith(NAME) === true;
  if (serverKey !== null && !isIdentityServer) return null;
  if (evidence.era === 'toml') return ofToml(evidence, isIdentityServer);
  const version = parseVersion(known(server?.version ?? null) ?? '');
  if (isIdentityServer && version !== null) return exactly(version, server?.version ?? null);
  return fromVersionFiles(files, true) ?? fromTraces(evidence);
}

function exactly(version: Version, setting: Setting | null = null): VersionRange {
  return { min: version, max: version, setting };
}

/** From the texts in `bin/`. The kernel's tells only whose product is known: others are built on it too. */
function fromVersionFiles(files: readonly NodeFile[], isIdentityServer: boolean): VersionRange | null {
  const texts = files.filter(({ role }) => role === 'other').map(({ document }) => document.text);
  for (const text of texts) {
    const release = parseVersion(/^WSO2 Identity Server v?([\d.]+)/.exec(text)?.[1] ?? '');
    if (release !== null) return exactly(release);
    const kernel = parseVersion(/^(?:WSO2 )?Carbon (?:Kernel|Framework) v?([\d.]+)/.exec(text)?.[1] ?? '');
    const releases = kernel === null || !isIdentityServer ? [] : releasesOfKernel(kernel);
    const [first] = releases;
    const last = releases.at(-1);
    if (first !== undefined && last !== undefined) return { min: first, max: last, setting: null };
  }
  return null;
}

/** What a server with a deployment.toml may be. Files of servers before that era are leftovers and do not count. */
function ofToml(evidence: Evidence, isNamed: boolean): VersionRange | null {
  const { carbon, clustering, files, toml = null, productJson = null, path = '.' } = evidence;
  if (!isNamed && toml !== null && isOtherProduct(toml)) return null;
  const isIdentityServer = isNamed || (toml !== null && productOf(toml) === 'IS');
  const generated = carbon?.server.version ?? null;
  const version = isNamed ? parseVersion(known(generated) ?? '') : null;
  const stated = [
    version === null ? null : exactly(version, generated),
    fromVersionFiles(files, isIdentityServer),
    fromProductJson(productJson),
    fromImages(files, isIdentityServer),
    fromFolder(path),
  ].find((range) => range !== null && compareVersions(range.min, OLDEST_TOML) >= 0);
  if (stated !== undefined) return stated;
  if (!isIdentityServer) return null;
  const later: readonly (readonly [Version, Version])[] =
    clustering?.class?.text === LATER_AGENT ? [[[7, 0, 0], NEWEST]] : [];
  return narrowed([[OLDEST_TOML, NEWEST], ...later, ...(toml === null ? [] : versionTraces(toml))]);
}

/** `product.version` of the pack's defaults (5.10 on), which the build fills in. */
function fromProductJson(text: string | null): VersionRange | null {
  const value = /"product\.version"\s*:\s*"([^"\\]*)"/.exec(text ?? '')?.[1];
  const version = parseVersion(value ?? '');
  return version === null ? null : exactly(version);
}

/** What is said of a version in a script, with its place. */
interface Said {
  readonly version: Version;
  readonly setting: Setting;
}

const COMMENT = /^\s*(?:#|rem\b|@rem\b|::)/i;
/** `FROM wso2/wso2is:7.1.0`, `image: "docker.wso2.com/wso2is:6.1.0.0"`: the name, then the tag. */
const IMAGE =
  /^\s*(?:FROM\s+(?:--\S+\s+)*|-?\s*image:\s*["']?)(?:[^\s"'@]*\/)?(wso2[\w-]*)(?::([^\s"'@]+))?(?:@[^\s"']+)?(?=["'\s]|$)/di;
/** WSO2's own Dockerfiles; a compose file gives it as an argument of the build. */
const SERVER_NAME = /\bWSO2_SERVER_NAME(?:\s*[=:]\s*|\s+)["']?wso2is(?![\w.-])/;
const SERVER_VERSION = /\bWSO2_SERVER_VERSION(?:\s*[=:]\s*|\s+)["']?([\w.-]+)/d;

/**
 * From the image that the node's own Dockerfile or compose file builds on or starts, when all of them say the same
 * version. When the product is not known, an image of another product leaves open whose the node is.
 */
function fromImages(files: readonly NodeFile[], isIdentityServer: boolean): VersionRange | null {
  const lines = files.filter(({ role }) => role === 'script').flatMap(linesOf);
  const names = lines.flatMap(({ line }) => IMAGE.exec(line)?.[1] ?? []);
  if (!isIdentityServer && names.some((name) => name !== 'wso2is')) return null;
  const isBuilt = lines.some(({ line }) => SERVER_NAME.test(line));
  const said = lines.flatMap((line) => saidIn(line, isBuilt) ?? []);
  const [first] = said;
  if (first === undefined || said.some(({ version }) => compareVersions(version, first.version) !== 0)) return null;
  return exactly(first.version, first.setting);
}

function saidIn({ file, line, start }: Line, isBuilt: boolean): Said | null {
  const image = IMAGE.exec(line);
  const found = image?.[1] === 'wso2is' ? image.indices?.[2] : undefined;
  const range = found ?? (isBuilt ? SERVER_VERSION.exec(line)?.indices?.[1] : undefined);
  if (range === undefined) return null;
  const text = line.slice(...range);
  const version = releaseOf(text);
  if (version === null) return null;
  const span = { document: file.document, start: start + range[0], end: start + range[1] };
  const about = { file: file.name, span, address: 'scripts/productVersion', text } as const;
  return { version, setting: { ...about, kind: 'literal', origin: 'explicit', sensitive: false } };
}

interface Line {
  readonly file: NodeFile;
  readonly line: string;
  /** Offset of the line in the document. */
  readonly start: number;
}

/** Lines that are run. */
function linesOf(file: NodeFile): Line[] {
  const lines = [...file.document.text.matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => ({
    file,
    line,
    start: index,
  }));
  return lines.filter(({ line }) => !COMMENT.test(line));
}

/** `7.1.0`, `6.1.0.0` (update level), `5.11.0-alpine`; null for what is no release: own builds count their own way. */
function releaseOf(tag: string): Version | null {
  if (!/^v?\d+\.\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?$/.test(tag)) return null;
  const version = parseVersion(tag);
  const isRelease = RELEASES.some((release) => version !== null && compareVersions(release.version, version) === 0);
  return isRelease ? version : null;
}

const FOLDER = /^wso2is-(\d+\.\d+\.\d+)(?:\.\d+)?(?:-(?:SNAPSHOT|alpha\d*|beta\d*|m\d+|rc\d+))?$/i;

/** From a folder that still has the pack's own name (`wso2is-5.11.0`), the innermost first. */
function fromFolder(path: string): VersionRange | null {
  const versions = path.split('/').map((segment) => parseVersion(FOLDER.exec(segment)?.[1] ?? ''));
  const version = versions.findLast((each) => each !== null) ?? null;
  return version === null ? null : exactly(version);
}

/** What only some versions have. A trace that contradicts a stronger one does not count. */
function fromTraces({ files, carbon, clustering, datasources, packLayout }: Evidence): VersionRange | null {
  const has = (name: string) => files.some((file) => file.name === name);
  const from = (min: Version): [Version, Version] => [min, NEWEST_XML];
  const h2 = datasources?.some(({ url }) => url?.text.startsWith('jdbc:h2:./repository') === true) === true;
  const traces: readonly (readonly [boolean, readonly [Version, Version]])[] = [
    [has('identity/identity.xml'), from([5, 1, 0])],
    [
      packLayout && has('security/application-authentication.xml'),
      [
        [5, 0, 0],
        [5, 0, 0],
      ],
    ],
    [packLayout && has('identity.xml'), [OLDEST, [5, 0, 0]]],
    [packLayout && has('axis2.xml'), [OLDEST, [3, 2, 3]]],
    [has('consent-mgt-config.xml'), from([5, 5, 0])],
    [carbon !== null && carbon.keystores.internal !== null, from([5, 7, 0])],
    [carbon !== null && carbon.server.forceLocalCache !== null, from([5, 6, 0])],
    [clustering?.class?.text === HAZELCAST_AGENT, from([4, 5, 0])],
    [h2, from([5, 2, 0])],
  ];
  return narrowed(traces.filter(([found]) => found).map(([, range]) => range));
}

/** What the ranges have in common, strongest first: one that contradicts those before it is left out. */
function narrowed(ranges: readonly (readonly [Version, Version])[]): VersionRange | null {
  let range: readonly [Version, Version] | null = null;
  for (const [min, max] of ranges) {
    const low: Version = range !== null && compareVersions(range[0], min) > 0 ? range[0] : min;
    const high: Version = range !== null && compareVersions(range[1], max) < 0 ? range[1] : max;
    if (compareVersions(low, high) <= 0) range = [low, high];
  }
  return range === null ? null : { min: range[0], max: range[1], setting: null };
}
