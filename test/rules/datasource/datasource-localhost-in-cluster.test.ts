import rule from '../../../src/rules/datasource/datasource-localhost-in-cluster.js';
import { change, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const [ONE, TWO] = ['is-1/datasources/master-datasources.xml', 'is-2/datasources/master-datasources.xml'];
const HOST = 'db.example.com';
const both = change(change(GOOD, ONE, HOST, 'localhost'), TWO, HOST, '127.0.0.1');

ruleTest(rule, {
  valid: [
    {
      title: 'one node on the database host',
      files: change(change(GOOD, ONE, HOST, 'localhost'), TWO, HOST, '10.0.0.11'),
    },
    {
      title: 'nobody knows the hosts',
      files: ['is-1', 'is-2'].reduce((files, node) => without(files, `${node}/axis2/axis2.xml`), both),
    },
    {
      title: 'files that are not committed',
      files: ['user-mgt.xml', 'identity/identity.xml', 'consent-mgt-config.xml'].reduce(
        (files, name) => without(files, `is-1/${name}`),
        both,
      ),
    },
  ],
  invalid: [
    {
      title: 'two hosts, each its own',
      files: both,
      at: ['is-1/datasources/master-datasources.xml:17:26 warning'],
      says: /^For users, identity and consent, is-1 and is-2 each use the database server of their own host/,
      related: ['is-2/datasources/master-datasources.xml:38:26'],
    },
  ],
});
