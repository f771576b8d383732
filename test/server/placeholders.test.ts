import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Dialect, kindOf, resolve } from '../../src/server/placeholders.js';

const variables = {
  env: new Map([
    ['HOST', 'env-host'],
    ['EMPTY', ''],
  ]),
  sys: new Map([
    ['host', 'sys-host'],
    ['db.password', 'pw'],
    ['loop', '${host}'],
  ]),
};

describe('who replaces what', () => {
  test.each<[Dialect, string, string, string]>([
    ['carbon', 'a ${host} b ${HOST}', 'a sys-host b env-host', 'literal'],
    ['carbon', '${nothing}.${host}', '${nothing}.${host}', 'placeholder'],
    ['carbon', '${host}.${nothing}', 'sys-host.${nothing}', 'placeholder'],
    // A value that leaves the next ${ where the last one was ends the loop.
    ['carbon', '${EMPTY}${host}', '${host}', 'placeholder'],
    ['carbon', '${loop}', '${host}', 'placeholder'],
    ['carbon', 'a ${host', 'a ${host', 'placeholder'],
    ['system', '${host}', 'sys-host', 'literal'],
    ['system', '${HOST}', '${HOST}', 'placeholder'],
    ['member', '${host}:${HOST}', 'sys-host:${HOST}', 'placeholder'],
    ['member', '${HOST}', 'env-host', 'literal'],
    ['each', '${nothing}.${host}', '${nothing}.sys-host', 'placeholder'],
    ['none', '${host}', '${host}', 'placeholder'],
  ])('%s %s', (dialect, text, expected, kind) => {
    expect(resolve(text, dialect, variables)).toMatchObject({ text: expected, kind, crash: null });
  });

  test('a brace before the first placeholder is an exception', () => {
    const { crash } = resolve('a}b${oracle.sys.plain}', 'carbon', variables);
    expect(crash).toBe('java.lang.StringIndexOutOfBoundsException: begin 5, end 1, length 22');
    expect(resolve('a${}', 'system', variables).crash).toBe("java.lang.IllegalArgumentException: key can't be empty");
    expect(resolve('a}b', 'carbon', variables).crash).toBeNull();
    expect(resolve('{{ a }}${host}', 'carbon', variables)).toMatchObject({ kind: 'template', crash: null });
  });

  test('what came from the environment, or from a secret property, is never shown', () => {
    expect(resolve('${HOST}', 'carbon', variables).sensitive).toBe(true);
    expect(resolve('${host}', 'carbon', variables).sensitive).toBe(false);
    expect(resolve('${db.password}', 'system', variables).sensitive).toBe(true);
  });

  test('never throws, and without a placeholder changes nothing', () => {
    const dialects = fc.constantFrom<Dialect>('carbon', 'system', 'member', 'each', 'none');
    const pieces = fc
      .array(fc.constantFrom('${', '}', 'host', 'HOST', '$', 'x', '{{', 'EMPTY'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(pieces, dialects, (text, dialect) => {
        const { text: resolved } = resolve(text, dialect, variables);
        expect(text.includes('${') || resolved === text).toBe(true);
      }),
    );
  });
});

test.each([
  ['jdbc:mysql://db:3306/reg', 'literal'],
  ['{{ DB_URL }}', 'template'],
  ['jdbc:mysql://{% host %}/reg', 'template'],
  ['<%= @host %>', 'template'],
  ['@LOCAL_HOST@', 'template'],
  ['jdbc:mysql://@DB_HOST@:3306/reg', 'template'],
  ['admin@example.com@carbon.super', 'literal'],
  ['jdbc:oracle:thin:@db:1521:XE', 'literal'],
  ['#_HOST_#', 'template'],
  ['XX_HOST_XX', 'template'],
  ['[[[HOST]]]', 'template'],
  ['${carbon.home}/x', 'placeholder'],
  ['$env{HOST}', 'placeholder'],
  ['$ref{server.hostname}', 'placeholder'],
  ['$secret{db}', 'secret'],
  ['secretAlias:db', 'secret'],
  ['pa$$w0rd{}', 'literal'],
  ['uid=?,ou=Users', 'literal'],
])('kind of %j is %s', (text, expected) => expect(kindOf(text)).toBe(expected));
