import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/cluster/cluster.js';
import {
  driverAccepts,
  driverMeant,
  driversFor,
  driverVendor,
  urlProblems,
  validationQueryProblem,
} from '../../src/cluster/drivers.js';
import type { Vendor } from '../../src/cluster/jdbc.js';
import { vendorOf } from '../../src/cluster/jdbc.js';

describe('vendorOf', () => {
  test.each<[string, Vendor | null]>([
    ['jdbc:mysql://h/d', 'mysql'],
    ['jdbc:mysql:loadbalance://h/d', 'mysql'],
    [' jdbc:mariadb://h/d', 'mariadb'],
    ['jdbc:jtds:sqlserver://h/d', 'sqlserver'],
    ['jdbc:jtds:sybase://h/d', 'other'],
    ['jdbc:oracle:oci:@x', 'oracle'],
    ['jdbc:p6spy:h2:mem:x', 'h2'],
    ['jdbc:informix-sqli://h/d', 'other'],
    ['ijdbc:oracle:thin:@x', null],
    ['jdbc:{{v}}://h/d', null],
    ['', null],
  ])('%s: %s', (url, vendor) => {
    expect(vendorOf(url)).toBe(vendor);
  });
});

describe('drivers', () => {
  test.each<[string, string, Answer]>([
    ['com.mysql.jdbc.Driver', 'jdbc:mysql://h/d', 'yes'],
    ['com.mysql.cj.jdbc.Driver', 'jdbc:mysql+srv://h/d', 'yes'],
    ['org.mariadb.jdbc.Driver', 'jdbc:mysql://h/d', 'yes'],
    ['com.mysql.jdbc.Driver', 'jdbc:mariadb://h/d', 'no'],
    ['org.h2.Driver', 'jdbc:mysql://h/d', 'no'],
    ['com.mysql.jdbc.Driver', 'jdbc:h2:./x', 'no'],
    ['net.sourceforge.jtds.jdbc.Driver', 'jdbc:sqlserver://h', 'no'],
    ['oracle.jdbc.OracleDriver', 'jdbc:oracle:thin:@h:1:x', 'yes'],
    ['org.apache.derby.jdbc.EmbeddedDriver', 'jdbc:derby://h/d', 'no'],
    ['com.example.Driver', 'jdbc:mysql://h/d', 'unknown'],
    ['com.mysql.jdbc.Driver', 'jdbc:{{v}}://h/d', 'unknown'],
    ['com.mysql.jdbc.Driver', 'jdbc:example://h/d', 'unknown'],
    ['com.mysql.jdbc.Driver', 'jdbc:p6spy:h2:mem:x', 'unknown'],
    ['org.postgresql.Driver', 'jdbc:mysql://{{h}}/d', 'no'],
  ])('%s takes %s: %s', (className, url, answer) => {
    expect(driverAccepts(className, url)).toBe(answer);
  });

  test('a driver found for a URL takes it', () => {
    for (const url of ['jdbc:mysql://h/d', 'jdbc:oracle:thin:@x', 'jdbc:jtds:sqlserver://h/d', 'jdbc:derby://h/d']) {
      const [first, ...rest] = driversFor(url);
      for (const className of [first ?? '', ...rest]) expect(driverAccepts(className, url)).toBe('yes');
    }
    expect(driversFor('jdbc:mysql://h/d')[0]).toBe('com.mysql.jdbc.Driver');
    expect(driverVendor('org.mariadb.jdbc.Driver')).toBe('mariadb');
    expect(driverVendor('x.Y')).toBeNull();
  });
});

