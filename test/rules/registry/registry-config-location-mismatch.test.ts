import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-config-location-mismatch.js';
import { change, copyNode, type Files, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

/** Every node mounts governance and config: is-1 is a copy of is-2 on its own host. */
const ALL = copyNode(GOOD, 'is-2', 'is-1', { '10.0.0.11': '10.0.0.12', '10.0.0.12': '10.0.0.11' });
const THREE = copyNode(ALL, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });
const TARGET = '<targetPath>/_system/nodes</targetPath>';
const target = (node: string, files: Files, to = '/_system/config'): Files =>
  change(files, `${node}/registry.xml`, TARGET, `<targetPath>${to}</targetPath>`);
const CONFIG = /<mount path="\/_system\/config"[\s\S]*?<\/mount>/;
const unmounted = (node: string, files: Files): Files => ({
  ...files,
  [pathOf(`${node}/registry.xml`)]: String(files[pathOf(`${node}/registry.xml`)]).replace(CONFIG, ''),
});

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: another database, which shared-database-mismatch tells',
      files: tomlCluster({}, { '[database.shared_db]': 'url = "jdbc:mysql://db.example.com/other"' }),
    },

    {
      title: 'nobody mounts and each has its own server database',
      files: change(
        unmounted('is-2', unmounted('is-1', ALL)),
        'is-2/datasources/master-datasources.xml',
        'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
        'jdbc:mysql://db.example.com:3306/local_2',
      ),
    },
    { title: 'no registry.xml', files: without(target('is-2', ALL), 'is-2/registry.xml') },

    { title: 'every node mounts it', files: THREE },
    { title: 'no node mounts it and each keeps it to itself', files: unmounted('is-1', unmounted('is-2', ALL)) },
    { title: 'a target path that a template fills in', files: target('is-2', ALL, '{{ t }}') },
    { title: 'the owner’s path', files: target('is-2', GOOD) },
  ],
  invalid: [
    {
      title: 'deployment.toml: another path',
      files: tomlCluster({}, { '[config_data]': 'path = "/_system/nodes"' }),
      at: ['is-2/deployment.toml:39:9 error'],
    },

    {
      title: 'a node that mounts governance only, beside the owner',
      files: unmounted('is-2', GOOD),
      at: ['is-1/datasources/master-datasources.xml:17:26 warning'],
    },
    {
      title: 'one node keeps it to itself beside the owner and a mounter',
      files: unmounted('is-3', copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' })),
      at: ['is-1/datasources/master-datasources.xml:17:26 warning'],
    },

    {
      title: 'one owner beside mounters is only told',
      files: GOOD,
      at: ['is-1/datasources/master-datasources.xml:17:26 info'],
      says: /is-1 owns the shared database/,
      related: ['is-2/registry.xml:28:21'],
      address: 'registry/mount[/_system/config]',
    },
    {
      title: 'two mounters that differ',
      files: target('is-2', ALL),
      at: ['is-1/registry.xml:28:21 error'],
      says: /missing on the other/,
    },
    { title: 'one of three', files: target('is-3', THREE), at: ['is-3/registry.xml:28:21 error'] },
    {
      title: 'mounters that differ beside an owner',
      files: target('is-3', copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' }), '/_system/other'),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
    },
    {
      title: 'one node keeps it to itself',
      files: unmounted('is-3', THREE),
      at: ['is-3/datasources/master-datasources.xml:17:26 warning'],
    },
  ],
});
