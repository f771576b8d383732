import rule from '../../../src/rules/registry/registry-mount-incomplete.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const MOUNT = '<mount path="/_system/governance" overwrite="true">';
const TARGET = '<targetPath>/_system/governance</targetPath>';

ruleTest(rule, {
  valid: [{ title: 'parts that a template fills in', files: registry(TARGET, '<targetPath>{{ t }}</targetPath>') }],
  invalid: [
    {
      title: 'no target path',
      files: registry(TARGET, ''),
      at: ['is-2/registry.xml:31:6 error'],
      says: /The mount of "\/_system\/governance" has no targetPath/,
      address: 'registry/mount[/_system/governance]',
      fixed: {
        'is-2/registry.xml':
          /<instanceId>instanceid<\/instanceId>\n {8}<targetPath>\/_system\/governance<\/targetPath>\n/,
      },
    },
    {
      title: 'no path',
      files: registry(MOUNT, '<mount overwrite="true">'),
      at: ['is-2/registry.xml:31:6 error'],
      says: /has no path attribute/,
      fixed: { 'is-2/registry.xml': /<mount overwrite="true" path="\/_system\/governance">/ },
    },
    {
      title: 'nothing but the path',
      files: registry(TARGET, '', registry(`${MOUNT}\n        <instanceId>instanceid</instanceId>`, MOUNT)),
      at: ['is-2/registry.xml:31:6 error'],
      says: /has no instanceId and targetPath/,
      fixed: {
        'is-2/registry.xml':
          /<instanceId>instanceid<\/instanceId>\s+<targetPath>\/_system\/governance<\/targetPath>\s+<\/mount>/,
      },
    },
    {
      title: 'config, whose place in the shared database has several conventions',
      files: registry('<targetPath>/_system/nodes</targetPath>', ''),
      at: ['is-2/registry.xml:26:6 error'],
      fixed: {},
    },
    {
      title: 'a misspelt element is none',
      files: registry(TARGET, '<targetpath>/_system/governance</targetpath>'),
      at: ['is-2/registry.xml:31:6 error'],
    },
  ],
});
