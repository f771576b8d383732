import rule from '../../../src/rules/registry/registry-mount-path-duplicate.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const CONFIG = 'path="/_system/config"';
const TARGET = '<targetPath>/_system/nodes</targetPath>';
const twice = registry(CONFIG, 'path="/_system/governance"');

ruleTest(rule, {
  valid: [
    {
      title: 'two paths that a template makes',
      files: registry(CONFIG, 'path="{{ p }}"', registry('path="/_system/governance"', 'path="{{ p }}"')),
    },
    {
      title: 'a mount without an instance leaves its path free',
      files: registry(`<instanceId>instanceid</instanceId>\n        ${TARGET}`, TARGET, twice),
    },
    { title: 'two mounts without a path', files: registry(CONFIG, '', registry('path="/_system/governance"', '')) },

    { title: 'a path that a template makes', files: registry(CONFIG, 'path="{{ p }}"') },
    { title: 'an incomplete mount leaves its path free', files: registry(TARGET, '', twice) },
    { title: 'another case', files: registry(CONFIG, 'path="/_system/Governance"') },
  ],
  invalid: [
    {
      title: 'the same path',
      files: twice,
      at: ['is-2/registry.xml:31:18 error'],
      says: /Two mounts have the path "\/_system\/governance"/,
      related: ['is-2/registry.xml:26:18'],
      address: 'registry/mount[/_system/governance]/@path',
    },
  ],
});
