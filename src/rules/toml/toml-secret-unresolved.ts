import { identityToml, isComplete, nameSpan, placeOfKey, textsOf } from '../../cluster/deployment.js';
import type { NodeModel, TomlFacts } from '../../server/model.js';
import type { Fault } from '../../server/toml/references.js';
import { list } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith, replaceWithin } from '../fix.js';
import { defineRule, type Fix } from '../rule.js';

const ADMIN = 'username = "opsadmin"\npassword = "$secret{admin_password}"\ncreate_admin_account = true';

export default defineRule({
  id: 'toml-secret-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a `$secret{}` without an encrypted entry in `[secrets]`',
  why: 'The server looks every alias up at start and stops without it: "Secret references can\'t be resolved for …". An entry in square brackets is plain text that waits to be encrypted: "Secret references can\'t be plain text for …", unless the server is started with -DencryptSecrets.',
  remedy:
    'Add the alias to `[secrets]` and encrypt it with the cipher tool (`bin/ciphertool.sh -Dconfigure`). Commit only what the tool made of it.',
  sources: [
    'config-mapper 1.0.2 – 1.0.22, ReferenceResolver',
    "run on the server's own code: golden rf-secret, rf-secret-plain, rf-secret-unused",
    'WSO2 IS docs, encrypt passwords with the cipher tool',
  ],
  examples: {
    bad: {
      title: 'an alias that is not there',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[super_admin]': ADMIN, '[secrets]': 'admin_pasword = "Qo2m0Vw=="' },
        }),
      },
    },
    good: {
      title: 'one that is',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[super_admin]': ADMIN, '[secrets]': 'admin_password = "Qo2m0Vw=="' },
        }),
      },
    },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    const aliases = toml.keysBelow('secrets').map((alias) => alias.replace(/^'(.*)'$/, '$1'));
    // A piece without [secrets] gets its secrets from another one.
    const missing = isComplete(toml) || aliases.length > 0 ? faultsOf(toml, 'secret') : [];
    for (const fault of missing) {
      const { key, name, span } = fault;
      report({
        node,
        at: placeOfKey(toml, key, span),
        discriminator: name,
        message: `${key} is $secret{${name}}, and [secrets] holds no ${name}: the server stops at start with "Secret references can't be resolved for ${name}".${didYouMean(name, aliases)} Add it there, encrypted with the cipher tool.`,
        ...renamed(node, toml, fault, aliases),
      });
    }
    const plain = faultsOf(toml, 'plain-secret');
    for (const alias of new Set(plain.map(({ name }) => name))) {
      const users = list([...new Set(plain.filter(({ name }) => name === alias).map(({ key }) => key))], 3);
      const entry = toml.written.find(({ key }) => key === `secrets.${alias}` || key === `secrets.'${alias}'`);
      report({
        node,
        at: placeOfKey(toml, `secrets.${alias}`, entry === undefined ? null : nameSpan(entry)),
        message: `The secret ${alias} is committed as plain text (in square brackets): whoever reads the repository knows it, and the server, which needs it for ${users}, stops at start with "Secret references can't be plain text for ${alias}" unless it is started with -DencryptSecrets. Encrypt it with the cipher tool, commit the result, and change the secret.`,
      });
    }
  },
});

function faultsOf({ faults }: TomlFacts, kind: Fault['kind']): Fault[] {
  return faults.filter((fault) => fault.kind === kind);
}

/** To the one alias that is spelt nearly so, if nothing else uses it: else it is another password. */
function renamed(
  node: NodeModel,
  toml: TomlFacts,
  { name, span }: Fault,
  aliases: readonly string[],
): { readonly fix?: Fix } {
  const alias = nearest(name, aliases);
  const isUsed = toml.written.some(({ value }) =>
    textsOf(value).some(({ text }) => text.includes(`$secret{${alias}}`)),
  );
  if (alias === null || !/^[\w.-]+$/.test(alias) || isUsed) return {};
  return fixWith(
    `Write $secret{${alias}}`,
    'unsafe',
    replaceWithin(node, span, `$secret{${name}}`, `$secret{${alias}}`),
  );
}
