import { disagreement, held } from '../../cluster/agreement.js';
import { identityToml } from '../../cluster/deployment.js';
import { settled } from '../../cluster/settled.js';
import { compareVersions, type Version } from '../../server/version.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

const FIRST_WITH_KEY: Version = [5, 11, 0];

export default defineRule({
  id: 'encryption-key-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster encrypt internal data with different keys',
  why: 'From 5.11 on secrets in the shared databases are encrypted with `[encryption] key`. What one node wrote the other cannot read ("AEADBadTagException"), so logins and applications fail on one node only. A node without the key uses the shipped one.',
  remedy:
    'Give every node the same `[encryption] key`. Do not change it where data is encrypted already, save with `old_key`.',
  sources: [
    'carbon.xml.j2 `CryptoService/Secret`, product-is default.json 5.11.0 on',
    'WSO2 IS docs, symmetric encryption',
    'product-is issue 10154',
  ],
  examples: {
    bad: { title: 'two keys', files: tomlCluster({ '[encryption]': key('1') }, { '[encryption]': key('2') }) },
    good: { title: 'one key', files: tomlCluster({ '[encryption]': key('1') }) },
  },
  check(cluster, report) {
    const nodes = cluster.nodes.filter((node) => identityToml(node) !== null);
    const found = disagreement(nodes, {
      noun: 'encryption key ([encryption] key)',
      of: (node) => held(settled(node, node.server?.crypto.secret ?? null)),
    });
    if (found === null) return;
    // Servers before 5.11 use it only where that was asked for.
    const certain = nodes.every(({ version }) => version !== null && compareVersions(version.min, FIRST_WITH_KEY) >= 0);
    report({
      ...found.place,
      severity: certain ? 'error' : 'warning',
      message: `${capital(found.text)}: what one node encrypts in the shared databases the other cannot decrypt ("AEADBadTagException"), so secrets, tokens and passwords of user stores work on one node only. A node without a key uses the one every pack ships. Give every node the same key.`,
    });
  },
});

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function key(digit: string): string {
  return `key = "${digit.repeat(32)}"`;
}
