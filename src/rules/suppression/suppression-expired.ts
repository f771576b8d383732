import { quote } from '../../text/message.js';
import { commentedXml } from '../example-suppression.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'suppression-expired',
  scope: 'suppression',
  severity: 'warning',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'a suppression has run out, and its finding is still there',
  why: 'Somebody set a day until which the finding was to be mended. That day has passed, so the finding is shown again.',
  remedy: 'Mend the finding and delete the suppression, or give it another day with a reason that still holds.',
  sources: [
    'docs/suppressing.md',
    'https://github.com/glsec/glsec/issues/398',
    'https://github.com/mick-gsk/drift/issues/461',
  ],
  examples: {
    bad: {
      title: 'the day has passed',
      files: {
        'registry.xml': commentedXml(
          'wso2is-lint: ignore[registry-remote-instance-unused] until=2024-03-31 kept for the migration',
        ),
      },
    },
    good: {
      title: 'another day',
      files: {
        'registry.xml': commentedXml(
          'wso2is-lint: ignore[registry-remote-instance-unused] until=2099-03-31 kept for the next migration',
        ),
      },
    },
  },
  check(suppression, report) {
    if (suppression.kind === 'baseline' || suppression.mistake !== null) return;
    const { expired, trusted, until, reason, at, rules } = suppression;
    if (!expired || !trusted) return;
    const left = rules.filter(({ rule, matched }) => rule?.unsuppressable === false && matched > 0);
    if (left.length === 0) return;
    const names = left.map(({ id }) => id);
    const said = reason === null ? '' : ` (reason given: ${quote(reason)})`;
    const message = `This has run out on ${until}${said}, so ${names.join(', ')} is shown again. Mend the finding and delete this, or set a later day.`;
    report({ at, message, discriminator: names.join(), rules: names });
  },
});
