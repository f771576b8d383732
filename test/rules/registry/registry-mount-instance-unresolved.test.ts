import rule from '../../../src/rules/registry/registry-mount-instance-unresolved.js';
import { change, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FIXED = String(GOOD[pathOf('is-2/registry.xml')]);

const GOVERNANCE = '<instanceId>instanceid</instanceId>\n        <targetPath>/_system/governance';
const rename = (id: string) =>
  change(GOOD, 'is-2/registry.xml', GOVERNANCE, GOVERNANCE.replace('>instanceid<', `>${id}<`));

ruleTest(rule, {
  valid: [
    {
      title: 'a mount without a target path',
      files: change(rename('other'), 'is-2/registry.xml', '<targetPath>/_system/governance</targetPath>', ''),
    },
    {
      title: 'a mount without a path',
      files: change(rename('other'), 'is-2/registry.xml', '<mount path="/_system/governance"', '<mount'),
    },

    { title: 'a blank, which has a rule of its own', files: rename('instanceid ') },
    {
      title: 'an instance without an id',
      files: change(rename('other'), 'is-2/registry.xml', '<id>instanceid</id>', ''),
    },
    { title: 'an instance id that a template fills in', files: rename('{{ instance }}') },
    {
      title: 'an incomplete mount, which the server skips anyway',
      files: change(GOOD, 'is-2/registry.xml', GOVERNANCE, '<targetPath>/_system/governance'),
    },
    {
      title: 'a commented mount',
      files: change(
        GOOD,
        'is-2/registry.xml',
        '<versionResourcesOnChange>',
        '<!-- <mount path="/a"><instanceId>none</instanceId><targetPath>/a</targetPath></mount> --><versionResourcesOnChange>',
      ),
    },
  ],
  invalid: [
    {
      title: 'another case',
      files: rename('instanceID'),
      at: ['is-2/registry.xml:32:21 error'],
      says: /"instanceID", but registry\.xml defines "instanceid".*Did you mean "instanceid"\?/,
      address: 'registry/mount[/_system/governance]/instanceId',
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'another name beside one instance',
      files: rename('configMount'),
      at: ['is-2/registry.xml:32:21 error'],
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'another name beside several',
      files: change(
        rename('configMount'),
        'is-2/registry.xml',
        '<remoteInstance url',
        '<remoteInstance url="a"><id>b</id><dbConfig>wso2registry_registry</dbConfig></remoteInstance>\n    <remoteInstance url',
      ),
      at: ['is-2/registry.xml:33:21 error'],
      fixed: {},
    },
    {
      title: 'no remote instance at all',
      files: Object.fromEntries(
        Object.entries(GOOD).map(([path, text]) => [
          path,
          String(text).replace(/<remoteInstance[\s\S]*<\/remoteInstance>/, ''),
        ]),
      ),
      at: ['is-2/registry.xml:21:21 error', 'is-2/registry.xml:26:21 error'],
      says: /defines no remote instance/,
      fixed: {},
    },
  ],
});
