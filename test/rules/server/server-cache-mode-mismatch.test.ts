import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-cache-mode-mismatch.js';
import { change, copyNode, GOOD, without, withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CACHE = `    <Cache>
        <DefaultCacheTimeout>15</DefaultCacheTimeout>
        <ForceLocalCache>true</ForceLocalCache>
    </Cache>
`;
const TRUE = '<ForceLocalCache>true</ForceLocalCache>';
const is2 = (text: string, files = GOOD) => change(files, 'is-2/carbon.xml', TRUE, text);
const both = (text: string) => change(is2(text), 'is-1/carbon.xml', TRUE, text);
const FALSE = '<ForceLocalCache>false</ForceLocalCache>';
const version = (text: string, files = GOOD) =>
  ['is-1', 'is-2'].reduce(
    (all, node) => change(all, `${node}/carbon.xml`, '<Version>5.8.0', `<Version>${text}`),
    files,
  );

const server = (more: string) => ({ '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\n${more}` });

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: default and its value', files: tomlCluster({}, server('force_local_cache = true')) },
    {
      title: 'deployment.toml: the default way of invalidation, said and not said',
      files: tomlCluster({
        '[server.cache]':
          'invalidation_impl = "org.wso2.carbon.caching.impl.clustering.ClusterCacheInvalidationRequestSender"',
      }),
      productVersion: '7.1.0',
    },
    { title: 'a mode that a template fills in', files: is2('<ForceLocalCache>{{ local }}</ForceLocalCache>') },
    {
      title: 'no element in a 5.5, which knows none',
      files: version('5.5.0', is2('')),
    },
    {
      title: 'false on both while clustering is off on one',
      files: change(both(FALSE), 'is-1/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
    },
    { title: 'false in a 5.5', files: version('5.5.0', both(FALSE)) },
    { title: 'no element on both nodes', files: both('') },
    {
      title: 'false on a lone node',
      files: Object.fromEntries(Object.entries(is2(FALSE)).filter(([path]) => path.startsWith('is-2/'))),
    },
    {
      title: 'false on both while clustering is off',
      files: change(
        change(both(FALSE), 'is-1/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
        'is-2/axis2/axis2.xml',
        'enable="true"',
        'enable="false"',
      ),
    },
    {
      title: 'true while clustering is off is told elsewhere',
      files: change(GOOD, 'is-2/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
    },
    { title: 'no carbon.xml', files: without(is2(FALSE), 'is-1/carbon.xml') },
  ],
  invalid: [
    {
      title: 'deployment.toml: shared caches on one node',
      files: tomlCluster({}, server('force_local_cache = false')),
      at: ['is-2/deployment.toml:4:21 error'],
      says: /^is-1 has \[server\] force_local_cache "true", is-2 has "false"/,
      fixed: { 'is-2/deployment.toml': /^force_local_cache = true$/m },
    },
    {
      title: 'deployment.toml: shared caches on both',
      files: tomlCluster(server('force_local_cache = false')),
      at: ['is-1/deployment.toml:4:21 warning'],
      says: /^\[server\] force_local_cache is "false" on is-1 and is-2/,
      fixed: {
        'is-1/deployment.toml': /^force_local_cache = true$/m,
        'is-2/deployment.toml': /^force_local_cache = true$/m,
      },
    },
    {
      title: 'deployment.toml: of the environment',
      files: {
        ...tomlCluster({}, server('force_local_cache = "$env{LOCAL}"')),
        '.wso2is-lint.yml': `clusters:
  prod:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2, env: is-2.env }
`,
        'is-2.env': 'LOCAL=false\n',
      },
      at: ['is-2/deployment.toml:4:22 error'],
      fixed: {},
    },
    {
      title: 'deployment.toml: one node tells a broker',
      files: tomlCluster(
        {},
        { '[server.cache]': 'invalidation_impl = "org.wso2.carbon.cache.sync.jms.manager.JMSProducer"' },
      ),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:39:22 error'],
      says: /\[server\.cache\] invalidation_impl/,
      fixed: {},
    },
    {
      title: 'deployment.toml: one node passes on what the broker tells',
      files: tomlCluster({}, { '[server.cache]': 'propagation_enabled = true' }),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:39:23 error'],
    },
    {
      title: 'deployment.toml: the reference passes on what the broker tells',
      files: withReference(tomlCluster({ '[server.cache]': 'propagation_enabled = true' }, { '[server.cache]': '' })),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:39:23 error'],
      fixed: { 'is-2/deployment.toml': /\n\[server\.cache\]\npropagation_enabled = true\n$/ },
    },
    {
      title: 'true and false',
      files: is2(FALSE),
      at: ['is-1/carbon.xml:29:26 error'],
      says: /is-1 has ForceLocalCache "true", is-2 has "false"/,
      related: ['is-2/carbon.xml:29:26'],
      address: 'server/forceLocalCache',
      fixed: { 'is-2/carbon.xml': String(GOOD['is-2/repository/conf/carbon.xml']) },
    },
    {
      title: 'true and no element in a 5.8',
      files: is2(''),
      at: ['is-1/carbon.xml:29:26 error'],
      says: /none \(so "false"\)/,
      fixed: {
        'is-2/carbon.xml': /15<\/DefaultCacheTimeout>\n {8}<ForceLocalCache>true<\/ForceLocalCache>\s*<\/Cache>/,
      },
    },
    {
      title: 'true and no Cache in a 5.8',
      files: change(GOOD, 'is-2/carbon.xml', CACHE, ''),
      at: ['is-1/carbon.xml:29:26 error'],
      fixed: {
        'is-2/carbon.xml': /\n {4}<Cache>\n {8}<ForceLocalCache>true<\/ForceLocalCache>\n {4}<\/Cache>\n<\/Server>/,
      },
    },
    {
      title: 'another case',
      files: is2('<ForceLocalCache>True</ForceLocalCache>'),
      at: ['is-2/carbon.xml:29:26 warning'],
      says: /"True" on is-2/,
      fixed: { 'is-2/carbon.xml': /<ForceLocalCache>true</ },
    },
    {
      title: 'false on both nodes',
      files: both(FALSE),
      at: ['is-1/carbon.xml:29:26 warning'],
      says: /"false" on is-1 and is-2/,
      related: ['is-2/carbon.xml:29:26'],
      fixed: { 'is-1/carbon.xml': /<ForceLocalCache>true</, 'is-2/carbon.xml': /<ForceLocalCache>true</ },
    },
    {
      title: 'the third is blamed',
      files: copyNode(is2(FALSE), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:29:26 error'],
    },
  ],
});
