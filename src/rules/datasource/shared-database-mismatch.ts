import type { Disagreement } from '../../cluster/agreement.js';
import { disagreement } from '../../cluster/agreement.js';
import type { DatabaseIdentity } from '../../cluster/database.js';
import { sameDatabase } from '../../cluster/database.js';
import { sameHost } from '../../cluster/hosts.js';
import type { Source } from '../../cluster/jndi.js';
import { isMountedByTemplate } from '../../cluster/registry.js';
import { heldDatabase, ownSources, roleOf } from '../../cluster/roles.js';
import type { NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { databaseFix, type Kept } from '../fix-database-copy.js';
import { defineRule } from '../rule.js';

const SPLIT = {
  users: 'users, roles and permissions made on one node are missing on the other',
  identity: 'applications, tokens and sessions of one node are unknown to the other ("invalid token")',
  consent: 'consents given on one node are unknown to the other',
  sessions: 'a session of one node is none on the other',
  'key stores': 'keys and certificates stored through one node are missing on the other',
  'the governance registry': 'what one node saves in /_system/governance the others never see',
  'the config registry': 'what is configured at run time on one node is missing on the other',
} as const;
type Shared = keyof typeof SPLIT;

const KEYS: Readonly<Record<Shared, string>> = {
  users: 'realm_manager.data_source',
  identity: 'identity.data_source',
  consent: 'authentication.consent.data_source',
  sessions: 'session.data_source',
  'key stores': 'keystore.datasource',
  'the governance registry': 'registry.gov_datasource',
  'the config registry': 'registry.config_datasource',
};

export default defineRule({
  id: 'shared-database-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary:
    'nodes of one cluster keep users, identity, consent or session data, or the registry of a deployment.toml, in different databases',
  why: 'What one node writes the others do not see: users and permissions differ, tokens and sessions of one node are invalid on the other.',
  remedy:
    'Let the datasource behind the role lead to the same database on every node. Names of datasources may differ.',
  noFix: 'which database is right, and with which login, only you know: name it under expect in .wso2is-lint.yml',
  sources: ['WSO2 IS docs, deployment pattern 1; setting up separate databases for clustering'],
  examples: {
    bad: { title: 'another database on one node', files: files('identity_db_2') },
    good: { title: 'one database', files: files('identity_db') },
  },
  check(cluster, report) {
    const found = new Map<string, { roles: Shared[]; about: Disagreement<DatabaseIdentity> }>();
    for (const role of Object.keys(SPLIT) as Shared[]) {
      const about = disagreement<DatabaseIdentity>(cluster.nodes, {
        noun: 'the database',
        of: (node) => {
          const source = sourceOf(node, role);
          const held = source === null ? null : heldDatabase(source);
          // datasource-embedded-in-cluster speaks about a node that keeps it to itself.
          return held?.value?.kind === 'server' ? held : null;
        },
        same: (a, b) =>
          a.value === null || b.value === null
            ? 'unknown'
            : sameDatabase(a.value, b.value, sameHost(cluster, a.node, b.node)),
      });
      if (about === null) continue;
      // Roles that share a datasource share the mistake.
      const places = [about.place, ...about.place.related].map(({ node, at }) => `${node.name} ${at.address}`);
      const key = places.join('\n');
      const same = found.get(key);
      if (same === undefined) found.set(key, { roles: [role], about });
      else same.roles.push(role);
    }
    for (const { roles, about } of found.values()) {
      report({
        ...about.place,
        discriminator: roles.join(' '),
        message: `For ${list(roles)}, ${about.text}: ${roles.map((role) => SPLIT[role]).join('; ')}. Let the datasources behind ${list(roles)} lead to one database on every node.`,
        // What the datasource of several roles leads to changes for all of them; another reference would for one.
        ...databaseFix(cluster, about, (node) => keptFor(node, roles)),
      });
    }
  },
});

function keptFor(node: NodeModel, [role]: readonly Shared[]): Kept | null {
  const source = role === undefined ? null : sourceOf(node, role);
  return role === undefined || source === null ? null : { source, key: KEYS[role] };
}

function sourceOf(node: NodeModel, use: Shared): Source | null {
  switch (use) {
    case 'users':
    case 'identity':
    case 'consent':
      return roleOf(node, use);
    case 'the governance registry':
      return isMountedByTemplate(node) ? roleOf(node, 'governance') : null;
    case 'the config registry':
      return isMountedByTemplate(node) ? roleOf(node, 'config') : null;
  }
  return ownSources(node).find((source) => source.use === use) ?? null;
}

function files(second: string): Readonly<Record<string, string>> {
  const identity = `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <JDBCPersistenceManager><DataSource><Name>jdbc/WSO2CarbonDB</Name></DataSource></JDBCPersistenceManager>
</Server>
`;
  return {
    'is-1/identity.xml': identity,
    'is-1/master-datasources.xml': datasource('identity_db'),
    'is-2/identity.xml': identity,
    'is-2/master-datasources.xml': datasource(second),
  };
}

function datasource(database: string): string {
  return `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
      <definition type="RDBMS">
        <configuration><url>jdbc:mysql://db.example.com:3306/${database}</url></configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`;
}
