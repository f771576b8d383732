import { expect, test } from '@jest/globals';
import rule from '../../../src/rules/clustering/clustering-enable-mismatch.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, copyNode, type Files, GOOD, lint, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const enable = (files: Files, node: string, text: string) =>
  change(files, `${node}/axis2/axis2.xml`, 'enable="true"', text);
const third = copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });

ruleTest(rule, {
  valid: [
    {
      title: 'a table without the scheme has a rule of its own',
      files: tomlCluster({}, { '[clustering]': 'domain = "d"' }),
    },
    {
      title: 'with a broker a node may be left out',
      files: tomlCluster({ '[cache_invalidator.mb]': 'enabled = true' }, { '[clustering]': '' }),
    },
    {
      title: 'a part that a tool merges',
      files: { ...tomlCluster(), 'is-2/deployment.toml': '[user_store]\ntype = "database_unique_id"\n' },
    },
    {
      title: 'a scheme that only the environment knows is on',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "$env{SCHEME}"' }),
    },
    { title: 'off on both', files: enable(enable(GOOD, 'is-1', 'enable="false"'), 'is-2', 'enable="FALSE"') },
    { title: 'true in other letters, with blanks', files: enable(GOOD, 'is-2', 'enable=" TRUE "') },
    { title: 'no attribute is on', files: enable(GOOD, 'is-2', '') },
    { title: 'a template decides', files: enable(GOOD, 'is-2', 'enable="{{ clustering }}"') },
    { title: 'an invalid value has its own rule', files: enable(GOOD, 'is-2', 'enable="yes"') },
    {
      title: 'an axis2.xml in a namespace has its own rule',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '<axisconfig', '<axisconfig xmlns="urn:x"'),
    },
    { title: 'no axis2.xml', files: without(GOOD, 'is-2/axis2/axis2.xml') },
  ],
  invalid: [
    {
      title: 'no [clustering] in one deployment.toml',
      files: tomlCluster({}, { '[clustering]': '' }),
      at: ['is-1/deployment.toml:14:22 error'],
      says: /off on is-2 and on for is-1: .*Set membership_scheme under \[clustering\] in deployment\.toml of every node/,
      fixed: {},
    },
    {
      title: 'off on one of two',
      files: enable(GOOD, 'is-2', 'enable="false"'),
      at: ['is-1/axis2/axis2.xml:5:25 error'],
      says: /off on is-2 and on for is-1/,
      related: ['is-2/axis2/axis2.xml:5:25'],
      address: 'clustering/@enable',
      fixed: {},
    },
    {
      title: 'the one that is off is the odd one out',
      files: enable(third, 'is-2', 'enable="false"'),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      says: /off on is-2 and on for is-1 and is-3/,
      fixed: { 'is-2/axis2/axis2.xml': GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'no <clustering> at all is off',
      files: change(
        change(third, 'is-2/axis2/axis2.xml', '<clustering', '<x'),
        'is-2/axis2/axis2.xml',
        '</clustering>',
        '</x>',
      ),
      at: ['is-2/axis2/axis2.xml:2:2 error'],
      fixed: {},
    },
    {
      title: 'the domain would differ',
      files: change(enable(third, 'is-2', 'enable="false"'), 'is-2/axis2/axis2.xml', 'iam.example.com', 'other'),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      fixed: {},
    },
    {
      title: 'no [clustering] in one deployment.toml of three',
      files: { ...tomlCluster({}, { '[clustering]': '' }), 'is-3/deployment.toml': deploymentToml({ host: '13' }) },
      at: ['is-2/deployment.toml error'],
      fixed: {
        'is-2/deployment.toml':
          /\n\n\[clustering\]\nmembership_scheme = "wka"\ndomain = "iam\.prod"\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n$/,
      },
    },
  ],
});

test.each([
  ['enable="false"', 'is-2 has clustering off'],
  ['enable="true"', 'is-2 has clustering on'],
  ['', 'is-2 has clustering on (no enable attribute)'],
])('the other place shows what %s means', async (text, message) => {
  const files = enable(enable(GOOD, 'is-2', text), 'is-1', `enable="${text === 'enable="false"'}"`);
  const [finding] = (await lint(files)).findings.filter((each) => each.rule === rule.id);
  expect(finding?.related.map((other) => other.message)).toEqual([message]);
});
