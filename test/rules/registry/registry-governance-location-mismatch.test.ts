import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-governance-location-mismatch.js';
import { change, copyNode, type Files, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

/** Every node mounts governance and config: is-1 is a copy of is-2 on its own host. */
const ALL = copyNode(GOOD, 'is-2', 'is-1', { '10.0.0.11': '10.0.0.12', '10.0.0.12': '10.0.0.11' });
const THREE = copyNode(ALL, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });
const TARGET = '<targetPath>/_system/governance</targetPath>';
const target = (node: string, files: Files, to = '/_system/gov'): Files =>
  change(files, `${node}/registry.xml`, TARGET, `<targetPath>${to}</targetPath>`);
const URL = 'jdbc:mysql://db.example.com:3306/reg_db';
const url = (node: string, files: Files, to: string): Files =>
  change(files, `${node}/datasources/master-datasources.xml`, URL, to);

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: another database, which shared-database-mismatch tells',
      files: tomlCluster({}, { '[database.shared_db]': 'url = "jdbc:mysql://db.example.com/other"' }),
    },

    { title: 'every node mounts it', files: THREE },
    {
      title: 'the same database, written otherwise',
      files: url('is-2', ALL, 'jdbc:mysql://DB.example.com/reg_db?useSSL=false'),
    },
    { title: 'a host that a template fills in', files: url('is-2', ALL, 'jdbc:mysql://{{ host }}/reg_db') },
    { title: 'a target path that a template fills in', files: target('is-2', ALL, '{{ t }}') },
    {
      title: 'a mount that another rule speaks of',
      files: change(
        ALL,
        'is-2/registry.xml',
        'path="/_system/governance" overwrite="true"',
        'path="/_system/governance"',
      ),
    },
    { title: 'an embedded database, which another rule speaks of', files: url('is-2', ALL, 'jdbc:h2:./a') },
  ],
  invalid: [
    {
      title: 'deployment.toml: another path',
      files: tomlCluster({}, { '[governance_data]': 'path = "/_system/governance2"' }),
      at: ['is-2/deployment.toml:39:9 error'],
      related: ['is-1/deployment.toml:30:9'],
      fixed: {},
    },

    {
      title: 'deployment.toml: a path for each, and a reference',
      files: {
        ...tomlCluster(
          { '[governance_data]': 'path = "/_system/a" # a' },
          { '[governance_data]': "path = '/_system/b' # b" },
        ),
        '.wso2is-lint.yml':
          'clusters:\n  c: { nodes: { is-1: { path: is-1 }, is-2: { path: is-2 } }, reference: is-2 }\n',
      },
      at: ['is-1/deployment.toml:39:9 error'],
      fixed: { 'is-1/deployment.toml': /\[governance_data\]\npath = "\/_system\/b" # a\n/ },
    },
    {
      title: 'deployment.toml: another path than the usual one of two others',
      files: {
        ...tomlCluster({}, { '[governance_data]': 'path = "/_system/b"' }),
        'is-3/deployment.toml': deploymentToml({ host: '13' }),
      },
      at: ['is-2/deployment.toml:39:9 error'],
      fixed: { 'is-2/deployment.toml': /\[governance_data\]\npath = "\/_system\/governance"\n/ },
    },
    {
      title: 'deployment.toml: the usual path beside another of two',
      files: {
        ...tomlCluster({ '[governance_data]': 'path = "/_system/b"' }),
        'is-3/deployment.toml': deploymentToml({ host: '13' }),
      },
      at: ['is-3/deployment.toml:30:9 error'],
      fixed: { 'is-3/deployment.toml': /\n\n\[governance_data\]\npath = "\/_system\/b"\n$/ },
    },
    {
      title: 'another target path beside the owner',
      files: target('is-2', GOOD),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /is-1 has \/_system\/governance at \/_system\/governance in reg_db on db\.example\.com:3306 \(mysql\), is-2 has \/_system\/gov in/,
      related: ['is-2/registry.xml:33:21'],
      address: 'registry/mount[/_system/governance]',
      fixed: {},
    },
    {
      title: 'one of three',
      files: target('is-3', THREE),
      at: ['is-3/registry.xml:33:21 error'],
      related: ['is-1/registry.xml:33:21', 'is-2/registry.xml:33:21'],
      fixed: { 'is-3/registry.xml': String(THREE[pathOf('is-3/registry.xml')]) },
    },
    {
      title: 'another database',
      files: url('is-3', THREE, 'jdbc:mysql://db.example.com:3306/reg_db2'),
      at: ['is-3/registry.xml:33:21 error'],
      says: /reg_db2 on/,
      fixed: {},
    },
    {
      title: 'another server',
      files: url('is-3', THREE, 'jdbc:mysql://db2.example.com:3306/reg_db'),
      at: ['is-3/registry.xml:33:21 error'],
    },
  ],
});
