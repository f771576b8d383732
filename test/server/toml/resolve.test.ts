import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Version } from '../../../src/server/version.js';
import { type Given, readText, starting } from './read.js';

/** Effective value of a key as `text (kind, origin)`; null for none. */
function effective(text: string, key: string, given: Given = {}): string | null {
  const setting = readText(text, given).toml?.effective(key) ?? null;
  return setting === null ? null : `${setting.text} (${setting.kind}, ${setting.origin})`;
}

const errors = (text: string, given: Given = {}): string[] => readText(text, given).failures.map(({ error }) => error);

describe('what a key is in the end', () => {
  test.each<[string, string, string, string | null]>([
    ['as it is written', '[clustering]\ndomain = "d"', 'clustering.domain', 'd (literal, explicit)'],
    ['by default', '', 'clustering.domain', 'wso2.carbon.domain (literal, default)'],
    ['by reference', '', 'clustering.local_member_host', '10.0.1.11 (literal, default)'],
    ['under the name it is mapped to', '[user_store]\nread_groups = false', 'user_store.properties.ReadGroups', null],
    ['inferred from a type', '', 'database.shared_db.driver', 'com.mysql.jdbc.Driver (literal, inferred)'],
    [
      'not inferred where it is written',
      '[x]',
      'database.shared_db.url',
      'jdbc:mysql://db:3306/shared (literal, explicit)',
    ],
    [
      'in its unit',
      '[server.x]\n[session_data.cleanup]\nexpire_session_data_after = "2h"',
      'session_data.cleanup.expire_session_data_after',
      '120 (literal, explicit)',
    ],
    [
      'a number without a unit stays',
      '[session_data.cleanup]\nexpire_session_data_after = 7',
      'session_data.cleanup.expire_session_data_after',
      '7 (literal, explicit)',
    ],
    ['a hexadecimal number in decimal', '[server.z]\n[x]\ny = 0x1F', 'x.y', '31 (literal, explicit)'],
    ['a number with underscores and a sign', '[x]\ny = +1_000', 'x.y', '1000 (literal, explicit)'],
    ['a float', '[x]\ny = 1.50', 'x.y', '1.5 (literal, explicit)'],
    ['a whole float', '[x]\ny = 2e0', 'x.y', '2.0 (literal, explicit)'],
    ['a large float', '[x]\ny = 1.25e10', 'x.y', '1.25E10 (literal, explicit)'],
    ['a boolean', '[x]\ny = true', 'x.y', 'true (literal, explicit)'],
    [
      'a reference to a boolean takes the place of the whole',
      '[x]\nz = true\ny = "is-$ref{x.z}-x"',
      'x.y',
      'true (literal, explicit)',
    ],
    [
      'several references in one value',
      '[x]\na = "1"\nb = "2"\ny = "$ref{x.a}-$ref{x.b}"',
      'x.y',
      '1-2 (literal, explicit)',
    ],
    [
      'a reference through a reference',
      '[x]\na = "$ref{x.b}"\nb = "2"\ny = "$ref{x.a}"',
      'x.y',
      '2 (literal, explicit)',
    ],
    [
      'a reference to a key nobody models is unknown',
      '[x]\ny = "$ref{oauth.timeout}"',
      'x.y',
      '$ref{oauth.timeout} (placeholder, explicit)',
    ],
    ['$REF is text', '[x]\ny = "$REF{x}"', 'x.y', '$REF{x} (literal, explicit)'],
    ['an environment variable nobody tells', '[x]\ny = "$env{A}"', 'x.y', '$env{A} (placeholder, explicit)'],
    ['a secret', '[x]\ny = "$secret{a}"\n[secrets]\na = "x=="', 'x.y', '$secret{a} (secret, explicit)'],
    ['what Helm fills in', '[x]\ny = "{{ .Values.y }}"', 'x.y', '{{ .Values.y }} (template, explicit)'],
    ['what sed fills in', '[x]\ny = "jdbc:{db_host}"', 'x.y', 'jdbc:{db_host} (template, explicit)'],
    ['an LDAP pattern is text', '[x]\ny = "uid={0},ou=Users"', 'x.y', 'uid={0},ou=Users (literal, explicit)'],
    ['nothing', '[x]\ny = "z"', 'x.z', null],
  ])('%s', (_title, more, key, expected) => {
    // The two tables that some rows write themselves are left out of the frame.
    const text = more.startsWith('[user_store]') ? starting().replace('[user_store]\n', `${more}\n`) : starting(more);
    const wanted = key === 'user_store.properties.ReadGroups' ? 'false (literal, explicit)' : expected;
    expect(effective(text, key)).toBe(wanted);
  });

  test.each<[Version, string, string | null]>([
    [[5, 10, 0], 'database.identity_db.pool_options.maxActive', null],
    [[6, 0, 0], 'database.identity_db.pool_options.maxActive', '50 (literal, default)'],
    [[7, 2, 0], 'database.shared_db.pool_options.validationQuery', null],
    [[7, 3, 0], 'database.shared_db.pool_options.validationQuery', 'SELECT 1 (literal, inferred)'],
    [[7, 0, 0], 'keystore.internal.type', 'JKS (literal, default)'],
    [[7, 1, 0], 'keystore.internal.type', 'PKCS12 (literal, default)'],
    [[5, 10, 0], 'encryption.key', null],
    [[5, 11, 0], 'encryption.key', '03BAFEB27A8E871CAD83C5CD4E771DAB (literal, default)'],
  ])('%j: %s', (version, key, expected) => {
    expect(effective(starting(), key, { versions: [version] })).toBe(expected);
  });

  test('an unknown type leaves open what it would infer', () => {
    const text = starting().replaceAll('type = "mysql"', 'type = "$env{TYPE}"');
    expect(effective(text, 'database.shared_db.driver')).toMatch(/\(placeholder, inferred\)$/);
    expect(errors(text)).toEqual([]);
  });
});

