import rule from '../../../src/rules/clustering/clustering-scheme-missing.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const AXIS2 = '/axis2/axis2.xml';
const none = (files: Files, node: string) => change(files, `${node}${AXIS2}`, SCHEME, '');
const both = none(none(GOOD, 'is-1'), 'is-2');
const stock = (files: Files, node: string, other: string) =>
  change(files, `${node}${AXIS2}`, `<hostName>${other}`, '<hostName>127.0.0.1');

ruleTest(rule, {
  valid: [
    { title: 'a deployment.toml with a scheme', files: tomlCluster() },
    { title: 'no [clustering] at all', files: tomlCluster({ '[clustering]': '' }) },
    { title: 'switched off in so many words', files: tomlCluster({ '[clustering]': 'enabled = false\ndomain = "d"' }) },
    {
      title: 'double brackets, which another rule tells',
      files: change(tomlCluster(), 'is-2/deployment.toml', '[clustering]', '[[clustering]]'),
    },
    {
      title: 'as the environment says',
      files: tomlCluster({ '[clustering]': 'enabled = "$env{CLUSTERING}"\ndomain = "d"' }),
    },
    {
      title: 'a template that may add it',
      files: tomlCluster({ '[clustering]': 'domain = "d"', '[oauth.timeouts]': '{{ extra }}' }),
    },
    {
      title: 'a part that a tool merges',
      files: { 'is-1/deployment.toml': '[clustering]\nlocal_member_host = "10.0.1.11"\n' },
    },
    {
      title: 'a misspelt parameter has its own rule',
      files: change(GOOD, `is-2${AXIS2}`, '"membershipScheme"', '"membershipscheme"'),
    },
    { title: 'the members of the stock file', files: stock(stock(both, 'is-1', '10.0.0.12'), 'is-2', '10.0.0.11') },
    {
      title: 'clustering is off',
      files: change(none(GOOD, 'is-2'), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
    {
      title: 'multicast on the other node, the members of the stock file here',
      files: change(stock(none(GOOD, 'is-2'), 'is-2', '10.0.0.11'), `is-1${AXIS2}`, '>wka<', '>multicast<'),
    },
    { title: 'a scheme that a template fills in', files: change(GOOD, `is-2${AXIS2}`, '>wka<', '>{{ scheme }}<') },
  ],
  invalid: [
    {
      title: 'a deployment.toml that says enabled = true',
      files: tomlCluster({}, { '[clustering]': 'enabled = true\nmembers = ["10.0.1.11:4000"]' }),
      at: ['is-2/deployment.toml:13:1 error'],
      says: [
        /is-2 has \[clustering\] without membership_scheme/,
        /never uses its members/,
        /enabled is no key the server reads/,
      ],
      address: 'clustering/membershipScheme',
      fixed: { 'is-2/deployment.toml': /\nmembers = \["10\.0\.1\.11:4000"\]\nmembership_scheme = "wka"\n/ },
    },
    {
      title: 'on both, and as dotted keys',
      files: Object.fromEntries(
        ['is-1', 'is-2'].map((node) => [
          `${node}/deployment.toml`,
          `clustering.domain = "d"\n${deploymentToml({ tables: { '[clustering]': '' } })}`,
        ]),
      ),
      at: ['is-1/deployment.toml:1:1 error'],
      says: /is-1 and is-2 have/,
      related: ['is-2/deployment.toml:1:1'],
      fixed: {},
    },
    {
      title: 'none on both',
      files: both,
      at: [`is-1${AXIS2}:4:6 warning`],
      says: /is-1 and is-2 have no membershipScheme.*10\.0\.0\.12:4000 and 10\.0\.0\.11:4000/,
      related: [`is-2${AXIS2}:4:6`],
      address: 'clustering/membershipScheme',
      fixed: {},
    },
    {
      title: 'the other node uses wka: they cannot meet',
      files: none(GOOD, 'is-2'),
      at: [`is-2${AXIS2}:4:6 error`],
      says: /while is-1 uses "wka"/,
      related: [`is-1${AXIS2}:7:44`],
      fixed: { [`is-2${AXIS2}`]: /<parameter name="membershipScheme">wka<\/parameter>/ },
    },
    {
      title: 'the members of the stock file, and the other node uses wka',
      files: stock(none(GOOD, 'is-2'), 'is-2', '10.0.0.11'),
      at: [`is-2${AXIS2}:4:6 error`],
      fixed: {},
    },
    {
      title: 'members here, multicast there',
      files: change(none(GOOD, 'is-2'), `is-1${AXIS2}`, '>wka<', '>multicast<'),
      at: [`is-2${AXIS2}:4:6 warning`],
      says: /is-2 has no membershipScheme.*\(10\.0\.0\.11:4000\)/,
      fixed: {},
    },
    {
      title: 'lists in both',
      files: tomlCluster({ '[clustering]': 'domain = "d"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4000"] # both' }),
      at: ['is-1/deployment.toml:13:1 error'],
      fixed: {
        'is-1/deployment.toml': /"\] # both\nmembership_scheme = "wka"\n\n/,
        'is-2/deployment.toml': /"\] # both\nmembership_scheme = "wka"\n\n/,
      },
    },
    {
      title: 'two members here, multicast there',
      files: change(
        change(none(GOOD, 'is-2'), `is-1${AXIS2}`, '>wka<', '>multicast<'),
        `is-2${AXIS2}`,
        '<members>',
        '<members><member><hostName>10.0.0.12</hostName><port>4000</port></member>',
      ),
      at: [`is-2${AXIS2}:4:6 warning`],
      fixed: {},
    },
  ],
});
