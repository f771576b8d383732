import { describe, expect, test } from '@jest/globals';
import { driftBetween, type Home } from '../../../src/cluster/drift/drift.js';
import type { Version } from '../../../src/server/version.js';
import { homeOf, NO_OPTIONS, tell } from './homes.js';

/** Two spellings of one deployment.toml; `more`: other files of both nodes. */
function between(one: string, other: string, min: Version, max: Version, more: Record<string, string> = {}): string[] {
  const homes = [one, other].map(
    (text, index): Home => ({
      ...homeOf(`is-${index + 1}`, { 'deployment.toml': text, ...more }),
      version: { min, max, setting: null },
    }),
  );
  return tell(driftBetween(homes, NO_OPTIONS));
}

const TWICE: readonly (readonly [what: string, one: string, other: string])[] = [
  ['a dotted key and a table', 'a.b.c = 1', '[a.b]\nc = 1'],
  ['an inline table', 'a.b = { c = 1 }', '[a.b]\nc = 1'],
  ['a number in quotes', 'a.b = "4000"', 'a.b = 4000'],
  ['a boolean in quotes', 'a.b = "true"', 'a.b = true'],
  ['kinds of strings', "a.b = 'x'", 'a.b = """x"""'],
  ['a short name', '[user_store]\nconnection_url = "ldap://x"', '[user_store.properties]\nConnectionURL = "ldap://x"'],
  [
    'a short name of a pool option',
    '[database.shared_db.pool_options]\nmax_active = 50',
    '[database.shared_db.pool_options]\nmaxActive = 50',
  ],
  [
    'lists of data sources',
    '[[datasource]]\nid = "X"\nurl = "jdbc:mysql://db/x"\n[[datasource]]\nid = "Y"\nurl = "jdbc:mysql://db/y"',
    '[datasource.Y]\nurl = "jdbc:mysql://db/y"\n[datasource.X]\nurl = "jdbc:mysql://db/x"',
  ],
  ['members in another order', 'clustering.members = ["a:1", "b:2"]', 'clustering.members = ["b:2", "a:1"]'],
  [
    'origins in another order',
    'cors.allowed_origins = ["https://a", "https://b"]',
    'cors.allowed_origins = ["https://b", "https://a"]',
  ],
  [
    'an escaped ampersand',
    '[database.identity_db]\nurl = "jdbc:mysql://db:3306/x?a=1&amp;b=2"',
    '[database.identity_db]\nurl = "jdbc:mysql://db/x?b=2&a=1"',
  ],
];

describe('one deployment.toml in two spellings', () => {
  test.each(TWICE)('%s is no drift', (_, one, other) => {
    expect(between(one, other, [7, 0, 0], [7, 0, 0])).toEqual([]);
    expect(between(one, other, [5, 9, 0], [7, 3, 0])).toEqual([]);
  });
});

describe('a default that is written out', () => {
  test('counts where the releases that may read the file do not agree on it', () => {
    // What `server.force_local_cache` is does not change; the type of a key store does.
    const [one, other] = ['[server]\nhostname = "x"', '[server]\nhostname = "x"\nforce_local_cache = true'];
    expect(between(one, other, [5, 9, 0], [7, 3, 0])).toEqual([]);
    const typed = `${one}\n[keystore.primary]\ntype = "JKS"`;
    expect(between(one, typed, [6, 0, 0], [6, 0, 0])).toEqual([]);
    expect(between(one, typed, [6, 0, 0], [7, 3, 0])).toHaveLength(1);
  });

  test('is one in another unit too', () => {
    const [one, written] = ['a.b = 1', 'a.b = 1\n[session.timeout]\nidle_session_timeout = "15m"'];
    const pack = { '../resources/conf/default.json': '{ "session.timeout.idle_session_timeout": "15m" }' };
    const found = (other = ''): string[] => between(one ?? '', other, [7, 0, 0], [7, 0, 0], pack);
    expect([found(written), found(written?.replace('15m', '15'))]).toEqual([[], []]);
    expect(found(written?.replace('15m', '16m'))).toEqual([
      'deployment.toml/session.timeout.idle_session_timeout: 15 | 16m @3',
    ]);
  });

  test('is what the pack beside it says', () => {
    const [one, other] = ['a.b = 1', 'a.b = 1\nmy.own = "7"'];
    const pack = (value: string): Record<string, string> => ({
      '../resources/conf/default.json': JSON.stringify({ 'my.own': value }),
    });
    expect(between(one, other, [7, 0, 0], [7, 0, 0], pack('7'))).toEqual([]);
    expect(between(one, other, [7, 0, 0], [7, 0, 0], pack('8'))).toEqual(['deployment.toml/my.own: 8 | 7 @2']);
    expect(between(one, other, [7, 0, 0], [7, 0, 0])).toEqual(['deployment.toml/my.own: – | 7 @2']);
  });
});

describe('a reference', () => {
  const [refers, says, differs] = ['"$ref{a.b}"', '"x"', '"y"'].map((value) => `a.b = "x"\nc.d = ${value}`);

  test('is what it refers to', () => {
    expect(between(refers ?? '', says ?? '', [7, 0, 0], [7, 0, 0])).toEqual([]);
    expect(between(refers ?? '', differs ?? '', [7, 0, 0], [7, 0, 0])).toEqual([
      'deployment.toml/c.d: $ref{a.b} @2 | y @2',
    ]);
    const homes = [refers ?? '', says ?? ''].map(
      (text, index): Home => ({
        ...homeOf(`is-${index + 1}`, { 'deployment.toml': text }),
        version: { min: [7, 0, 0], max: [7, 0, 0], setting: null },
      }),
    );
    expect(driftBetween(homes, NO_OPTIONS).unknown).toEqual([]);
  });
});