describe('the variables of the process', () => {
  const filled = (value: string) => effective(starting('[x]\ny = "<$env{A}>"'), 'x.y', { env: { A: value } });

  test.each([
    ['plain', '<plain> (literal, explicit)'],
    ['', '<> (literal, explicit)'],
    ['dom\\user', '<domuser> (literal, explicit)'],
    ['\\$1', '<$1> (literal, explicit)'],
    ['two\\\\', '<two\\> (literal, explicit)'],
  ])('%j', (value, expected) => expect(filled(value)).toBe(expected));

  test.each<[string, Given, string]>([
    ['$env{A}', { env: { A: 'pa$1word' } }, 'java.lang.IndexOutOfBoundsException: No group 1'],
    ['$env{A}', { env: { A: '$ref{x}' } }, 'java.lang.IllegalArgumentException: Illegal group reference'],
    ['$env{A}', { env: { A: 'end\\' } }, 'java.lang.IllegalArgumentException: character to be escaped is missing'],
    ['$env{A}', { env: { B: '' } }, 'Environment variable A not defined in system'],
    ['$env{A:-x}', {}, 'Environment variable A:-… not defined in system'],
    ['$env{A}', { env: {} }, 'Environment variable A not defined in system'],
    ['$sys{a.b}', { sys: {} }, 'Error while retrieving a.b system property'],
    ['$sys{a.b}', { sys: { 'a.b': '' } }, 'Error while retrieving a.b system property'],
    ['$sys{a.b}', { sys: { 'a.c': '' } }, 'Error while retrieving a.b system property'],
  ])('%s with %j stops the server', (value, given, error) => {
    expect(errors(starting(`[x]\ny = "${value}"`), given)).toEqual([error]);
  });

  test.each(['$env{PATH}', '$env{JAVA_HOME}', '$sys{carbon.home}', '$sys{user.dir}'])('%s is always there', (value) => {
    expect(errors(starting(`[x]\ny = "${value}"`), { env: { A: '1' }, sys: { a: '1' } })).toEqual([]);
  });

  test('what no file was given for is not missed', () => {
    const text = starting('[x]\ny = "$env{A} $sys{a.b}"');
    expect(errors(text)).toEqual([]);
    expect(errors(text, { sys: { 'a.b': '1' } })).toEqual([]);
  });

  test.each<[Version, string]>([
    [[5, 11, 0], '$env{A}'],
    [[6, 0, 0], 'value'],
  ])('in an array of tables: %j', (version, expected) => {
    const text = starting('[[datasource]]\nid = "X"\nurl = "$env{A}"');
    const { datasources } = readText(text, { versions: [version], env: { A: 'value' } });
    expect(datasources?.find(({ name }) => name?.text === 'X')?.url?.text).toBe(expected);
  });

  test('any value without a dollar or a backslash arrives as it is', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        fc.pre(!/[\\$&<{}@#%[\]]/.test(value) && value !== '');
        expect(effective(starting('[x]\ny = "$env{A}"'), 'x.y', { env: { A: value } })).toBe(
          `${value} (literal, explicit)`,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('where the server stops', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'no host name',
      starting().replace('hostname = "iam.example.com"\n', ''),
      ["Configuration with key server.hostname doesn't exist"],
    ],
    [
      'no node address',
      starting().replace('node_ip = "10.0.1.11"\n', ''),
      ["Configuration with key server.node_ip doesn't exist"],
    ],
    [
      'no node address, but a member host',
      starting('[clustering]\nlocal_member_host = "10.0.1.11"').replace('node_ip = "10.0.1.11"\n', ''),
      [],
    ],
    [
      'a type without a port',
      starting().replaceAll(/url = .*\n/g, 'hostname = "db"\nname = "x"\n'),
      ['identity', 'shared'].map((name) => `Configuration with key database.${name}_db.port doesn't exist`),
    ],
    [
      'an unknown type',
      starting()
        .replaceAll('type = "mysql"\n', 'type = "postgresql"\n')
        .replaceAll(/url = .*\n/g, ''),
      ["Configuration with key database.shared_db.url doesn't exist"],
    ],
    ['a cycle', starting('[x]\na = "$ref{x.b}"\nb = "$ref{x.a}"'), ["References can't be resolved for x.a"]],
    [
      'a table in place of a key',
      starting('[x]\na = "$ref{database.shared_db}"'),
      ["Configuration with key database.shared_db doesn't exist"],
    ],
    ['no such secret', starting('[x]\na = "$secret{b}"'), ["Secret references can't be resolved for b"]],
    [
      'a secret in brackets',
      starting('[x]\na = "$secret{b}"\n[secrets]\nb = "[plain]"'),
      ["Secret references can't be plain text for b"],
    ],
    ['a secret in brackets that nobody uses', starting('[secrets]\nb = "[plain]"'), []],
    ['runtime secrets', starting('[x]\na = "$secret{b}"\n[runtime_secrets]\nenable = "true"'), []],
    [
      'a member that is no string',
      starting('[clustering]\nmembers = [4000]'),
      ['Cannot find method split with 1 parameters in class java.lang.Long'],
    ],
    [
      'reCAPTCHA without its keys',
      starting('[recaptcha]\nenabled = true'),
      ['Recaptcha site key is required.', 'Recaptcha secret key is required.'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(errors(text)).toEqual(expected);
  });

  test.each([
    ['a chain', Array.from({ length: 20_000 }, (_, index) => `k${index} = "$ref{x.k${index + 1}}"`)],
    ['a bomb', Array.from({ length: 60 }, (_, index) => `k${index} = "$ref{x.k${index + 1}}$ref{x.k${index + 1}}"`)],
  ])('%s of references comes to an end', (_title, lines) => {
    const text = starting(`[x]\n${lines.join('\n')}\nk${lines.length} = "0123456789"`);
    expect(effective(text, 'x.k0')?.length).toBeLessThan(200_000);
  });

  test('an alias with dots before 7.0', () => {
    const text = starting('[x]\na = "$secret{b.c}"\n[secrets]\n"b.c" = "x=="');
    expect(errors(text, { versions: [[6, 1, 0]] })).toEqual(["Secret references can't be resolved for b.c"]);
    expect(errors(text, { versions: [[7, 0, 0]] })).toEqual([]);
  });

  test('a store the version does not know', () => {
    const text = starting().replace('database_unique_id', 'jdbc');
    expect(errors(text)[0]).toMatch(/^Validation failed for user_store\.type\. .* but was jdbc$/);
    expect(errors(starting(), { versions: [[5, 9, 0]] })[0]).toMatch(/but was database_unique_id$/);
  });
});

describe('how it is spelt', () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
  const entries = fc.dictionary(
    key,
    fc.dictionary(key, fc.stringMatching(/^[a-zA-Z0-9 .:/-]{0,12}$/), { minKeys: 1, maxKeys: 4 }),
    { minKeys: 1, maxKeys: 4 },
  );

  test('tables, dotted keys, inline tables and quoted names say the same', () => {
    fc.assert(
      fc.property(entries, (tables) => {
        const rows = Object.entries(tables);
        const quote = (text: string) => JSON.stringify(text);
        const spellings = [
          rows.map(
            ([table, keys]) =>
              `[t.${table}]\n${Object.entries(keys)
                .map(([name, text]) => `${name} = ${quote(text)}`)
                .join('\n')}`,
          ),
          rows.flatMap(([table, keys]) =>
            Object.entries(keys).map(([name, text]) => `t.${table}.${name} = ${quote(text)}`),
          ),
          rows.map(
            ([table, keys]) =>
              `t.${table} = { ${Object.entries(keys)
                .map(([name, text]) => `${name} = ${quote(text)}`)
                .join(', ')} }`,
          ),
          rows.map(
            ([table, keys]) =>
              `["t"."${table}"]\n${Object.entries(keys)
                .map(([name, text]) => `"${name}"  =  '${text}'`)
                .join('\r\n')}`,
          ),
        ].map((lines) => {
          const { toml } = readText(lines.join('\n'));
          return rows.flatMap(([table, keys]) =>
            Object.keys(keys).map((name) => toml?.effective(`t.${table}.${name}`)?.text),
          );
        });
        for (const spelling of spellings) expect(spelling).toEqual(rows.flatMap(([, keys]) => Object.values(keys)));
      }),
    );
  });

  test('no text makes it throw', () => {
    const piece = fc.constantFrom(
      '[server]',
      '[[datasource]]',
      '[datasource.x]',
      'members',
      '=',
      '"',
      "'",
      '$ref{a}',
      '$env{',
      '}',
      '\n',
      '[',
      ']',
      '{',
      ',',
      'a',
      '.',
      '1',
      'true',
      '{{',
      '}}',
      '#',
      '"""',
      '\\',
      '&',
      '\u0000',
      '$secret{x}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        readText(pieces.join(''), {
          versions: [
            [5, 9, 0],
            [7, 3, 0],
          ],
        });
      }),
      { numRuns: 100 },
    );
  });
});
