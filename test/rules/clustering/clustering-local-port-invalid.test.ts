import rule from '../../../src/rules/clustering/clustering-local-port-invalid.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const port = (text: string) => change(GOOD, AXIS2, '"localMemberPort">4000<', `"localMemberPort">${text}<`);
const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const mcast = (scheme: string, text: string): Files =>
  change(GOOD, AXIS2, SCHEME, `<parameter name="mcastPort">${text}</parameter>${SCHEME.replace('wka', scheme)}`);

ruleTest(rule, {
  valid: [
    {
      title: 'a number in deployment.toml',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "wka"\nlocal_member_port = 4000' }),
    },
    { title: 'blanks, which the server trims', files: port(' 4000 ') },
    { title: 'the last port', files: port('65535') },
    { title: 'a placeholder has its own rule', files: port('${port}') },
    { title: 'a template', files: port('{{ port }}') },
    { title: 'the multicast port under wka is not read', files: mcast('wka', 'x') },
    { title: 'clustering is off', files: change(port('x'), AXIS2, 'enable="true"', 'enable="false"') },
    {
      title: 'hazelcast.xml decides',
      files: { ...port('x'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'a letter among the digits in deployment.toml',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "wka"\nlocal_member_port = "400O"' }),
      at: ['is-2/deployment.toml:15:22 error'],
      says: /^\[clustering\] local_member_port is "400O"/,
    },
    {
      title: 'a letter',
      files: port('400O'),
      at: [`${AXIS2}:10:43 error`],
      says: /localMemberPort is "400O".*NumberFormatException: For input string: "400O"/,
      address: 'clustering/localMemberPort',
    },
    { title: 'nothing', files: port(''), at: [`${AXIS2}:10:9 error`] },
    { title: 'zero', files: port('0'), at: [`${AXIS2}:10:43 error`] },
    { title: 'beyond the last port', files: port('65536'), at: [`${AXIS2}:10:43 error`], says: /no server can listen/ },
    {
      title: 'the multicast port',
      files: mcast('multicast', '4556a'),
      at: [`${AXIS2}:7:37 error`],
      says: /mcastPort is/,
    },
  ],
});
