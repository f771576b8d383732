import rule from '../../../src/rules/clustering/clustering-multicast-group-mismatch.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, copyNode, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const group = (first: string, second: string, scheme = 'multicast'): Files =>
  [first, second].reduce(
    (files, text, index) => change(files, `is-${index + 1}${AXIS2}`, SCHEME, SCHEME.replace('wka', scheme) + text),
    GOOD,
  );
const address = (text: string) => `<parameter name="mcastAddress">${text}</parameter>`;
const port = (text: string) => `<parameter name="mcastPort">${text}</parameter>`;

const agent = (text: string, files: Files) =>
  ['is-1', 'is-2'].reduce(
    (all, node) =>
      change(all, `${node}${AXIS2}`, 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent', text),
    files,
  );
const TRIBES = 'org.apache.axis2.clustering.tribes.TribesClusteringAgent';

ruleTest(rule, {
  valid: [
    { title: 'what the template writes', files: tomlCluster({ '[clustering]': 'membership_scheme = "multicast"' }) },
    { title: 'what Tribes does without', files: agent(TRIBES, group(address('228.0.0.4') + port('45564'), '')) },
    { title: 'what an agent nobody knows does without', files: agent('com.acme.Agent', group(port('54327'), '')) },
    {
      title: 'the same on both',
      files: group(address('228.0.0.4') + port('45564'), address('228.0.0.4') + port('45564')),
    },
    { title: 'not read under wka', files: group(port('45564'), port('45565'), 'wka') },
    { title: 'what Hazelcast does without', files: group(address('224.2.2.3') + port('54327'), '') },
    { title: 'blanks', files: group(port('45564'), port(' 45564 ')) },
    { title: 'a template', files: group(address('228.0.0.4'), address('{{ group }}')) },
  ],
  invalid: [
    {
      title: 'a port among the properties of one deployment.toml',
      files: tomlCluster(
        { '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"' },
        { '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"\nproperties.mcastPort = "45565"' },
      ),
      at: ['is-2/deployment.toml:16:25 error'],
      says: /Give every node the same \[clustering\] properties\.mcastPort/,
    },
    {
      title: 'another port than Tribes takes without one',
      files: agent(TRIBES, group(port('54327'), '')),
      at: [`is-1${AXIS2}:7:93 error`],
      says: /none \(so "45564"\)/,
    },
    {
      title: 'two addresses',
      files: group(address('228.0.0.4'), address('228.0.0.5')),
      at: [`is-1${AXIS2}:7:96 error`],
      says: /is-1 has multicast address "228\.0\.0\.4", is-2 has "228\.0\.0\.5"/,
      related: [`is-2${AXIS2}:7:96`],
      address: 'clustering/mcastAddress',
      fixed: {},
    },
    {
      title: 'one port, and the default on the other node',
      files: group('', port('45564')),
      at: [`is-1${AXIS2}:4:6 error`],
      says: /is-1 has multicast port none \(so "54327"\), is-2 has "45564"/,
      address: 'clustering/mcastPort',
    },
    {
      title: 'another port on one of three',
      files: copyNode(group(port('45564'), port('45565')), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: [`is-2${AXIS2}:7:93 error`],
      fixed: { [`is-2${AXIS2}`]: /<parameter name="mcastPort">45564<\/parameter>/ },
    },
    {
      title: 'no port on one of three',
      files: copyNode(group(port('45564'), ''), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: [`is-2${AXIS2}:4:6 error`],
      fixed: { [`is-2${AXIS2}`]: /<\/parameter>\n {8}<parameter name="mcastPort">45564<\/parameter>\n/ },
    },
    {
      title: 'a port among the properties of two deployment.toml of three',
      files: {
        ...tomlCluster(
          { '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"\nproperties.mcastPort = "45565"' },
          { '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"\nproperties.mcastTTL = "1"' },
        ),
        'is-3/deployment.toml': deploymentToml({
          tables: { '[clustering]': 'membership_scheme = "multicast"\nproperties.mcastPort = "45565"' },
        }),
      },
      at: ['is-2/deployment.toml error'],
      fixed: { 'is-2/deployment.toml': /\nproperties\.mcastTTL = "1"\nproperties\.mcastPort = "45565"\n/ },
    },
  ],
});
