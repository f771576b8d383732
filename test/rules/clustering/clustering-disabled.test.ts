import rule from '../../../src/rules/clustering/clustering-disabled.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const off = (files: Files, node: string, enable = 'false') =>
  change(files, `${node}/axis2/axis2.xml`, 'enable="true"', `enable="${enable}"`);
const BOTH = off(off(GOOD, 'is-1'), 'is-2');
const SERVER = /jdbc:mysql[^<]*/g;
const local = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      String(text).replace(SERVER, 'jdbc:h2:./repository/database/X'),
    ]),
  );
const only = (files: Files, node: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(`${node}/`)));

const REPLICAS = 'clusters: { c: { nodes: { is-1: { path: is-1, replicas: 2 } } } }\n';

ruleTest(rule, {
  valid: [
    {
      title: 'a broker carries the invalidations',
      files: tomlCluster({ '[clustering]': '', '[cache_invalidator.mb]': 'enabled = true\nbroker_type = "jms"' }),
    },
    {
      title: 'perhaps a broker',
      files: tomlCluster({ '[clustering]': '', '[cache_invalidator.mb]': 'enabled = "$env{MB}"' }),
    },
    {
      title: 'a table without the scheme has a rule of its own',
      files: tomlCluster({ '[clustering]': 'domain = "d"' }),
    },
    {
      title: 'parts that a tool merges',
      files: {
        'is-1/deployment.toml': '[user_store]\ntype = "database_unique_id"\n',
        'is-2/deployment.toml': '[user_store]\ntype = "database_unique_id"\n',
      },
    },
    {
      title: 'a template that may add it',
      files: tomlCluster({ '[clustering]': '', '[oauth.timeouts]': '{{ extra }}' }),
    },
    { title: 'one server', files: { 'is-1/deployment.toml': deploymentToml({ tables: { '[clustering]': '' } }) } },
    { title: 'one node that is not a cluster', files: only(BOTH, 'is-1') },
    { title: 'off on one of two', files: off(GOOD, 'is-1') },
    { title: 'a template decides', files: off(off(GOOD, 'is-2', '{{ clustering }}'), 'is-1') },
    { title: 'axis2.xml of one node is not committed', files: without(BOTH, 'is-2/axis2/axis2.xml') },
    { title: 'an invalid enable has its own rule', files: off(off(GOOD, 'is-1', 'yes'), 'is-2') },
  ],
  invalid: [
    {
      title: 'one deployment.toml for two servers',
      files: {
        '.wso2is-lint.yml': REPLICAS,
        'is-1/repository/conf/deployment.toml': deploymentToml({ tables: { '[clustering]': '' } }),
      },
      at: ['is-1/deployment.toml error'],
      says: /is-1, which serves several servers: they share the database/,
    },
    {
      title: 'no [clustering] in two deployment.toml with one database',
      files: tomlCluster({ '[clustering]': '' }),
      at: ['is-1/deployment.toml error'],
      says: /is-1 and is-2: they share the database .*Set membership_scheme under \[clustering\] in deployment\.toml of every node/,
      address: 'clustering/@enable',
    },
    {
      title: 'off on both, which share a database',
      files: BOTH,
      at: ['is-1/axis2/axis2.xml:5:25 error'],
      says: [/off on is-1 and is-2/, /they share the database/],
      related: ['is-2/axis2/axis2.xml:5:25'],
      address: 'clustering/@enable',
    },
    {
      title: 'no <clustering> on one',
      files: change(
        change(BOTH, 'is-1/axis2/axis2.xml', '<clustering', '<x'),
        'is-1/axis2/axis2.xml',
        '</clustering>',
        '</x>',
      ),
      at: ['is-1/axis2/axis2.xml:2:2 error'],
    },
    {
      title: 'a database of its own for each',
      files: Object.fromEntries(
        Object.entries(BOTH).map(([path, text]) => [
          path,
          path.startsWith('is-1/') ? text : String(text).replaceAll('db.example.com', 'db2.example.com'),
        ]),
      ),
      at: ['is-1/axis2/axis2.xml:5:25 info'],
    },
    {
      title: 'one configuration of several servers on a server database',
      files: { ...only(BOTH, 'is-1'), '.wso2is-lint.yml': REPLICAS },
      at: ['is-1/axis2/axis2.xml:5:25 error'],
      says: /off on is-1, which serves several servers: they share the database/,
    },
    {
      title: 'one configuration of several servers, each with its own database',
      files: { ...only(local(BOTH), 'is-1'), '.wso2is-lint.yml': REPLICAS },
      at: ['is-1/axis2/axis2.xml:5:25 info'],
    },
    {
      title: 'no shared database',
      files: local(BOTH),
      at: ['is-1/axis2/axis2.xml:5:25 info'],
      says: /not kept in step/,
    },
  ],
});
