import rule from '../../../src/rules/registry/registry-remote-instance-unused.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const add = (id: string, files: Files = GOOD): Files =>
  registry(
    '<mount path="/_system/config"',
    `<remoteInstance url="u"><id>${id}</id><dbConfig>wso2registry_registry</dbConfig></remoteInstance>\n<mount path="/_system/config"`,
    files,
  );
const GOVERNANCE = '<instanceId>instanceid</instanceId>\n        <targetPath>/_system/governance';

ruleTest(rule, {
  valid: [
    { title: 'no registry.xml', files: without(GOOD, 'is-2/registry.xml') },

    { title: 'an id that a template makes', files: add('{{ id }}') },
    {
      title: 'a mount that a template fills in',
      files: add('other', registry(GOVERNANCE, GOVERNANCE.replace('instanceid', '{{ id }}'))),
    },
    {
      title: 'a mount that names none of the instances',
      files: add('other', registry(GOVERNANCE, GOVERNANCE.replace('instanceid', 'othre'))),
    },
    {
      title: 'a mount without an instance',
      files: add('other', registry(GOVERNANCE, '<targetPath>/_system/governance')),
    },
  ],
  invalid: [
    {
      title: 'an instance beside the one that is used',
      files: add('other'),
      at: ['is-2/registry.xml:26:33 warning'],
      says: /The remoteInstance "other" is named by no mount/,
      address: 'registry/remoteInstance[other]/id',
    },
    {
      title: 'no mount at all',
      files: {
        ...GOOD,
        'is-2/repository/conf/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']).replace(
          /<mount[\s\S]*<\/mount>/,
          '',
        ),
      },
      at: ['is-2/registry.xml:19:13 warning'],
    },
  ],
});
