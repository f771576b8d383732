import rule from '../../../src/rules/clustering/clustering-parameter-placeholder.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const set = (name: string, from: string, text: string, files: Files = GOOD) =>
  change(files, AXIS2, `"${name}">${from}<`, `"${name}">${text}<`);
const host = (text: string, files?: Files) => set('localMemberHost', '10.0.0.12', text, files);

ruleTest(rule, {
  valid: [
    {
      title: 'from 5.10 on the server replaces it',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "wka"\nlocal_member_host = "${carbon.local.ip}"' }),
    },
    { title: 'a template', files: host('{{ ip }}') },
    {
      title: 'members, where the server does replace them',
      files: change(GOOD, AXIS2, '<hostName>10.0.0.11', '<hostName>${peer}'),
    },
    { title: 'clustering is off', files: change(host('${ip}'), AXIS2, 'enable="true"', 'enable="false"') },
    { title: 'a host that a platform overwrites', files: change(host('${ip}'), AXIS2, '>wka<', '>aws<') },
    { title: 'another product', files: change(host('${ip}'), 'is-2/carbon.xml', '<ServerKey>IS<', '<ServerKey>ESB<') },
    {
      title: 'a start script that fills them in',
      files: {
        ...host('${ip}'),
        'is-2/Dockerfile': 'FROM wso2is\nCMD envsubst < axis2.xml.in > axis2.xml && wso2server.sh\n',
      },
    },
    {
      title: 'hazelcast.xml decides',
      files: { ...host('${ip}'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'a start script that does something else',
      files: { ...host('${ip}'), 'is-2/Dockerfile': 'FROM wso2is\nCMD wso2server.sh\n' },
      at: [`${AXIS2}:9:43 error`],
    },
    {
      title: 'the host',
      files: host('${local.ip}'),
      at: [`${AXIS2}:9:43 error`],
      says: /localMemberHost is "\$\{local\.ip\}".*as the address peers connect to/,
      address: 'clustering/localMemberHost',
    },
    {
      title: 'the port',
      files: set('localMemberPort', '4000', '${port}'),
      at: [`${AXIS2}:10:43 error`],
      says: /NumberFormatException/,
    },
    {
      title: 'the domain, under any scheme',
      files: change(set('domain', 'iam.example.com', 'iam.${stage}'), AXIS2, '>wka<', '>aws<'),
      at: [`${AXIS2}:8:34 error`],
      says: /as the name of the cluster/,
    },
  ],
});
