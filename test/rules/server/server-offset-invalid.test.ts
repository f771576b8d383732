import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-offset-invalid.js';
import { change, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const offset = (text: string, node = 'is-2') => change(GOOD, `${node}/carbon.xml`, '<Offset>0</Offset>', text);
const script = (value: string, files = GOOD) => ({
  ...files,
  'is-2/bin/wso2server.sh': `#!/bin/sh\nexec java \\\n  -DportOffset=${value} \\\n  org.wso2.carbon.bootstrap.Bootstrap $*\n`,
});
const OLD = `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml"><Version>SNAPSHOT</Version><Ports><!-- <JMX>9999</JMX> --></Ports></Server>`;

const server = (more: string) => ({ '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\n${more}` });
const one = (more: string) => ({ 'is-2/deployment.toml': tomlCluster(server(more))['is-2/deployment.toml'] ?? '' });

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: none', files: one('') },
    { title: 'deployment.toml: a number in quotes', files: one('offset = "1"') },
    { title: 'deployment.toml: a placeholder', files: one('offset = "$env{OFFSET}"') },
    { title: 'an offset that a template fills in', files: offset('<Offset>{{ offset }}</Offset>') },
    { title: 'an offset from the environment', files: offset('<Offset>${OFFSET}</Offset>') },
    { title: 'a start script brings the missing one', files: script('1', offset('')) },
    { title: 'a start script that only the shell knows', files: script('$OFFSET', offset('')) },
    { title: 'a start script overrides a wrong one', files: script('1', offset('<Offset>one</Offset>')) },
    { title: 'no carbon.xml', files: without(GOOD, 'is-2/carbon.xml') },
    { title: 'the Ports of an early Carbon 3', files: { 'repository/conf/carbon.xml': OLD } },
    { title: 'the largest offset', files: offset('<Offset>54424</Offset>') },
    { title: 'a signed number', files: offset('<Offset>+5</Offset>') },
  ],
  invalid: [
    {
      title: 'deployment.toml: true',
      files: one('offset = true'),
      fixed: {},
      at: ['is-2/deployment.toml:4:10 error'],
      says: /^The port offset "true" \(\[server\] offset\) is not an integer/,
    },
    {
      title: 'deployment.toml: blanks',
      files: one('offset = " 1" # the second'),
      at: ['is-2/deployment.toml:4:11 error'],
      fixed: { 'is-2/deployment.toml': /^offset = "1" # the second$/m },
    },
    {
      title: 'deployment.toml: ports out of range',
      files: one('offset = 60000'),
      at: ['is-2/deployment.toml:4:10 error'],
      says: /\[server\] offset\) moves ports out of 1–65535.*HTTPS 9443 becomes 69443/,
    },
    {
      title: 'no offset',
      files: offset(''),
      at: ['is-2/carbon.xml:13:6 error'],
      says: /NullPointerException/,
      address: 'server/offset',
      fixed: {
        'is-2/carbon.xml': /10500<\/ThriftEntitlementReceivePort>\n {8}<Offset>0<\/Offset>\n {4}<\/Ports>/,
      },
    },
    {
      title: 'an empty offset',
      files: offset('<Offset> </Offset>'),
      at: ['is-2/carbon.xml:15:10 error'],
      fixed: { 'is-2/carbon.xml': /\n {8}<Offset>0<\/Offset>\n/ },
    },
    {
      title: 'an empty offset with a comment',
      files: offset('<Offset><!-- 0 --></Offset>'),
      at: ['is-2/carbon.xml:15:10 error'],
      fixed: { 'is-2/carbon.xml': /<Offset>0<!-- 0 --><\/Offset>/ },
    },
    {
      title: 'no Ports at all in a 4.0',
      files: { 'repository/conf/carbon.xml': '<Server><ServerKey>IS</ServerKey><Version>4.0.0</Version></Server>' },
      at: ['repository/conf/carbon.xml:1:2 error'],
      fixed: {
        'repository/conf/carbon.xml':
          '<Server><ServerKey>IS</ServerKey><Version>4.0.0</Version>\n<Ports>\n    <Offset>0</Offset>\n</Ports></Server>',
      },
    },
    {
      title: 'no Ports at all in a 5.8',
      files: { 'repository/conf/carbon.xml': '<Server><ServerKey>IS</ServerKey><Version>5.8.0</Version></Server>' },
      at: ['repository/conf/carbon.xml:1:2 error'],
    },
    {
      title: 'a word',
      files: offset('<Offset>one</Offset>'),
      at: ['is-2/carbon.xml:15:17 error'],
      says: /"one" \(Ports\/Offset\) is not an integer/,
      fixed: {},
    },
    {
      title: 'blanks',
      files: offset('<Offset> 1</Offset>'),
      at: ['is-2/carbon.xml:15:18 error'],
      says: /blanks.*such as 1\./,
      fixed: { 'is-2/carbon.xml': /<Offset>1<\/Offset>/ },
    },
    {
      title: 'a port above 65535',
      files: offset('<Offset>54425</Offset>'),
      at: ['is-2/carbon.xml:15:17 error'],
      says: /JMX server 11111 becomes 65536/,
      fixed: {},
    },
    {
      title: 'a port below 1',
      files: offset('<Offset>-9763</Offset>'),
      at: ['is-2/carbon.xml:15:17 error'],
      says: /HTTP 9763 becomes 0/,
    },
    {
      title: 'a word in the start script',
      files: script('one'),
      at: ['is-2/bin/wso2server.sh:3:16 error'],
      says: /-DportOffset/,
    },
  ],
});
