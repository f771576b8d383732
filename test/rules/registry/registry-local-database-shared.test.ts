import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-local-database-shared.js';
import { change, copyNode, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const H2 = 'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000';
const local = (url: string): Files => change(GOOD, 'is-2/datasources/master-datasources.xml', H2, url);
const SHARED = 'jdbc:mysql://db.example.com/reg_db';

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml, where it may be shared',
      files: tomlCluster({ '[registry]': 'use_shared_db_as_datasource = true' }),
      productVersion: '7.1.0',
    },

    { title: 'no datasources committed', files: without(local(SHARED), 'is-2/datasources/master-datasources.xml') },

    {
      title: 'equal H2 URLs are two files',
      files: change(GOOD, 'is-1/datasources/master-datasources.xml', 'jdbc:mysql://db.example.com:3306/reg_db', H2),
    },
    { title: 'a database of its own', files: local('jdbc:mysql://db.example.com/local_2') },
    { title: 'a URL that a template fills in', files: local('jdbc:mysql://{{ host }}/reg_db') },
    {
      title: 'another user of Oracle is another schema',
      files: change(
        change(
          local('jdbc:oracle:thin:@db:1521/reg'),
          'is-1/datasources/master-datasources.xml',
          'jdbc:mysql://db.example.com:3306/reg_db',
          'jdbc:oracle:thin:@db:1521/reg',
        ),
        'is-1/datasources/master-datasources.xml',
        '<username>regadmin',
        '<username>reg1',
      ),
    },
  ],
  invalid: [
    {
      title: 'two beside one that a template fills in',
      files: change(
        copyNode(local(SHARED), 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' }),
        'is-3/datasources/master-datasources.xml',
        SHARED,
        '{{ url }}',
      ),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /^is-1 and is-2 have/,
    },

    {
      title: 'the owner’s database',
      files: local(SHARED),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /is-1 and is-2 have one local registry, reg_db on db\.example\.com:3306 \(mysql\)/,
      related: ['is-2/datasources/master-datasources.xml:17:26'],
    },
    {
      title: 'three nodes, one finding',
      files: copyNode(local(SHARED), 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' }),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /is-1, is-2 and is-3 have/,
    },
  ],
});
