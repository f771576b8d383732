import { commentedXml } from '../example-suppression.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'suppression-invalid',
  scope: 'suppression',
  severity: 'warning',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'a comment asks for silence in a way that is not understood',
  why: 'It silences nothing: the rules must stand in square brackets, a reason must follow, and an end is a day of the calendar. An end that is not understood counts as passed.',
  remedy: 'Write `wso2is-lint: ignore[RULE] until=YYYY-MM-DD reason`; `until` may be left out, the reason may not.',
  sources: ['docs/suppressing.md', 'https://github.com/spotbugs/spotbugs/issues/918'],
  examples: {
    bad: {
      title: 'no reason',
      files: { 'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused]') },
    },
    good: {
      title: 'a reason',
      files: {
        'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused] kept for the migration'),
      },
    },
  },
  check(suppression, report) {
    if (suppression.kind === 'baseline' || suppression.mistake === null) return;
    report({
      at: suppression.at,
      message: `This silences nothing: ${suppression.mistake}.`,
      discriminator: suppression.rules.map(({ id }) => id).join(),
    });
  },
});
