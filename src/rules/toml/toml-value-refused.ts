import { identityToml, isComplete, placeOfKey, writtenAt } from '../../cluster/deployment.js';
import type { NodeModel, TomlFacts, VersionRange } from '../../server/model.js';
import type { Fault } from '../../server/toml/references.js';
import { VALIDATIONS } from '../../server/toml/tables/validation.js';
import { holds } from '../../server/toml/tables/versions.js';
import { list, quote } from '../../text/message.js';
import { nearest } from '../../text/nearest.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { literal } from '../fix-toml.js';
import { defineRule, type Fix } from '../rule.js';

/** Not near by letters, but what people mean. */
const MEANT: Readonly<Record<string, string>> = { jdbc: 'database', ldap: 'read_write_ldap', ad: 'active_directory' };

export default defineRule({
  id: 'toml-value-refused',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: "a value that the server's validator refuses",
  why: 'A few keys are checked when the server starts: the type of the user store, the type of the encryption, the keys of reCAPTCHA. With any other value it stops: "Validation failed for …".',
  remedy: 'Use one of the values that the message lists.',
  sources: [
    'validator.json of IS 5.9.0 – 7.3.0; config-mapper Validator',
    "run on the server's own code: golden us-type-int, ms-encryption-bad, ms-recaptcha",
  ],
  examples: {
    bad: {
      title: 'a store that does not exist',
      files: { 'deployment.toml': deploymentToml({ tables: { '[user_store]': 'type = "jdbc"' } }) },
    },
    good: { title: 'one that does', files: { 'deployment.toml': deploymentToml() } },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    for (const fault of toml.faults) {
      const { kind, key, name, error, span } = fault;
      if (kind !== 'validation') continue;
      const at = placeOfKey(toml, key, span);
      const allowed = allowedFor(key, node.version);
      if (allowed.length === 0) {
        if (!isComplete(toml)) continue;
        report({
          node,
          at,
          message: `${key} is on, and ${name} is not set: the server stops at start with ${quote(error)}. Set it, or switch ${key} off.`,
        });
        continue;
      }
      const meant = allowed.find((value) => value === MEANT[name.toLowerCase()]) ?? nearest(name, allowed);
      const said = /ClassCastException/.test(error) ? 'java.lang.ClassCastException' : `Validation failed for ${key}`;
      report({
        node,
        at,
        message: `${key} is ${quote(name)}, which the server does not take: it stops at start with "${said}". It takes ${list(allowed, 9)}${said.startsWith('java') ? ', in quotes' : ''}.${meant === null ? '' : ` Did you mean "${meant}"?`}`,
        ...(meant === null ? {} : replaced(node, toml, fault, meant)),
      });
    }
  },
});

/** What the newest server of the range takes. */
function allowedFor(key: string, version: VersionRange | null): readonly string[] {
  const row = VALIDATIONS.find((one) => one.key === key && (version === null || holds(one, version.max)));
  return row?.values ?? [];
}

/** Where the value is written itself. What is meant by a word of another kind is a guess. */
function replaced(node: NodeModel, toml: TomlFacts, { name, span }: Fault, meant: string): { readonly fix?: Fix } {
  const written = writtenAt(toml, span);
  const { value } = written?.entry ?? {};
  if (value?.kind !== 'string' || value.text !== name || written?.entry.conditional !== false) return {};
  const safety = MEANT[name.toLowerCase()] === meant ? 'unsafe' : 'safe';
  return fixWith(`Write "${meant}"`, safety, [{ node, span: value.span, text: literal(meant) }]);
}
