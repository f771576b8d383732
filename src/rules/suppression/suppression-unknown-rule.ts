import { quote } from '../../text/message.js';
import { commentedXml } from '../example-suppression.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'suppression-unknown-rule',
  scope: 'suppression',
  severity: 'warning',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'a comment asks for silence of a rule that does not exist',
  why: 'It silences nothing; the finding it was written for is shown. Rules have one name each, written in full.',
  remedy: 'Write the name as the finding shows it; `wso2is-lint rules` lists them all.',
  sources: ['docs/suppressing.md', 'https://github.com/igorshubovych/markdownlint-cli/issues/41'],
  examples: {
    bad: {
      title: 'a mistyped name',
      files: { 'registry.xml': commentedXml('wso2is-lint: ignore[registry-instance-unused] kept for the migration') },
    },
    good: {
      title: 'the name of the rule',
      files: {
        'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused] kept for the migration'),
      },
    },
  },
  check(suppression, report) {
    if (suppression.kind === 'baseline' || suppression.mistake !== null) return;
    for (const { id, at, rule, hint } of suppression.rules) {
      if (rule !== null) continue;
      const message = `There is no rule ${quote(id)}, so this silences nothing.${hint}`;
      report({ at, message, discriminator: id, rules: [id] });
    }
  },
});
