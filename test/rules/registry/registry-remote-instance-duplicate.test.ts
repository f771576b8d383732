import rule from '../../../src/rules/registry/registry-remote-instance-duplicate.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const second = (id: string): Files =>
  registry(
    '<mount path="/_system/config"',
    `<remoteInstance url="u"><id>${id}</id><dbConfig>wso2registry_registry</dbConfig></remoteInstance>\n<mount path="/_system/config"`,
  );

ruleTest(rule, {
  valid: [
    {
      title: 'two ids that a template makes',
      files: registry('<id>instanceid</id>', '<id>{{ id }}</id>', second('{{ id }}')),
    },
    {
      title: 'two without an id, which another rule speaks of',
      files: registry('<id>instanceid</id>', '', registry('<id>other</id>', '', second('other'))),
    },

    { title: 'another id', files: second('other') },
    { title: 'another case', files: second('instanceID') },
    { title: 'a template', files: second('{{ id }}') },
  ],
  invalid: [
    {
      title: 'the same id',
      files: second('instanceid'),
      at: ['is-2/registry.xml:26:33 error'],
      says: /"Two remote instances can't have the same id\."/,
      related: ['is-2/registry.xml:19:13'],
      address: 'registry/remoteInstance[instanceid]/id',
    },
  ],
});
