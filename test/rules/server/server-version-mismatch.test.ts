import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-version-mismatch.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const version = (text: string) => change(GOOD, 'is-2/carbon.xml', '<Version>5.8.0', `<Version>${text}`);

const carbonOf = (version: string) => `<Server><ServerKey>IS</ServerKey><Version>${version}</Version></Server>`;

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: versions that may be the same',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "wka"\nagent = "x.Agent"' }),
    },
    {
      title: 'deployment.toml: the same in folders',
      files: {
        'is-1/bin/version.txt': 'WSO2 Identity Server v7.1.0',
        'is-2/bin/version.txt': 'WSO2 Identity Server v7.1.0',
        ...tomlCluster(),
      },
    },
    { title: 'a version that the build fills in', files: version('${product.version}') },
    { title: 'a template', files: version('{{ version }}') },
    { title: 'no version', files: change(GOOD, 'is-2/carbon.xml', '<Version>5.8.0</Version>', '') },
    { title: 'blanks around it', files: version(' 5.8.0 ') },
    { title: 'no carbon.xml', files: without(GOOD, 'is-2/carbon.xml') },
  ],
  invalid: [
    {
      title: 'deployment.toml: one node was not upgraded',
      files: {
        ...tomlCluster(),
        'is-1/carbon.xml': carbonOf('7.0.0'),
        'is-2/carbon.xml': carbonOf('7.1.0'),
      },
      at: ['is-1/carbon.xml:1:43 error'],
      says: /^is-1 has version "7\.0\.0", is-2 has "7\.1\.0" as their files tell/,
    },
    {
      title: 'deployment.toml: too old for what the other has',
      files: {
        ...tomlCluster({}, { '[clustering]': 'membership_scheme = "wka"\nagent = "x.Agent"' }),
        'is-1/carbon.xml': carbonOf('6.1.0'),
      },
      at: ['is-1/carbon.xml:1:43 error'],
      says: /one of 7\.0\.0 to 7\.3\.0/,
    },
    {
      title: 'deployment.toml: the last number only',
      files: { ...tomlCluster(), 'is-1/carbon.xml': carbonOf('7.0.0'), 'is-2/carbon.xml': carbonOf('7.0.1') },
      at: ['is-1/carbon.xml:1:43 warning'],
    },
    {
      title: 'another version',
      files: version('5.7.0'),
      at: ['is-1/carbon.xml:6:14 error'],
      says: /is-1 has version "5\.8\.0", is-2 has "5\.7\.0"/,
      related: ['is-2/carbon.xml:6:14'],
      address: 'server/version',
    },
    {
      title: 'the third is blamed',
      files: copyNode(version('5.7.0'), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:6:14 error'],
    },
  ],
});
