import { commentedXml } from '../example-suppression.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'suppression-untrusted',
  scope: 'suppression',
  severity: 'info',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'a pull request from a fork brings a suppression that the base branch does not have',
  why: 'Who may not write to the repository must not be able to silence what is found in it. Such a suppression silences nothing until somebody who may has merged it; rules, `ignore:`, `paths.exclude` and the baseline are those of the base branch.',
  remedy: 'Read it as part of the review. Once it is merged it counts.',
  sources: ['docs/suppressing.md'],
  examples: {
    bad: {
      title: 'a comment of the pull request (the base branch has none)',
      files: {
        'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused] please do not look'),
      },
    },
    good: {
      title: 'a comment of the base branch',
      files: {
        'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused] kept for the migration'),
      },
    },
  },
  check(suppression, report) {
    if (suppression.kind === 'baseline' || suppression.trusted || suppression.mistake !== null) return;
    const { kind, at, rules } = suppression;
    const message =
      kind === 'config'
        ? 'This pull request comes from a fork and changes what is silenced here: rules, ignore and paths.exclude are taken from the base branch until it is merged.'
        : 'This comment silences nothing until it is merged: the pull request comes from a fork, and the base branch does not have it in this file.';
    report({ at, message, discriminator: rules.map(({ id }) => id).join() });
  },
});
