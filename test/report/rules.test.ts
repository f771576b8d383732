import { describe, expect, test } from '@jest/globals';
import { explainText, rulePage, rulesJson, rulesText } from '../../src/report/rules.js';
import { defineRule } from '../../src/rules/rule.js';
import { golden } from './golden.js';

const rule = defineRule({
  id: 'registry-mount-instance-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'A `<mount>` names a <remoteInstance> that is not there.',
  why: 'The server says so at debug level only and goes on without the mount, so the registry is not shared.',
  remedy: 'Add the `<remoteInstance>`, or correct `<instanceId>`.',
  sources: ['registry.xml of 5.3.0: `RegistryUtils.registerHandlerForRemoteLinks`'],
  examples: {
    bad: {
      title: 'no such instance',
      files: { 'registry.xml': '<mount path="/a">\n  <instanceId>x</instanceId>\n</mount>\n' },
    },
    good: {
      title: 'the instance is there',
      files: { 'registry.xml': '<remoteInstance><id>x</id></remoteInstance>\n' },
    },
  },
  check: () => {},
});

describe('rules', () => {
  test('as a list', () => {
    expect(rulesText([rule, { ...rule, id: 'x-y', severity: 'info' }]).split('\n')).toEqual([
      'registry-mount-instance-unresolved  error  node  A `<mount>` names a <remoteInstance> that is not there.',
      'x-y                                 info   node  A `<mount>` names a <remoteInstance> that is not there.',
      '',
    ]);
    expect(JSON.parse(rulesJson([rule]))).toMatchObject({ version: 1, rules: [{ id: rule.id, suppressable: true }] });
  });

  test('explained', () => {
    const text = explainText([rule], rule.id) ?? '';
    expect(text).toBe(golden('explain.txt', text));
    expect(explainText([rule], 'other')).toBeNull();
  });

  test('as a page', () => {
    expect(rulePage(rule)).toBe(golden('rule-page.md', rulePage(rule)));
    expect(rulePage({ ...rule, unsuppressable: true })).toContain('cannot be silenced');
  });
});
