import rule from '../../../src/rules/server/server-file-missing.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const lacks = (...names: string[]) => names.reduce((files, name) => without(files, `is-2/${name}`), GOOD);
const third = (files = GOOD) => copyNode(files, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });

ruleTest(rule, {
  valid: [
    { title: 'a file of no account', files: lacks('tomcat/catalina-server.xml', 'identity/embedded-ldap.xml') },
    { title: 'node 1 of the clustering guide needs no registry.xml', files: without(GOOD, 'is-1/registry.xml') },
    {
      title: 'an overlay of two files',
      files: lacks('user-mgt.xml', 'identity/identity.xml', 'registry.xml', 'carbon.xml'),
    },
    { title: 'most nodes do without', files: without(without(third(), 'is-2/user-mgt.xml'), 'is-3/user-mgt.xml') },
    {
      title: 'a node of another layout',
      files: Object.fromEntries(
        Object.entries(lacks('user-mgt.xml')).map(([path, text]) => [
          path.replace('is-2/repository/conf/', 'is-2/conf/'),
          text,
        ]),
      ),
    },
    {
      title: 'no registry.xml while the database of the pack’s own is a template’s',
      files: change(
        lacks('registry.xml'),
        'is-2/datasources/master-datasources.xml',
        'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
        '{{ url }}',
      ),
    },
    {
      title: 'one TOML node beside two XML nodes',
      files: { ...third(lacks('user-mgt.xml')), 'is-3/repository/conf/deployment.toml': '[server]\n' },
    },
    { title: 'a malformed file is there', files: { ...GOOD, 'is-2/repository/conf/user-mgt.xml': '<UserManager' } },
    {
      title: 'a node of the TOML era',
      files: { ...lacks('user-mgt.xml'), 'is-2/repository/conf/deployment.toml': '[server]\n' },
    },
  ],
  invalid: [
    {
      title: 'no user-mgt.xml',
      files: lacks('user-mgt.xml'),
      at: ['is-2/axis2/axis2.xml:1:1 warning'],
      says: /is-1 commits user-mgt\.xml, is-2 does not.*embedded LDAP/,
      related: ['is-1/user-mgt.xml:1:1'],
      address: 'user-mgt.xml',
    },
    {
      title: 'no axis2.xml',
      files: lacks('axis2/axis2.xml'),
      at: ['is-2/carbon.xml:1:1 warning'],
      says: /clustering off/,
    },
    { title: 'no carbon.xml', files: lacks('carbon.xml'), at: ['is-2/axis2/axis2.xml:1:1 warning'] },
    {
      title: 'no datasources',
      files: lacks('datasources/master-datasources.xml'),
      at: ['is-2/axis2/axis2.xml:1:1 warning'],
    },
    { title: 'no identity.xml', files: lacks('identity/identity.xml'), at: ['is-2/axis2/axis2.xml:1:1 warning'] },
    {
      title: 'no registry.xml on the node that should mount',
      files: lacks('registry.xml'),
      at: ['is-2/axis2/axis2.xml:1:1 warning'],
      says: /unshared registry/,
    },
    {
      title: 'two peers have it',
      files: third(lacks('user-mgt.xml')),
      at: ['is-2/axis2/axis2.xml:1:1 warning'],
      says: /is-1 and is-3 commit user-mgt\.xml/,
    },
  ],
});
