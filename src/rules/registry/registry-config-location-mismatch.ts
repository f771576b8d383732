import { disagreement } from '../../cluster/agreement.js';
import { sameHost } from '../../cluster/hosts.js';
import type { Location } from '../../cluster/registry.js';
import {
  CONFIG,
  GOVERNANCE,
  heldLocation,
  isMountedByTemplate,
  isOwner,
  locationOf,
  sameLocation,
  sameMountedPath,
} from '../../cluster/registry.js';
import { hasStrayMount } from '../../cluster/registry-faults.js';
import type { NodeModel } from '../../server/model.js';
import { datasourcesXml, H2, MYSQL, mountXml, registryXml } from '../example.js';
import { onlyExpected } from '../fix.js';
import { targetFix } from '../fix-target.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-config-location-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster keep /_system/config in different places',
  why: 'The config registry holds what is configured at run time (tenants’ identity providers, key stores, secondary settings): a change on one node is missing on the other. An owner without mounts beside mounters is the documented design and only told.',
  remedy: 'Let every node that mounts /_system/config name one target path in one database.',
  sources: [
    'WSO2 Clustering Guide 4.1.0, Clustering Identity Server',
    'WSO2 docs, clustering configuration reference (CLUSTER44x)',
  ],
  examples: {
    bad: { title: 'another target path on one node', files: files('/_system/config-2') },
    good: { title: 'one place', files: files('/_system/config') },
  },
  check(cluster, report) {
    const locations = new Map(cluster.nodes.map((node) => [node, locationOf(node, CONFIG)]));
    // Config that every node keeps for itself is legal: governance may be all that is shared.
    const isShared = [...locations.values()].some(
      (location) => location.kind === 'known' && (location.via === 'mount' || location.database.kind === 'server'),
    );
    if (!isShared) return;
    const found = disagreement<Location>(cluster.nodes, {
      noun: `${CONFIG} at`,
      of: (node) => (isToldElsewhere(node) ? null : heldLocation(locations.get(node) ?? locationOf(node, CONFIG))),
      same: (a, b) =>
        a.value === null || b.value === null
          ? 'unknown'
          : isMountedByTemplate(a.node) && isMountedByTemplate(b.node)
            ? sameMountedPath(a.value, b.value)
            : sameLocation(a.value, b.value, sameHost(cluster, a.node, b.node)),
    });
    if (found === null) return;
    const differing = [found.place.node, ...found.place.related.map(({ node }) => node)];
    // Each keeps it to itself, which is legal; or each owns a registry: registry-governance-location-mismatch.
    const owners = differing.filter(isOwner).length;
    const isMountedBySome = differing.some((node) => isMounted(locations.get(node)));
    if (!isMountedBySome && (owners === 0 || owners === differing.length)) return;
    const severity = severityOf(differing, locations, (a, b) => sameHost(cluster, a, b));
    const owner = differing.find(isOwner);
    const noFix =
      cluster.intent?.expect?.shape === 'owner'
        ? 'the shape "owner" under expect means it so; "all-mount" shares it'
        : onlyExpected(cluster, 'there are several shapes', 'the one that is meant, and the database,');
    report({
      ...found.place,
      severity,
      address: 'registry/mount[/_system/config]',
      message:
        severity === 'info' && owner !== undefined
          ? `${found.text}: ${owner.name} owns the shared database and the others mount it elsewhere, as the clustering guide does it, so what is configured on ${owner.name} at run time stays there. Mount ${CONFIG} on every node to share it.`
          : `${found.text}: what is configured at run time on one node is missing on the other. Let every node come to one path in one database.`,
      // In registry.xml the guides have several shapes; a deployment.toml has one.
      ...(differing.every(({ era }) => era === 'toml') ? targetFix(cluster, found, CONFIG) : { noFix }),
    });
  },
});

/** One that keeps governance to itself, too (registry-unshared-in-cluster), or whose mount went elsewhere. */
function isToldElsewhere(node: NodeModel): boolean {
  const [config, governance] = [locationOf(node, CONFIG), locationOf(node, GOVERNANCE)];
  const isAlone = (location: Location) =>
    location.kind === 'known' && location.via === 'local' && location.database.kind === 'embedded';
  return isAlone(config) && (isAlone(governance) || hasStrayMount(node));
}

type Locations = ReadonlyMap<NodeModel, Location>;

/** Error between nodes that mount; info for one owner beside mounters that agree; warning for what a node keeps itself. */
function severityOf(
  nodes: readonly NodeModel[],
  locations: Locations,
  host: (a: NodeModel, b: NodeModel) => 'yes' | 'no' | 'unknown',
): 'error' | 'warning' | 'info' {
  const mounters = nodes.filter((node) => isMounted(locations.get(node)));
  const [first] = mounters;
  const agree = mounters.every((node) => {
    const [a, b] = [first === undefined ? undefined : locations.get(first), locations.get(node)];
    return first === node || (first && a && b && sameLocation(a, b, host(first, node)) !== 'no');
  });
  if (!agree) return 'error';
  return nodes.every((node) => mounters.includes(node) || isOwner(node)) ? 'info' : 'warning';
}

function files(target: string): Readonly<Record<string, string>> {
  const datasources = datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': MYSQL });
  const path = '/_system/config';
  return {
    'is-1/registry.xml': registryXml(mountXml({ path, target: path })),
    'is-1/master-datasources.xml': datasources,
    'is-2/registry.xml': registryXml(mountXml({ path, target })),
    'is-2/master-datasources.xml': datasources,
  };
}

function isMounted(location: Location | undefined): boolean {
  return location?.kind === 'known' && location.via === 'mount';
}
