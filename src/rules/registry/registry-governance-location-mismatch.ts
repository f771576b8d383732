import { disagreement } from '../../cluster/agreement.js';
import { sameHost } from '../../cluster/hosts.js';
import type { Location } from '../../cluster/registry.js';
import {
  GOVERNANCE,
  heldLocation,
  isMountedByTemplate,
  locationOf,
  sameLocation,
  sameMountedPath,
} from '../../cluster/registry.js';
import { datasourcesXml, H2, MYSQL, mountXml, registryXml } from '../example.js';
import { targetFix } from '../fix-target.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-governance-location-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster keep /_system/governance in different places',
  why: 'Each node shows a governance registry that looks right and is not the same: what one saves the others never see.',
  remedy:
    'Let every node come to one path in one database: by its mount, or, on the node that owns the database, without one.',
  noFix: 'they differ in more than a target path: name shape and database under expect in .wso2is-lint.yml',
  sources: ['MountHandler, carbon-kernel 4.4.40 (IS 5.8.0)', 'WSO2 IS docs, deployment pattern 1'],
  examples: {
    bad: { title: 'another target path on one node', files: files('/_system/governance2') },
    good: { title: 'one place', files: files('/_system/governance') },
  },
  check(cluster, report) {
    const found = disagreement<Location>(cluster.nodes, {
      noun: `${GOVERNANCE} at`,
      of: (node) => {
        const location = locationOf(node, GOVERNANCE);
        // An embedded database is nobody else's: registry-unshared-in-cluster, datasource-embedded-in-cluster.
        return location.kind === 'known' && location.database.kind === 'server' ? heldLocation(location) : null;
      },
      same: (a, b) =>
        a.value === null || b.value === null
          ? 'unknown'
          : isMountedByTemplate(a.node) && isMountedByTemplate(b.node)
            ? sameMountedPath(a.value, b.value)
            : sameLocation(a.value, b.value, sameHost(cluster, a.node, b.node)),
    });
    if (found === null) return;
    report({
      ...found.place,
      address: 'registry/mount[/_system/governance]',
      message: `${found.text}: what one node saves there the others never see. Let every node come to one path in one database.`,
      ...targetFix(cluster, found, GOVERNANCE),
    });
  },
});

function files(target: string): Readonly<Record<string, string>> {
  const datasources = datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': MYSQL });
  return {
    'is-1/registry.xml': registryXml(mountXml()),
    'is-1/master-datasources.xml': datasources,
    'is-2/registry.xml': registryXml(mountXml({ target })),
    'is-2/master-datasources.xml': datasources,
  };
}
