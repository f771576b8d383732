import rule from '../../../src/rules/registry/registry-remote-instance-dbconfig-unresolved.js';
import { change, type Files, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FIXED = String(GOOD[pathOf('is-2/registry.xml')]);

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const DB_CONFIG = '<dbConfig>wso2registry_registry</dbConfig>';
const named = (name: string): Files => registry(DB_CONFIG, `<dbConfig>${name}</dbConfig>`);

ruleTest(rule, {
  valid: [
    { title: 'a template', files: named('{{ db }}') },
    { title: 'a blank, which has a rule of its own', files: named(' wso2registry_registry') },
    {
      title: 'a dbConfig of a doubled name may be meant',
      files: registry('name="wso2registry_registry"', 'name="wso2registry"'),
    },
    { title: 'a name that a template makes', files: registry('name="wso2registry_registry"', 'name="{{ db }}"') },
    {
      title: 'an instance over the Atom API',
      files: registry(DB_CONFIG, '<dbConfig>none</dbConfig><username>u</username><password>p</password>'),
    },
  ],
  invalid: [
    {
      title: 'a name that is not there',
      files: named('wso2registry_regsitry'),
      at: ['is-2/registry.xml:20:19 error'],
      says: [
        /uses the dbConfig "wso2registry_regsitry", but registry\.xml defines "wso2registry" and "wso2registry_registry"/,
        /Did you mean/,
      ],
      address: 'registry/remoteInstance[instanceid]/dbConfig',
      fixed: { 'is-2/registry.xml': FIXED },
    },
    { title: 'an empty one', files: named(''), at: ['is-2/registry.xml:20:9 error'], fixed: {} },
  ],
});
