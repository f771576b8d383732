import { SHIPPED_STORES, storesOf } from '../../cluster/keystores.js';
import type { Setting } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'keystore-file-missing',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the key store a deployment.toml names is not among the committed ones',
  why: 'The server looks for the file in `repository/resources/security` and does not start without it ("FileNotFoundException"). Other key stores of the node are committed, so this one is likely misspelt or forgotten.',
  remedy: 'Commit the key store beside the others, or correct `file_name`. Names of files are case-sensitive.',
  sources: ['carbon.xml.j2 of carbon-kernel 4.5.1 – 4.12.34: Location is repository/resources/security/file_name'],
  examples: {
    bad: { title: 'another name', files: withFile('iam.p12') },
    good: { title: 'the name of the file', files: withFile('prod.p12') },
  },
  check(node, report) {
    const files = node.keystores?.files ?? new Map<string, string>();
    // Trust stores are committed where key stores are kept elsewhere.
    const keys = [...files.keys()].filter((name) => !/trust/i.test(name)).sort();
    const own = keys.filter((name) => !SHIPPED_STORES.has(name));
    if (own.length === 0) return;
    const told = new Set<string>();
    for (const { table, kind, store, fileName } of storesOf(node)) {
      const { location } = store;
      if (kind === 'trust' || fileName === null || location?.origin !== 'explicit' || !isListed(location)) continue;
      if (files.has(fileName) || SHIPPED_STORES.has(fileName) || told.has(fileName)) continue;
      told.add(fileName);
      report({
        node,
        at: location,
        message: `${table} names the key store ${quote(fileName)}, and repository/resources/security holds ${list(keys, 4)} but not that: unless it comes from elsewhere the server stops at start with a FileNotFoundException. Commit it, or correct file_name.`,
      });
    }
  },
});

/** Only such files, in the folder itself, are looked for in the repository. */
function isListed({ text }: Setting): boolean {
  return /\/resources\/security\/[^/\\]+\.(?:jks|p12)$/i.test(text.trim());
}

function withFile(name: string): Readonly<Record<string, string>> {
  return {
    'is-1/repository/conf/deployment.toml': deploymentToml({
      tables: { '[keystore.primary]': `file_name = "${name}"` },
    }),
    'is-1/repository/resources/security/prod.p12': 'key store',
  };
}
