import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/user-store/user-store-embedded-ldap-in-cluster.js';
import { change, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const DIGEST = '<Property name="PasswordDigest">';
const url = (text: string, files = GOOD, nodes = ['is-1', 'is-2']) =>
  nodes.reduce(
    (all, node) =>
      change(all, `${node}/user-mgt.xml`, DIGEST, `<Property name="ConnectionURL">${text}</Property>${DIGEST}`),
    files,
  );
const running = ['is-1', 'is-2'].reduce(
  (all, node) => change(all, `${node}/identity/embedded-ldap.xml`, '"enable">false', '"enable">true'),
  GOOD,
);
const PORT = '${Ports.EmbeddedLDAP.LDAPServerPort}';
const uncommitted = ['is-1', 'is-2'].reduce((all, node) => without(all, `${node}/identity/embedded-ldap.xml`), GOOD);
const one = (files: typeof GOOD) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('is-1/')));

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: users in a database', files: tomlCluster() },

    { title: 'an embedded LDAP that nobody uses', files: running },
    { title: 'one node of two', files: url(`ldap://localhost:${PORT}`, running, ['is-1']) },
    { title: 'a lone node', files: one(url(`ldap://localhost:${PORT}`, running)) },
    { title: 'another LDAP server on the machine', files: url('ldap://localhost:10389') },
    { title: 'another port of the machine', files: url('ldap://localhost:389', running) },
    { title: 'a directory of the network', files: url('ldap://ldap.example.com:10389', running) },
    { title: 'a template', files: url('{{ ldap }}', running) },
    {
      title: 'a literal port while nothing tells whether the embedded LDAP runs',
      files: url('ldap://localhost:10389', uncommitted),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: the store that 5.9 to 5.11 ship',
      files: tomlCluster({
        '[user_store]':
          'type = "read_write_ldap"\nconnection_url = "ldap://localhost:${Ports.EmbeddedLDAP.LDAPServerPort}"\nconnection_name = "uid=admin,ou=system"\nconnection_password = "s3nt1nel"\nbase_dn = "dc=wso2,dc=org"',
      }),
      at: ['is-1/deployment.toml:12:19 error'],
      says: /\[user_store\] must lead every node to one directory or database/,
      related: ['is-2/deployment.toml:12:19'],
    },

    {
      title: 'the stock address',
      files: url(`ldap://localhost:${PORT}`, running),
      at: ['is-1/user-mgt.xml:21:44 error'],
      says: /is-1 and is-2 keep the users in the LDAP server embedded in each node/,
      related: ['is-2/user-mgt.xml:21:44'],
      address: 'userMgt/userStore[PRIMARY]/ConnectionURL',
    },
    {
      title: 'the stock address without embedded-ldap.xml, which the pack starts',
      files: url(`ldap://localhost:${PORT}`, uncommitted),
      at: ['is-1/user-mgt.xml:21:44 error'],
    },
    {
      title: 'the literal port of the running server',
      files: url('ldap://127.0.0.1:10389', running),
      at: ['is-1/user-mgt.xml:21:44 error'],
    },
    {
      title: 'one configuration for many servers',
      files: one(
        change(
          url(`ldap://localhost:${PORT}`, running),
          'is-1/axis2/axis2.xml',
          '"membershipScheme">wka',
          '"membershipScheme">aws',
        ),
      ),
      at: ['is-1/user-mgt.xml:21:44 error'],
      says: /is-1, which serves several servers, keeps/,
    },
  ],
});
