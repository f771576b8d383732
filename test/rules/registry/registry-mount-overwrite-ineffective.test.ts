import rule from '../../../src/rules/registry/registry-mount-overwrite-ineffective.js';
import { change, type Files, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FIXED = String(GOOD[pathOf('is-2/registry.xml')]);

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const MOUNT = '<mount path="/_system/governance" overwrite="true">';
const overwrite = (text: string): Files => registry(MOUNT, MOUNT.replace(' overwrite="true"', text));

ruleTest(rule, {
  valid: [
    { title: 'virtual', files: overwrite(' overwrite="virtual"') },
    { title: 'true in another case', files: overwrite(' overwrite="TRUE"') },
    { title: 'a template', files: overwrite(' overwrite="{{ o }}"') },
    {
      title: 'a mount that is left out anyway',
      files: registry('<targetPath>/_system/governance</targetPath>', '', overwrite('')),
    },
  ],
  invalid: [
    {
      title: 'the sample',
      files: overwrite(' overwrite="true|false|virtual"'),
      at: ['is-2/registry.xml:31:50 error'],
      says: [/has overwrite="true\|false\|virtual", which the server reads as false/, /A resource already exists/],
      address: 'registry/mount[/_system/governance]/@overwrite',
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'none',
      files: overwrite(''),
      at: ['is-2/registry.xml:31:6 error'],
      says: /has no overwrite attribute/,
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'yes',
      files: overwrite(' overwrite="yes"'),
      at: ['is-2/registry.xml:31:50 error'],
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'a misspelt virtual',
      files: overwrite(' overwrite="virtaul"'),
      at: ['is-2/registry.xml:31:50 error'],
      fixed: { 'is-2/registry.xml': FIXED.replace(MOUNT, MOUNT.replace('true', 'virtual')) },
    },
    {
      title: 'false',
      files: overwrite(' overwrite="false"'),
      at: ['is-2/registry.xml:31:50 error'],
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'on the config registry with a slash at the end',
      files: registry('path="/_system/config" overwrite="true"', 'path="/_system/config/"'),
      at: ['is-2/registry.xml:26:6 error'],
    },
    {
      title: 'elsewhere, where nothing need exist',
      files: registry('path="/_system/config" overwrite="true"', 'path="/_system/config/themes"'),
      at: ['is-2/registry.xml:26:6 warning'],
      says: /where a collection exists already/,
    },
  ],
});
