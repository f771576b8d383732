import { expect, test } from '@jest/globals';
import { unreadKeys } from '../../src/cluster/toml-keys.js';
import { DEFAULTS } from '../../src/server/toml/tables/defaults.js';
import { INFERENCES } from '../../src/server/toml/tables/inference.js';
import { KEY_MAPPINGS } from '../../src/server/toml/tables/key-mappings.js';
import { KNOWN_KEYS } from '../../src/server/toml/tables/known-keys.js';
import { lint } from '../support/lint.js';

/** Keys that some table of the model names, with the value it gives them. */
const READ = new Map<string, string>([
  ...KNOWN_KEYS.map((key): [string, string] => [key.replace('**', 'anyName'), '"a"']),
  ...DEFAULTS.flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' ? [] : [[key, JSON.stringify(String(value))]],
  ),
  ...KEY_MAPPINGS.map(([key]): [string, string] => [key, '"a"']),
  ...INFERENCES.flatMap(({ adds }) =>
    Object.keys(adds).map((key): [string, string] => [key.replace('$1', 'shared_db'), '"a"']),
  ),
]);
// What the two become is read by nothing.
const UNREAD = /^database\.\w+\.validation_query$/;

async function unread(lines: readonly string[], productVersion: string): Promise<string[]> {
  const files = { 'is-1/repository/conf/deployment.toml': `${lines.join('\n')}\n` };
  const { clusters } = await lint(files, { request: { productVersion } });
  const [node] = clusters.flatMap(({ nodes }) => nodes);
  if (node?.toml == null) throw new Error('no node');
  expect(node.toml.tree.error).toBeNull();
  return unreadKeys(node).map(({ written }) => written.key);
}

test.each(['5.9.0', '5.11.0', '6.1.0', '7.1.0', '7.3.0'])(
  'no key that a table names is unread in %s',
  async (version) => {
    const keys = [...READ].filter(([key]) => !UNREAD.test(key));
    expect(keys.length).toBeGreaterThan(200);
    // Quoted parts are in single quotes, which TOML reads, too.
    expect(
      await unread(
        keys.map(([key, value]) => `${key} = ${value}`),
        version,
      ),
    ).toEqual([]);
  },
);

test('each of these is', async () => {
  const keys = ['clustering.localMemberHost', 'keystore.tls.name', 'truststore.location', 'server.portOffset'];
  const lines = ['database.identity_db.name = "identity"', ...keys.map((key) => `${key} = "a"`)];
  expect(await unread(lines, '7.1.0')).toEqual(keys);
});
