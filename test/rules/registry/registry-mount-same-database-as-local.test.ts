import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-mount-same-database-as-local.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const MASTER = 'is-2/datasources/master-datasources.xml';
const H2 = 'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000';
const local = (url: string): Files => change(GOOD, MASTER, H2, url);

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml, where a switch does it',
      files: tomlCluster({ '[registry]': 'use_shared_db_as_datasource = true' }),
      productVersion: '7.1.0',
    },

    { title: 'another database on the same server', files: local('jdbc:mysql://db.example.com:3306/local_2') },
    { title: 'a URL that a template fills in', files: local('jdbc:mysql://{{ host }}/reg_db') },
    {
      title: 'an instance that no mount uses',
      files: {
        ...local('jdbc:mysql://db.example.com/reg_db'),
        'is-2/repository/conf/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']).replace(
          /<mount[\s\S]*<\/mount>/,
          '',
        ),
      },
    },
    {
      title: 'an instance over the Atom API',
      files: registry(
        '<dbConfig>wso2registry_registry</dbConfig>',
        '<dbConfig>wso2registry</dbConfig><username>u</username><password>p</password>',
      ),
    },
  ],
  invalid: [
    {
      title: 'one database by two datasources',
      files: local('jdbc:mysql://db.example.com/reg_db?autoReconnect=true'),
      at: ['is-2/registry.xml:20:19 error'],
      says: /mounts reg_db on db\.example\.com:3306 \(mysql\) \("jdbc\/WSO2CarbonDB_IS"\), which is the node's own local registry/,
      related: ['is-2/registry.xml:4:22'],
      address: 'registry/remoteInstance[instanceid]/dbConfig',
    },
    {
      title: 'the dbConfig of the local registry',
      files: registry('<dbConfig>wso2registry_registry<', '<dbConfig>wso2registry<'),
      at: ['is-2/registry.xml:20:19 error'],
      says: /mounts the dbConfig "wso2registry"/,
    },
    {
      title: 'the JNDI name of the local registry',
      files: registry('<dataSource>jdbc/WSO2CarbonDB_IS<', '<dataSource>jdbc/WSO2CarbonDB<'),
      at: ['is-2/registry.xml:20:19 error'],
      says: /mounts the datasource "jdbc\/WSO2CarbonDB"/,
    },
  ],
});
