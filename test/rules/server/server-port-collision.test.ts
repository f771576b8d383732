import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-port-collision.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

/** Both nodes on 10.0.0.11, told apart by their member ports. */
const onOneHost = (offset: string) => {
  let files = change(GOOD, 'is-2/axis2/axis2.xml', '"localMemberHost">10.0.0.12', '"localMemberHost">10.0.0.11');
  files = change(files, 'is-2/axis2/axis2.xml', '"localMemberPort">4000', '"localMemberPort">4001');
  files = change(
    files,
    'is-1/axis2/axis2.xml',
    '<hostName>10.0.0.12</hostName>\n                <port>4000',
    '<hostName>10.0.0.11</hostName>\n                <port>4001',
  );
  return change(files, 'is-2/carbon.xml', '<Offset>0</Offset>', `<Offset>${offset}</Offset>`);
};
const third = copyNode(onOneHost('0'), 'is-2', 'is-3', { '4001': '4002' });

const config = (files: typeof GOOD, second: string) => ({
  ...files,
  '.wso2is-lint.yml': `clusters:
  prod:
    nodes:
      is-1: { path: is-1, host: 10.0.0.11 }
      is-2: { path: is-2, host: ${second} }
`,
});

const withThird = (files: typeof GOOD) =>
  change(
    files,
    '.wso2is-lint.yml',
    'is-2, host: 10.0.0.11 }',
    'is-2, host: 10.0.0.11 }\n      is-3: { path: is-3, host: 10.0.0.11 }',
  );

const LOCAL =
  'membership_scheme = "wka"\nlocal_member_host = "10.0.1.11"\nmembers = ["10.0.1.11:4000", "10.0.1.11:4001"]';
const onOne = (first: string, second: string) =>
  tomlCluster(
    {
      '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.11"\n${first}`,
      '[clustering]': `${LOCAL}\nlocal_member_port = "4000"`,
    },
    {
      '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.11"\n${second}`,
      '[clustering]': `${LOCAL}\nlocal_member_port = "4001"`,
    },
  );

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: an offset', files: onOne('', 'offset = 1') },
    {
      title: 'deployment.toml: other ports',
      files: onOne('', '[transport.https.properties]\nport = 9444\n[transport.http.properties]\nport = 9764'),
    },
    { title: 'the user says there are two machines', files: config(onOneHost('0'), '10.0.0.12') },
    { title: 'one offset on two hosts', files: GOOD },
    { title: 'another offset on one host', files: onOneHost('1') },
    { title: 'an offset that a template fills in', files: onOneHost('{{ offset }}') },
    {
      title: 'a copied localMemberHost with the same port is a copy, not one machine',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '"localMemberHost">10.0.0.12', '"localMemberHost">10.0.0.11'),
    },
    {
      title: 'a start script moves the ports',
      files: {
        ...onOneHost('0'),
        'is-2/bin/wso2server.sh': 'java -DportOffset=1 org.wso2.carbon.bootstrap.Bootstrap\n',
      },
    },
    {
      title: 'a member port that only the shell knows leaves a copy possible',
      files: change(onOneHost('0'), 'is-2/axis2/axis2.xml', '"localMemberPort">4001', '"localMemberPort">${PORT}'),
    },
    { title: 'no carbon.xml', files: without(onOneHost('0'), 'is-2/carbon.xml') },
  ],
  invalid: [
    {
      title: 'deployment.toml: one machine, no offset',
      files: onOne('', 'offset = 0'),
      at: ['is-2/deployment.toml:4:10 error'],
      says: /HTTPS 9443.*Give each its own \[server\] offset/,
    },
    {
      title: 'deployment.toml: a port that is where the offset moves another',
      files: onOne('offset = 1', '[transport.https.properties]\nport = 9444'),
      at: ['is-2/deployment.toml:1:1 error'],
    },
    {
      title: 'three nodes of which one has moved too little',
      files: change(third, 'is-3/carbon.xml', '<Offset>0</Offset>', '<Offset>1112</Offset>'),
      at: ['is-2/carbon.xml:15:17 error'],
      says: /is-1, is-2 and is-3 .* do not keep them apart/,
    },
    {
      title: 'the user says there is one machine',
      files: config(GOOD, '10.0.0.11'),
      at: ['is-2/carbon.xml:15:17 error'],
      fixed: { 'is-2/carbon.xml': /<Offset>1<\/Offset>/ },
    },
    {
      title: 'deployment.toml: the user says there is one machine',
      files: config(onOne('', ''), '10.0.0.11'),
      at: ['is-2/deployment.toml:1:1 error'],
      fixed: { 'is-2/deployment.toml': /\nnode_ip = "10\.0\.1\.11"\noffset = 1\n\n/ },
    },
    {
      title: 'an offset of another node is taken',
      files: withThird(config(third, '10.0.0.11')),
      at: ['is-2/carbon.xml:15:17 error'],
      fixed: { 'is-2/carbon.xml': /<Offset>1</, 'is-3/carbon.xml': /<Offset>2</ },
    },
    {
      title: 'a start script says the offset',
      files: {
        ...config(GOOD, '10.0.0.11'),
        'is-2/bin/wso2server.sh': 'java -DportOffset=0 org.wso2.carbon.bootstrap.Bootstrap\n',
      },
      at: ['is-2/bin/wso2server.sh:1:19 error'],
      fixed: {},
    },
    {
      title: 'one offset on one host',
      files: onOneHost('0'),
      at: ['is-2/carbon.xml:15:17 error'],
      says: [
        /is-1 and is-2 run on one machine \("10\.0\.0\.11"\) and both have port offset 0/,
        /Address already in use/,
      ],
      related: ['is-1/carbon.xml:15:17'],
      address: 'server/offset',
      fixed: {},
    },
    {
      title: 'three nodes are one finding',
      files: third,
      at: ['is-2/carbon.xml:15:17 error'],
      says: /is-1, is-2 and is-3 run on one machine/,
      related: ['is-1/carbon.xml:15:17', 'is-3/carbon.xml:15:17'],
    },
    {
      title: 'offsets differ, one port of each does not',
      files: onOneHost('1112'),
      at: ['is-2/carbon.xml:15:17 error'],
      says: /do not keep them apart/,
    },
  ],
});