describe('urlProblems', () => {
  test.each<[string, string[], string | null]>([
    ['jdbc:mysql://h/d?a=b&c=d', [], null],
    ['jdbc:mysql://h/d', [], null],
    ['ijdbc:oracle:thin:@h:1:x', ['not-jdbc'], 'jdbc:oracle:thin:@h:1:x'],
    ['dbc:h2:./x', ['not-jdbc'], 'jdbc:h2:./x'],
    ['mysql://h/d', ['not-jdbc'], null],
    [' jdbc:mysql://h/d\n', ['blank-around'], 'jdbc:mysql://h/d'],
    [
      'jdbc:mysql://h/WSO2_IDENTITY_DB autoReconnect=true',
      ['blank-inside'],
      'jdbc:mysql://h/WSO2_IDENTITY_DB?autoReconnect=true',
    ],
    ['jdbc:mysql://h:3306 /d', ['blank-inside'], null],
    ['jdbc:mysql://h/d&a=b', ['question-mark-missing'], 'jdbc:mysql://h/d?a=b'],
    ["jdbc:mysql://h/d?sessionVariables=sql_mode='A B'", [], null],
    ['jdbc:h2:C:/Program Files/x', [], null],
    ['jdbc:sqlserver://h;applicationName=a b', [], null],
    ['jdbc:oracle:thin:@(DESCRIPTION = (ADDRESS = (HOST = x)))', [], null],
    ['{{ url }}', [], null],
    ['jdbc:mysql://{{ h }}/d', [], null],
    ['', [], null],
  ])('%s', (url, kinds, corrected) => {
    const problems = urlProblems(url);
    expect(problems.map((problem) => problem.kind)).toEqual(kinds);
    expect(problems[0]?.corrected ?? null).toBe(corrected);
  });

  test('never throws, and what is corrected has that problem no more', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { kind, corrected } of [...urlProblems(text), ...urlProblems(`jdbc:mysql://${text}`)])
          if (corrected !== null) expect(urlProblems(corrected).map((each) => each.kind)).not.toContain(kind);
      }),
    );
  });
});

describe('validationQueryProblem', () => {
  test.each<[Vendor, string, string | null]>([
    ['oracle', 'SELECT 1', 'SELECT 1 FROM DUAL'],
    ['oracle', ' select  1 ', 'SELECT 1 FROM DUAL'],
    ['oracle', 'SELECT 1 FROM DUAL', null],
    ['oracle', 'SELECT 1 FROM DUAL;', 'SELECT 1 FROM DUAL'],
    ['oracle', 'SELECT 1 FROM SYSIBM.SYSDUMMY1', 'SELECT 1 FROM DUAL'],
    ['db2', 'SELECT 1', 'SELECT 1 FROM SYSIBM.SYSDUMMY1'],
    ['db2', 'SELECT 1 FROM DUAL', null],
    ['db2', 'VALUES 1', null],
    ['derby', 'SELECT 1', 'SELECT 1 FROM SYSIBM.SYSDUMMY1'],
    ['derby', 'VALUES 1', null],
    ['hsqldb', 'SELECT 1', 'SELECT 1 FROM INFORMATION_SCHEMA.SYSTEM_USERS'],
    ['postgresql', 'SELECT 1 FROM DUAL', 'SELECT 1'],
    ['postgresql', 'SELECT 1; COMMIT', null],
    ['sqlserver', 'SELECT 1 FROM DUAL', 'SELECT 1'],
    ['mysql', 'SELECT 1 FROM DUAL', null],
    ['mysql', '/* ping */ SELECT 1', null],
    ['mysql', 'SELECT 1 FROM SYSIBM.SYSDUMMY1', 'SELECT 1'],
    ['h2', 'SELECT 1', null],
    ['other', 'anything', null],
    ['oracle', '{{ query }}', null],
  ])('%s: %s', (vendor, query, wanted) => {
    expect(validationQueryProblem(vendor, query)?.wanted ?? null).toBe(wanted);
  });
});

test.each([
  ['com.mysql.jdbc.Drver', 'com.mysql.jdbc.Driver'],
  ['com.mysql.jdbc.Driver', null],
  ['com.acme.Driver', null],
])('%s was meant to be %s', (className, meant) => {
  expect(driverMeant(className)).toBe(meant);
});

test.each([
  ['jdbc:mysq://db:3306/x', 'vendor-misspelt', 'jdbc:mysql://db:3306/x'],
  ['jdbc:postgresl://db/x', 'vendor-misspelt', 'jdbc:postgresql://db/x'],
  ['jdbc:mysql://db:33O6/x', 'port-invalid', null],
  ['jdbc:mysql://db:99999/x', 'port-invalid', null],
  ['jdbc:postgresql://user@db:0/x', 'port-invalid', null],
])('%s: %s', (url, kind, corrected) => {
  expect(urlProblems(url).map((problem) => [problem.kind, problem.corrected])).toEqual([[kind, corrected]]);
});

test.each([
  'jdbc:mysql://db/x',
  'jdbc:mysql://[::1]:3306/x',
  'jdbc:mysql://a:3306,b:3307/x',
  'jdbc:mysql:loadbalance://a:3306,b/x',
  'jdbc:informix-sqli://db:9088/x',
  'jdbc:p6spy:mysql://db:3306/x',
  'jdbc:mysql://address=(host=a)(port=1)/x',
])('%s has no problem', (url) => {
  expect(urlProblems(url)).toEqual([]);
});
