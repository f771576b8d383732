import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-hostname-mismatch.js';
import { change, copyNode, GOOD, without, withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const host = (text: string) => change(GOOD, 'is-2/carbon.xml', '<HostName>is.example.com', `<HostName>${text}`);
const management = (text: string, files = GOOD) =>
  change(files, 'is-2/carbon.xml', '<MgtHostName>is.example.com', `<MgtHostName>${text}`);
const SUBDOMAIN = (name: string) =>
  `<parameter name="properties"><property name="subDomain" value="${name}"/></parameter>`;
const SYNC = (commit: string) =>
  `<DeploymentSynchronizer><Enabled>true</Enabled><AutoCommit>${commit}</AutoCommit></DeploymentSynchronizer>`;
const LINE = '<HostName>is.example.com</HostName>';

const named = (name: string) => ({ '[server]': `${name}\nnode_ip = "10.0.1.HOST"` });
const PIECE = '[server]\nnode_ip = "10.0.1.12"\n[database.identity_db]\ntype = "mysql"\n';

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: another case, and a name of the environment',
      files: tomlCluster(named('hostname = "iam.example.com"'), named('hostname = "IAM.example.com"')),
    },
    {
      title: 'deployment.toml: a placeholder',
      files: tomlCluster(named('hostname = "iam.example.com"'), named('hostname = "$env{HOST}"')),
    },
    { title: 'a piece without it', files: { ...tomlCluster(), 'is-2/deployment.toml': PIECE } },
    {
      title: 'deployment.toml: a console of its own, which only some versions know',
      files: tomlCluster({}, named('hostname = "iam.example.com"\nmgt_console_hostname = "mgt.example.com"')),
    },
    { title: 'a host name that a template fills in', files: host('{{ host }}') },
    { title: 'another case', files: host('IS.example.com') },
    { title: 'a blank too many', files: host('is.example.com ') },
    { title: 'no host name on one node', files: change(GOOD, 'is-2/carbon.xml', LINE, '') },
    { title: 'no carbon.xml', files: without(GOOD, 'is-2/carbon.xml') },
    {
      title: 'a worker beside a manager',
      files: management(
        'mgt.example.com',
        change(
          GOOD,
          'is-2/registry.xml',
          '<readOnly>false</readOnly>\n    <enableCache>',
          '<readOnly>true</readOnly>\n    <enableCache>',
        ),
      ),
    },
    {
      title: 'sub-domains of a worker and a manager',
      files: change(
        change(management('mgt.example.com'), 'is-1/axis2/axis2.xml', '<members>', `${SUBDOMAIN('mgt')}<members>`),
        'is-2/axis2/axis2.xml',
        '<members>',
        `${SUBDOMAIN('worker')}<members>`,
      ),
    },
    {
      title: 'one that commits artefacts and one that fetches them',
      files: change(
        change(management('mgt.example.com'), 'is-1/carbon.xml', '</Server>', `${SYNC('true')}</Server>`),
        'is-2/carbon.xml',
        '</Server>',
        `${SYNC('false')}</Server>`,
      ),
    },
    {
      title: 'another product, whose nodes have roles',
      files: change(
        change(host('other.example.com'), 'is-1/carbon.xml', '<ServerKey>IS<', '<ServerKey>AM<'),
        'is-2/carbon.xml',
        '<ServerKey>IS<',
        '<ServerKey>AM<',
      ),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: another name',
      files: tomlCluster({}, named('hostname = "is-2.example.com"')),
      at: ['is-1/deployment.toml:2:13 warning'],
      says: /^is-1 has \[server\] hostname "iam\.example\.com", is-2 has "is-2\.example\.com"/,
      related: ['is-2/deployment.toml:2:13'],
      address: 'server/hostName',
      fixed: {},
    },
    {
      title: 'deployment.toml: no name of the console beside that of the reference',
      files: withReference(
        tomlCluster(
          named('hostname = "iam.example.com"\nmgt_console_hostname = "mgt.example.com" # of the load balancer'),
          named('hostname = "iam.example.com"'),
        ),
      ),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:3:25 warning'],
      fixed: {
        'is-2/deployment.toml':
          /^\[server\]\nhostname = "iam\.example\.com"\nnode_ip = "10\.0\.1\.12"\nmgt_console_hostname = "mgt\.example\.com"\n\n/,
      },
    },
    {
      title: 'another HostName than that of the reference',
      files: withReference(host('is-2.example.com<!-- old -->')),
      at: ['is-1/carbon.xml:9:15 warning'],
      fixed: {},
    },
    {
      title: 'deployment.toml: a console of its own',
      files: tomlCluster({}, named('hostname = "iam.example.com"\nmgt_console_hostname = "mgt.example.com"')),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:2:13 warning'],
      says: /\[server\] mgt_console_hostname/,
    },
    {
      title: 'another HostName',
      files: host('is-2.example.com'),
      at: ['is-1/carbon.xml:9:15 warning'],
      says: /is-1 has HostName "is\.example\.com", is-2 has "is-2\.example\.com"/,
      related: ['is-2/carbon.xml:9:15'],
      address: 'server/hostName',
    },
    {
      title: 'another MgtHostName of nodes with one sub-domain',
      files: change(
        change(management('mgt.example.com'), 'is-1/axis2/axis2.xml', '<members>', `${SUBDOMAIN('mgt')}<members>`),
        'is-2/axis2/axis2.xml',
        '<members>',
        `${SUBDOMAIN('mgt')}<members>`,
      ),
      at: ['is-1/carbon.xml:10:18 warning'],
    },
    { title: 'another MgtHostName', files: management('mgt.example.com'), at: ['is-1/carbon.xml:10:18 warning'] },
    {
      title: 'both names are one finding',
      files: management('is-2.example.com', host('is-2.example.com')),
      at: ['is-1/carbon.xml:9:15 warning'],
    },
    {
      title: 'a majority whose name was never changed is no example',
      files: copyNode(
        change(
          change(GOOD, 'is-2/carbon.xml', '<HostName>is.example.com', '<HostName>localhost'),
          'is-1/carbon.xml',
          '<HostName>is.example.com',
          '<HostName>localhost',
        ),
        'is-1',
        'is-3',
        { '10.0.0.11': '10.0.0.13', '<HostName>localhost': '<HostName>is.example.com' },
      ),
      at: ['is-3/carbon.xml:9:15 warning'],
      fixed: {},
    },
    {
      title: 'a majority blames the third',
      files: copyNode(host('is-2.example.com'), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:9:15 warning'],
      fixed: { 'is-2/carbon.xml': String(GOOD['is-2/repository/conf/carbon.xml']) },
    },
  ],
});
