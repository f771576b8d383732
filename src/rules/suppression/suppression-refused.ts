import { quote } from '../../text/message.js';
import { registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'suppression-refused',
  scope: 'suppression',
  severity: 'warning',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'silence is asked of a rule that cannot be silenced for one place',
  why: 'A file that nobody can read hides everything else that is wrong with it, and a rule about suppressions that is itself suppressed tells nobody anything. The finding is shown all the same.',
  remedy:
    'Mend what the rule finds. A folder that is no configuration of a server belongs into `paths: { exclude: […] }`; a rule that nobody wants is switched off as a whole under `rules:`.',
  sources: ['docs/suppressing.md', 'tflint: `ignorable = false`'],
  examples: {
    bad: {
      title: 'a file that is not read is to be silent',
      files: { 'registry.xml': `<!-- wso2is-lint: ignore-file[xml-malformed] old -->\n${registryXml()}` },
    },
    good: { title: 'nothing is asked of it', files: { 'registry.xml': registryXml() } },
  },
  check(suppression, report) {
    if (suppression.kind === 'baseline' || suppression.mistake !== null || !suppression.trusted) return;
    for (const { id, at, rule } of suppression.rules) {
      if (rule?.unsuppressable !== true) continue;
      const message = `The rule ${quote(id)} cannot be silenced for one place: what it finds must be mended. Delete this, or switch the rule off under rules: in .wso2is-lint.yml.`;
      report({ at, message, discriminator: id, rules: [id] });
    }
  },
});
