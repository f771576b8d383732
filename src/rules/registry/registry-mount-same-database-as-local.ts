import { ownRegistryMounts } from '../../cluster/registry-faults.js';
import { show } from '../../text/message.js';
import { datasourcesXml, H2, MYSQL, mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-mount-same-database-as-local',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a node mounts the database that is its own local registry',
  why: 'The node opens one registry twice: "Total number of available connections are less than the total number of closed connections", "Failed to activate Registry Core bundle". A mount needs a database other than the local one, under a datasource and JNDI name of its own.',
  remedy:
    'Give the shared registry a datasource of its own (on the seed page WSO2_CARBON_DB_IS, jdbc/WSO2CarbonDB_IS), and let the local registry keep another database.',
  noFix: 'which of the two needs another database only you know: name the shared one under expect in .wso2is-lint.yml',
  sources: [
    'WSO2 docs, remote instance and mount configuration details: "should not be the currentDBConfig"',
    'charithaka.blogspot.com/2014/02/common-mistakes-to-avoid-in-wso2-carbon.html',
  ],
  examples: {
    bad: {
      title: 'both datasources lead to one database',
      files: {
        'registry.xml': registryXml(mountXml()),
        'datasources/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': MYSQL, 'jdbc/SharedDB': MYSQL }),
      },
    },
    good: {
      title: 'the local registry has its own database',
      files: {
        'registry.xml': registryXml(mountXml()),
        'datasources/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': MYSQL }),
      },
    },
  },
  check(node, report) {
    for (const { instance, what } of ownRegistryMounts(node)) {
      if (instance.dbConfig === null) continue;
      report({
        node,
        at: instance.dbConfig,
        message: `The remoteInstance ${show(instance.id, 'without an id')} mounts ${what}, which is the node's own local registry: the server opens one registry twice and fails ("Failed to activate Registry Core bundle"). Mount a database of its own through another datasource with another JNDI name.`,
        related: [
          {
            node,
            at: node.registry?.currentDBConfig ?? instance,
            message: 'currentDBConfig makes it the local registry',
          },
        ],
      });
    }
  },
});
