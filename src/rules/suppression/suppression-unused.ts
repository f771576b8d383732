import { count, quote } from '../../text/message.js';
import { registryXml } from '../example.js';
import { commentedXml } from '../example-suppression.js';
import { defineRule, type SuppressedRule, type WrittenSuppression } from '../rule.js';

export default defineRule({
  id: 'suppression-unused',
  scope: 'suppression',
  severity: 'info',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'a suppression silences nothing any more',
  why: 'What it was written for is mended. As long as it stays, the same mistake can come back at this place unseen. It is told only where the run could have found something: the rule ran, every file was read, and all of the cluster was looked at.',
  remedy: 'Delete it; of a baseline, write it again with `--write-baseline`.',
  sources: ['docs/suppressing.md', 'https://github.com/anchore/grype/issues/3031'],
  examples: {
    bad: {
      title: 'nothing is left to silence',
      files: {
        'registry.xml': registryXml().replace(
          '  <currentDBConfig>',
          '  <!-- wso2is-lint: ignore[registry-current-dbconfig-unresolved] will be defined soon -->\n  <currentDBConfig>',
        ),
      },
    },
    good: {
      title: 'a finding is silenced',
      files: {
        'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused] kept for the migration'),
      },
    },
  },
  check(suppression, report) {
    if (suppression.kind === 'baseline') {
      const { at, gone } = suppression;
      const are = gone === 1 ? 'is' : 'are';
      const message = `${count(gone, 'finding')} of this baseline ${are} no longer found, and could come back unseen. Take what is mended out of it with --write-baseline.`;
      report({ at, message, discriminator: '' });
      return;
    }
    if (suppression.mistake !== null || !suppression.trusted) return;
    for (const named of suppression.rules) {
      if (named.rule?.unsuppressable !== false || named.matched > 0 || !named.judged) continue;
      report({ at: named.at, message: messageOf(suppression, named), discriminator: named.id, rules: [named.id] });
    }
  },
});

function messageOf(
  { kind, rules, expired, until }: WrittenSuppression,
  { id, elsewhere, nowhere }: SuppressedRule,
): string {
  if (nowhere !== null) {
    return `No node has a file at ${quote(nowhere)}, so this silences nothing. A folder stands for all that is in it, and a glob must match files, as in "**/is-1/**".`;
  }
  if (kind === 'inline' && elsewhere !== null) {
    return `This is not about the finding of ${quote(id)} in line ${elsewhere}: a comment is for its own line, or, alone on one, for the start tag, key or line that follows. Move it there, or delete it.`;
  }
  const what = kind === 'config' ? 'this entry' : rules.length === 1 ? 'this comment' : 'this name in the list';
  const over = expired ? ` and has run out on ${until}` : '';
  return `There is nothing to silence: ${quote(id)} finds nothing here${over}. Delete ${what}, else the same mistake could come back unseen.`;
}
