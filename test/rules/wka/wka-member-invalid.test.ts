import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/wka/wka-member-invalid.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const HOST = '<hostName>10.0.0.11</hostName>';
const PORT = '<port>4000</port>';
const member = (from: string, to: string) => change(GOOD, AXIS2, from, to);

const members = (text: string) => ({ '[clustering]': `membership_scheme = "wka"\nmembers = ${text}` });
const TABLES = { '[clustering]': 'membership_scheme = "wka"\n\n[[clustering.members]]\nhostName = "a"\nport = 4000' };

ruleTest(rule, {
  valid: [
    { title: 'members of deployment.toml', files: tomlCluster() },
    { title: 'one string', files: tomlCluster(members('"10.0.1.11:4000"')) },
    { title: 'of the environment', files: tomlCluster(members('["$env{A}", "$env{H}:4000", "h:$env{P}"]')) },
    { title: 'blanks, which the server trims', files: tomlCluster(members('[" 10.0.1.11 : 4000 "]')) },
    {
      title: 'under a scheme that does not read them',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "multicast"\nmembers = ["a"]' }),
    },
    { title: 'the default', files: tomlCluster({ '[clustering]': 'membership_scheme = "wka"' }) },
    { title: 'blanks, which the server trims', files: member(PORT, '<port> 4000 </port>') },
    { title: 'a range of addresses', files: member(HOST, '<hostName>10.0.0.11-20</hostName>') },
    { title: 'a placeholder', files: member(PORT, '<port>${port}</port>') },
    { title: 'a template', files: member(PORT, '<port>{{ port }}</port>') },
    { title: 'a list that is not read', files: change(member(PORT, ''), AXIS2, '>wka<', '>multicast<') },
    { title: 'clustering is off', files: change(member(PORT, ''), AXIS2, 'enable="true"', 'enable="false"') },
  ],
  invalid: [
    {
      title: 'an array of tables',
      files: tomlCluster({}, TABLES),
      at: ['is-2/deployment.toml:16:1 error'],
      says: /something that is no string/,
      fixed: { 'is-2/deployment.toml': /\nmembership_scheme = "wka"\nmembers = \["a:4000"\]\n\n+\[database/ },
    },
    ...(
      [
        ['["10.0.1.11"]', 'is-2/deployment.toml:15:13', /"10\.0\.1\.11" has no port: .*NumberFormatException/],
        [
          '["10.0.1.11:4000,10.0.1.12:4000"]',
          'is-2/deployment.toml:15:13',
          /the port "4000,10\.0\.1\.12", which is none.*Each member is a string of its own/,
        ],
        ['"a:1,b:2"', 'is-2/deployment.toml:15:12', /the port "1,b"/],
        ['["[fd00::1]:4000"]', 'is-2/deployment.toml:15:13', /is an IPv6 address, which is cut at its first colons/],
        ['["fd00::1"]', 'is-2/deployment.toml:15:13', /is an IPv6 address/],
        ['["10.0.1.11:70000"]', 'is-2/deployment.toml:15:13', /no server can listen there/],
        ['[":4000"]', 'is-2/deployment.toml:15:13', /has no host/],
        [
          '[4000]',
          'is-2/deployment.toml:15:12',
          /Cannot find method split with 1 parameters in class java\.lang\.Long/,
        ],
        [
          '[{ hostName = "a", port = 4000 }]',
          'is-2/deployment.toml:15:12',
          /something that is no string.*Write members = \["host:port", …\]/,
        ],
      ] as const
    ).map(([text, at, says]) => ({ title: text, files: tomlCluster({}, members(text)), at: [`${at} error`], says })),
    {
      title: 'no port',
      files: member(PORT, ''),
      at: [`${AXIS2}:14:14 error`],
      says: /"10\.0\.0\.11" has no <port>.*NullPointerException/,
      address: 'clustering/member[10.0.0.11:]',
      fixed: {},
    },
    {
      title: 'no host',
      files: member(HOST, ''),
      at: [`${AXIS2}:14:14 error`],
      says: /with port "4000" has no <hostName>/,
    },
    {
      title: 'another case of the element',
      files: member(HOST, '<hostname>10.0.0.11</hostname>'),
      at: [`${AXIS2}:14:14 error`],
    },
    {
      title: 'an empty host',
      files: member(HOST, '<hostName> </hostName>'),
      at: [`${AXIS2}:15:17 error`],
      says: /empty <hostName>/,
    },
    {
      title: 'no number',
      files: member(PORT, '<port>4000/tcp</port>'),
      at: [`${AXIS2}:16:23 error`],
      says: /the port "4000\/tcp".*NumberFormatException/,
      address: 'clustering/member[10.0.0.11:4000/tcp]/port',
    },
    {
      title: 'beyond the last port',
      files: member(PORT, '<port>70000</port>'),
      at: [`${AXIS2}:16:23 error`],
      says: /no server can listen/,
    },
    ...(
      [
        ['["10.0.1.11:4000,10.0.1.12:4000"]', '["10.0.1.11:4000", "10.0.1.12:4000"]', '15:13'],
        ['"a:1, b:2" # both', '["a:1", "b:2"] # both', '15:12'],
        ['[\n  { host = "a", port = "1" }, # one\n  "b:2",\n]', '[\n  "a:1", # one\n  "b:2",\n]', '16:3'],
      ] as const
    ).map(([text, after, at]) => ({
      title: `${text} to be written as a list`,
      files: tomlCluster({}, members(text)),
      at: [`is-2/deployment.toml:${at} error`],
      fixed: { 'is-2/deployment.toml': tomlCluster({}, members(after))['is-2/deployment.toml'] as string },
    })),
    ...['["10.0.1.11"]', '[{ hostName = "a", port = "$env{PORT}" }]', '[{ hostName = "a", port = 1, x = 2 }]'].map(
      (text) => ({
        title: `${text}, which only a person can mend`,
        files: tomlCluster({}, members(text)),
        at: [`is-2/deployment.toml:15:${text.includes('{') ? 12 : 13} error`],
        fixed: {},
      }),
    ),
  ],
});
