import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-unshared-in-cluster.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const GOVERNANCE = /<mount path="\/_system\/governance"[\s\S]*?<\/mount>/;
const unmounted: Files = {
  ...GOOD,
  'is-2/repository/conf/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']).replace(GOVERNANCE, ''),
};
const MASTER = 'is-2/datasources/master-datasources.xml';
const product = (key: string): Files =>
  Object.fromEntries(
    Object.entries(unmounted).map(([path, text]) => [
      path,
      String(text).replace('<ServerKey>IS<', `<ServerKey>${key}<`),
    ]),
  );

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: the mounts that every node has', files: tomlCluster() },

    {
      title: 'a mount that leads to an embedded database, which another rule speaks of',
      files: change(GOOD, MASTER, 'jdbc:mysql://db.example.com:3306/reg_db', 'jdbc:h2:./a'),
    },

    {
      title: 'a node alone',
      files: Object.fromEntries(Object.entries(unmounted).filter(([path]) => path.startsWith('is-2/'))),
    },
    {
      title: 'a mount that another rule speaks of',
      files: registry('<mount path="/_system/governance" overwrite="true">', '<mount path="/_system/governance">'),
    },
    { title: 'no registry.xml', files: without(GOOD, 'is-2/registry.xml') },
    { title: 'no datasources committed', files: without(unmounted, MASTER) },
    {
      title: 'an H2 server',
      files: change(
        unmounted,
        MASTER,
        'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
        'jdbc:h2:tcp://db.example.com/reg',
      ),
    },
    {
      title: 'a product whose nodes need not share it',
      files: change(
        product('AM'),
        'is-1/datasources/master-datasources.xml',
        'jdbc:mysql://db.example.com:3306/reg_db',
        'jdbc:h2:./a',
      ),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: mounts switched off',
      files: tomlCluster({ '[registry]': 'enable_mount = false' }),
      at: ['is-1/deployment.toml:39:16 warning'],
      says: /^\[registry\] enable_mount is "false"\. Without a mount of .*Write enable_mount = true, or remove it/,
    },

    {
      title: 'no mount of governance',
      files: unmounted,
      at: ['is-2/datasources/master-datasources.xml:17:26 error'],
      says: /Without a mount of \/_system\/governance, is-2 keeps it in an embedded database/,
      address: 'registry/mount[/_system/governance]',
    },
    {
      title: 'on every node',
      files: change(
        unmounted,
        'is-1/datasources/master-datasources.xml',
        'jdbc:mysql://db.example.com:3306/reg_db',
        'jdbc:h2:./a',
      ),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /is-1 and is-2 each keep it/,
      related: ['is-2/datasources/master-datasources.xml:17:26'],
    },
    {
      title: 'another product that shares it on its other nodes',
      files: product('AM'),
      at: ['is-2/datasources/master-datasources.xml:17:26 error'],
    },
    {
      title: 'one configuration for many servers',
      files: change(
        Object.fromEntries(Object.entries(unmounted).filter(([path]) => path.startsWith('is-2/'))),
        'is-2/axis2/axis2.xml',
        '>10.0.0.12<',
        '>{{ ip }}<',
      ),
      at: ['is-2/datasources/master-datasources.xml:17:26 error'],
      says: /every server that runs is-2 keeps it/,
    },
  ],
});
