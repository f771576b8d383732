import type { ClusteringFacts, Datasource, NodeFile, VersionRange } from './model.js';
import { known } from './setting.js';
import { compareVersions, NEWEST_XML, OLDEST, parseVersion, releasesOfKernel, type Version } from './version.js';
import type { CarbonFacts } from './xml/carbon.js';

const HAZELCAST_AGENT = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
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
}

/**
 * Which Identity Servers may have these files, strongest evidence first; null when nothing tells, or when they are
 * another product's. A rule may speak only of what is true for the whole range.
 */
export function detectVersion(evidence: Evidence): VersionRange | null {
  const { given, carbon, files } = evidence;
  if (given !== null) return { min: given, max: given, setting: null };
  const server = carbon?.server ?? null;
  const serverKey = known(server?.serverKey ?? null);
  const isIdentityServer = serverKey === 'IS' || known(server?.name ?? null)?.startsWith(NAME) === true;
  if (serverKey !== null && !isIdentityServer) return null;
  const version = parseVersion(known(server?.version ?? null) ?? '');
  if (isIdentityServer && version !== null) return { min: version, max: version, setting: server?.version ?? null };
  const texts = files.filter(({ role }) => role === 'other').map(({ document }) => document.text);
  for (const text of texts) {
    const release = parseVersion(/^WSO2 Identity Server v?([\d.]+)/.exec(text)?.[1] ?? '');
    if (release !== null) return { min: release, max: release, setting: null };
    const kernel = parseVersion(/^(?:WSO2 )?Carbon (?:Kernel|Framework) v?([\d.]+)/.exec(text)?.[1] ?? '');
    const releases = kernel === null ? [] : releasesOfKernel(kernel);
    const [first] = releases;
    const last = releases.at(-1);
    if (first !== undefined && last !== undefined) return { min: first, max: last, setting: null };
  }
  return fromTraces(evidence);
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
  let range: readonly [Version, Version] | null = null;
  for (const [found, [min, max]] of traces) {
    if (!found) continue;
    const low: Version = range !== null && compareVersions(range[0], min) > 0 ? range[0] : min;
    const high: Version = range !== null && compareVersions(range[1], max) < 0 ? range[1] : max;
    if (compareVersions(low, high) <= 0) range = [low, high];
  }
  return range === null ? null : { min: range[0], max: range[1], setting: null };
}
