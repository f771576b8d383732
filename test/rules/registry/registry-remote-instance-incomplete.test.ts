import rule from '../../../src/rules/registry/registry-remote-instance-incomplete.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const DB_CONFIG = '<dbConfig>wso2registry_registry</dbConfig>';

ruleTest(rule, {
  valid: [
    { title: 'no registry.xml', files: without(GOOD, 'is-2/registry.xml') },

    {
      title: 'an instance over the Atom API',
      files: registry(DB_CONFIG, '<username>u</username><password>p</password>'),
    },
    { title: 'an id that a template makes', files: registry('<id>instanceid</id>', '<id>{{ id }}</id>') },
  ],
  invalid: [
    {
      title: 'no id',
      files: registry('<id>instanceid</id>', ''),
      at: ['is-2/registry.xml:18:6 error'],
      says: /Caused by: null/,
      fixed: {
        'is-2/registry.xml': /<registryRoot>\/<\/registryRoot>\n {8}<id>instanceid<\/id>\n {4}<\/remoteInstance>/,
      },
    },
    {
      title: 'no dbConfig',
      files: registry(DB_CONFIG, ''),
      at: ['is-2/registry.xml:18:6 error'],
      says: /The remoteInstance "instanceid" has no dbConfig/,
      address: 'registry/remoteInstance[instanceid]/dbConfig',
      fixed: {},
    },
    {
      title: 'a user without a password is no Atom instance',
      files: registry(DB_CONFIG, '<username>u</username>'),
      at: ['is-2/registry.xml:18:6 error'],
    },
  ],
});
