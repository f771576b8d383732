import { disagreement } from '../../cluster/agreement.js';
import { identityToml, isComplete, placeOfKey } from '../../cluster/deployment.js';
import type { NodeModel, TomlFacts } from '../../server/model.js';
import { list } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'secret-alias-mismatch',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'nodes of one cluster have different aliases in `[secrets]`',
  why: 'A node that lacks an alias keeps that password elsewhere, or does not start as soon as its configuration is aligned with its peers: "Secret references can\'t be resolved for …". Cipher texts differ on every encryption and are not compared.',
  remedy: 'Keep the same aliases in `[secrets]` of every node.',
  sources: ['config-mapper 1.0.2 – 1.0.22, ReferenceResolver', 'WSO2 IS docs, encrypt passwords with the cipher tool'],
  examples: {
    bad: {
      title: 'an alias that one node lacks',
      files: tomlCluster({ '[secrets]': 'db = "Qo2m0Vw=="\nkeystore = "pP1s=="' }, { '[secrets]': 'db = "xK9c=="' }),
    },
    good: {
      title: 'the same aliases, encrypted twice',
      files: tomlCluster({ '[secrets]': 'db = "Qo2m0Vw=="' }, { '[secrets]': 'db = "xK9c=="' }),
    },
  },
  check(cluster, report) {
    const all = new Set(cluster.nodes.flatMap((node) => [...(aliasesOf(node) ?? [])]));
    const found = disagreement(cluster.nodes, {
      noun: 'in [secrets]',
      of: (node) => {
        const toml = identityToml(node);
        const aliases = aliasesOf(node);
        if (toml === null || aliases === null) return null;
        const missing = [...all].filter((alias) => !aliases.has(alias)).sort();
        const shown = missing.length === 0 ? 'every alias' : `no ${list(missing, 4)}`;
        return { value: missing.join('\n'), at: { ...placeOfKey(toml, 'secrets.x'), address: 'secrets' }, shown };
      },
    });
    if (found === null) return;
    report({
      ...found.place,
      message: `${found.text}: a node that lacks an alias has that password elsewhere, or stops at start with "Secret references can't be resolved for …" once the files are aligned. Keep the same aliases in [secrets] of every node (cipher texts may differ).`,
    });
  },
});

/** Null where the files do not tell: no list at all, a piece, or entries that a template may leave out. */
function aliasesOf(node: NodeModel): ReadonlySet<string> | null {
  const toml = identityToml(node);
  if (toml === null || !isComplete(toml) || toml.tree.templated) return null;
  const aliases = new Set(toml.written.flatMap(({ key }) => aliasIn(key) ?? []));
  return aliases.size === 0 && !usesSecrets(toml) ? null : aliases;
}

function aliasIn(key: string): string | null {
  const alias = /^secrets\.(.+)$/.exec(key)?.[1];
  return alias === undefined ? null : alias.replace(/^'(.*)'$/, '$1');
}

function usesSecrets({ written }: TomlFacts): boolean {
  return written.some(({ value }) => value.kind === 'scalar' && value.text.includes('$secret{'));
}
