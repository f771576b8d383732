import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/cluster/cluster.js';
import { databaseIdentity, sameDatabase, sameDatabaseOnNode, showDatabase } from '../../src/cluster/database.js';

const DESCRIPTOR = '(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=ora1)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=iam)))';
const RAC = `(DESCRIPTION = (LOAD_BALANCE = on)
  (ADDRESS_LIST = (ADDRESS = (PROTOCOL = TCP)(HOST = rac1)(PORT = 1521)) (ADDRESS = (PROTOCOL = TCP)(HOST = rac2)(PORT = 1521)))
  (CONNECT_DATA = (SERVICE_NAME = iam)))`;

describe('showDatabase(databaseIdentity)', () => {
  test.each([
    // MySQL and MariaDB
    ['jdbc:mysql://db:3306/reg_db', 'reg_db on db:3306 (mysql)'],
    ['jdbc:mysql://db/reg_db?autoReconnect=true&useSSL=false', 'reg_db on db:3306 (mysql)'],
    ['jdbc:mysql:///reg_db', 'reg_db on localhost:3306 (mysql)'],
    ['jdbc:mysql://db:/reg_db', 'reg_db on db:3306 (mysql)'],
    ['jdbc:mysql://regadmin:se/cr@et@db:3306/reg_db', 'an unknown database (mysql)'],
    ['jdbc:mysql://regadmin:1234/x@y@db:3306/reg_db', 'an unknown database (mysql)'],
    ['jdbc:mysql://regadmin:1234?x@db:3306/reg_db', 'an unknown database (mysql)'],
    ['jdbc:mysql://regadmin:secret@db:3307/reg_db', 'reg_db on db:3307 (mysql)'],
    ['jdbc:mysql://a:3306,b:3307/reg_db', 'reg_db on a:3306, b:3307 (mysql)'],
    ['jdbc:mysql:loadbalance://a,b/reg_db', 'reg_db on a:3306, b:3306 (mysql)'],
    ['jdbc:mysql:replication://a,b/reg_db', 'reg_db on a:3306, b:3306 (mysql)'],
    ['jdbc:mysql+srv://mysql.example.com/reg_db', 'reg_db behind mysql.example.com (mysql)'],
    ['jdbc:mysql://address=(host=a)(port=3309)(type=master),address=(host=b)/d', 'd on a:3309, b:3306 (mysql)'],
    ['jdbc:mysql://(host=a,port=3309),(host=b)/d', 'd on a:3309, b:3306 (mysql)'],
    ['jdbc:mysql://u:p@[a:3309,b]/d', 'd on a:3309, b:3306 (mysql)'],
    ['jdbc:mysql://[(host=a),(host=b,port=1)]/d', 'd on a:3306, b:1 (mysql)'],
    ['jdbc:mysql://[fd00::1]:3307/d', 'd on [fd00::1]:3307 (mysql)'],
    ['jdbc:mysql://(host=fd00::1,port=3307)/d', 'd on [fd00::1]:3307 (mysql)'],
    ['jdbc:mysql://db/', '(no name) on db:3306 (mysql)'],
    ['jdbc:mysql://db', '(no name) on db:3306 (mysql)'],
    ['jdbc:mysql:aws://db/d', 'd on db:3306 (mysql)'],
    ['jdbc:p6spy:mysql://db/d', 'd on db:3306 (mysql)'],
    ['jdbc:mariadb://db/d', 'd on db:3306 (mariadb)'],
    ['jdbc:mariadb:sequential://a,b:3307/d', 'd on a:3306, b:3307 (mariadb)'],
    ['jdbc:mariadb:aurora//x/d', 'an unknown database (mariadb)'],
    // PostgreSQL
    ['jdbc:postgresql://db/d', 'd on db:5432 (postgresql)'],
    ['jdbc:postgresql://a:1,b:2/d?targetServerType=primary', 'd on a:1, b:2 (postgresql)'],
    ['jdbc:postgresql:d', 'd on localhost:5432 (postgresql)'],
    ['jdbc:postgresql://db/', 'regadmin on db:5432 (postgresql)'],
    ['jdbc:postgresql:', 'regadmin on localhost:5432 (postgresql)'],
    ['jdbc:postgresql://db/?user=other', 'other on db:5432 (postgresql)'],
    ['jdbc:postgresql://db/d?currentSchema=wso2,public', 'd schema wso2 on db:5432 (postgresql)'],
    // SQL Server
    ['jdbc:sqlserver://db:1433;databaseName=d', 'd on db:1433 (sqlserver)'],
    ['jdbc:sqlserver://db;Database=d;user=x;password=y', 'd on db:1433 (sqlserver)'],
    ['jdbc:sqlserver://;serverName=db;portNumber=99;databaseName={d};password={a;b}', 'd on db:99 (sqlserver)'],
    ['jdbc:sqlserver://db\\INST;databaseName=d', 'd on db\\INST (sqlserver)'],
    ['jdbc:sqlserver://db\\INST:1500;databaseName=d', 'd on db:1500 (sqlserver)'],
    ['jdbc:sqlserver://db;instanceName=INST;databaseName=d', 'd on db\\INST (sqlserver)'],
    ['jdbc:sqlserver://db', '? on db:1433 (sqlserver)'],
    ['jdbc:jtds:sqlserver://db/d;instance=INST', 'd on db\\INST (sqlserver)'],
    ['jdbc:jtds:sqlserver://db:1434/d', 'd on db:1434 (sqlserver)'],
    ['jdbc:microsoft:sqlserver://db:1433;DatabaseName=d', 'd on db:1433 (sqlserver)'],
    // Oracle
    ['jdbc:oracle:thin:@db:1521:ORCL', 'ORCL schema regadmin on db:1521 (oracle)'],
    ['jdbc:oracle:thin:@db:1521/iam', 'iam schema regadmin on db:1521 (oracle)'],
    ['jdbc:oracle:thin:@//db/iam', 'iam schema regadmin on db:1521 (oracle)'],
    ['jdbc:oracle:thin:@tcps://db:2484/iam:dedicated?x=y', 'iam schema regadmin on db:2484 (oracle)'],
    ['jdbc:oracle:thin:scott/tiger@db:1521:ORCL', 'ORCL schema regadmin on db:1521 (oracle)'],
    ['jdbc:oracle:thin:@a:1521,b:1522/iam', 'iam schema regadmin on a:1521, b:1522 (oracle)'],
    [`jdbc:oracle:thin:@${DESCRIPTOR}`, 'iam schema regadmin on ora1:1522 (oracle)'],
    [`jdbc:oracle:oci:@${DESCRIPTOR}`, 'iam schema regadmin on ora1:1522 (oracle)'],
    [`jdbc:oracle:thin:@${RAC}`, 'iam schema regadmin on rac1:1521, rac2:1521 (oracle)'],
    ['jdbc:oracle:thin:@IAM?TNS_ADMIN=/etc', 'iam schema regadmin (oracle)'],
    ['jdbc:oracle:oci8:@IAM', 'iam schema regadmin (oracle)'],
    ['jdbc:oracle:thin:@ldap://ds:389/iam,cn=x', '*** schema regadmin (oracle)'],
    ['jdbc:oracle:thin:@@DB_HOST@:1521:@SID@', '? schema regadmin on ?:1521 (oracle)'],
    // DB2
    ['jdbc:db2://db:50000/iam', 'iam schema regadmin on db:50000 (db2)'],
    ['jdbc:db2://db/iam:currentSchema=WSO2;', 'iam schema WSO2 on db:446 (db2)'],
    ['jdbc:db2:IAM', 'iam schema regadmin (db2)'],
    // H2
    ['jdbc:h2:./repository/database/X;DB_CLOSE_ON_EXIT=FALSE', 'repository/database/X (h2, embedded)'],
    ['jdbc:h2:repository/database/X', 'repository/database/X (h2, embedded)'],
    ['jdbc:h2:file:~/x', '~/x (h2, embedded)'],
    ['jdbc:h2:async:./a//b', 'a/b (h2, embedded)'],
    ['jdbc:h2:C:\\data\\x', 'C:/data/x (h2, embedded)'],
    ['jdbc:h2:/data/x;AUTO_SERVER=TRUE', '/data/x (h2, embedded)'],
    ['jdbc:h2:mem:x', 'mem:x (h2, embedded)'],
    ['jdbc:h2:zip:~/db.zip!/x', '*** (h2, embedded)'],
    ['jdbc:h2:tcp://db/~/x', '~/x on db:9092 (h2)'],
    ['jdbc:h2:ssl://db:8085//data/x;USER=sa', '/data/x on db:8085 (h2)'],
    ['jdbc:h2:tcp:localhost/x', 'x on localhost:9092 (h2)'],
    ['jdbc:h2:${carbon.home}/repository/database/X', '? (h2, embedded)'],
    ['jdbc:h2:{{h2_place}}', 'an unknown database (h2)'],
    // Derby, HSQLDB, others
    ['jdbc:derby:repository/database/X;create=true', 'repository/database/X (derby, embedded)'],
    ['jdbc:derby://db/X;create=true', 'X on db:1527 (derby)'],
    ['jdbc:hsqldb:hsql://db/x', 'x on db:9001 (hsqldb)'],
    ['jdbc:hsqldb:file:x;shutdown=true', 'x (hsqldb, embedded)'],
    ['jdbc:informix-sqli://db:9088/iam:INFORMIXSERVER=x', 'iam on db:9088 (other)'],
    ['jdbc:cassandra:what', 'an unknown database (other)'],
    // Templates
    ['jdbc:mysql://{{ host }}:3306/reg_db', 'reg_db on ?:3306 (mysql)'],
    ['jdbc:mysql://{{host}}/reg_db', 'reg_db on ? (mysql)'],
    ['jdbc:mysql://$env{DB_HOST}:$env{DB_PORT}/reg_db', 'reg_db on ? (mysql)'],
    ['jdbc:mysql://db:3306/${name}?x=y', '? on db:3306 (mysql)'],
    ['jdbc:mysql://{{all}}', '? on ? (mysql)'],
    ['jdbc:mysql://@DB_HOST@:3306/d', 'd on ?:3306 (mysql)'],
    ['jdbc:mysql://<%= @host %>:3306/d', 'd on ?:3306 (mysql)'],
    ['jdbc:{{vendor}}://db/d', 'an unknown database'],
    ['{{ url }}', 'an unknown database'],
    ['', 'an unknown database'],
  ])('%s', (url, shown) => {
    expect(showDatabase(databaseIdentity(url, 'regadmin'))).toBe(shown);
  });

  test('nothing of a login is shown', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.constantFrom('mysql', 'postgresql', 'mariadb'), (text, vendor) => {
        const password = `${text}Zq`;
        const shown = showDatabase(databaseIdentity(`jdbc:${vendor}://root:${password}@db:3306/d`, null));
        expect(shown).not.toContain('Zq');
      }),
    );
  });
});

describe('sameDatabase', () => {
  test.each<[string, string, Answer]>([
    ['jdbc:mysql://db/d', 'jdbc:mysql://DB:3306/d?x=y', 'yes'],
    ['jdbc:mysql://db/d', 'jdbc:mariadb://db/d', 'yes'],
    ['jdbc:mysql://db/d', 'jdbc:postgresql://db/d', 'no'],
    ['jdbc:mysql://db/d', 'jdbc:mysql://db/e', 'no'],
    ['jdbc:mysql://db/d', 'jdbc:mysql://db:3307/d', 'no'],
    ['jdbc:mysql://db/d', 'jdbc:mysql://db/D', 'unknown'],
    ['jdbc:postgresql://db/d', 'jdbc:postgresql://db/D', 'no'],
    ['jdbc:sqlserver://db;databaseName=d', 'jdbc:jtds:sqlserver://db/D', 'yes'],
    ['jdbc:mysql://a/d', 'jdbc:mysql://b/d', 'no'],
    ['jdbc:mysql://10.0.0.1/d', 'jdbc:mysql://10.0.0.2/d', 'no'],
    ['jdbc:mysql://10.0.0.1/d', 'jdbc:mysql://db/d', 'unknown'],
    ['jdbc:mysql://db/d', 'jdbc:mysql://db.example.com/d', 'unknown'],
    ['jdbc:mysql://db/d', 'jdbc:mysql://db2/d', 'no'],
    ['jdbc:mysql://a,b/d', 'jdbc:mysql://b,a/d', 'yes'],
    ['jdbc:mysql://a,b/d', 'jdbc:mysql://b/d', 'unknown'],
    ['jdbc:mysql://a,b/d', 'jdbc:mysql://c,e/d', 'unknown'],
    ['jdbc:mysql://a,b/d', 'jdbc:mysql://c,e/f', 'no'],
    ['jdbc:mysql://{{h}}/d', 'jdbc:mysql://{{h}}/d', 'unknown'],
    ['jdbc:mysql://{{h}}/d', 'jdbc:mysql://{{h}}/e', 'no'],
    ['jdbc:mysql://db/{{d}}', 'jdbc:mysql://other/{{d}}', 'no'],
    ['{{url}}', 'jdbc:mysql://db/d', 'unknown'],
    ['jdbc:oracle:thin:@db:1521:ORCL', 'jdbc:oracle:thin:@db:1521:orcl', 'yes'],
    ['jdbc:oracle:thin:@db:1521:ORCL', 'jdbc:oracle:thin:@db:1521/ORCL', 'unknown'],
    ['jdbc:oracle:thin:@db/iam', 'jdbc:oracle:thin:@db/iam.example.com', 'unknown'],
    ['jdbc:oracle:thin:@db/iam', 'jdbc:oracle:thin:@db/other', 'no'],
    ['jdbc:oracle:thin:@IAM', 'jdbc:oracle:oci:@iam', 'yes'],
    ['jdbc:oracle:thin:@IAM', 'jdbc:oracle:thin:@OTHER', 'unknown'],
    ['jdbc:oracle:thin:@IAM', 'jdbc:oracle:thin:@db/iam', 'unknown'],
    ['jdbc:sqlserver://db\\A;databaseName=d', 'jdbc:sqlserver://db\\a;databaseName=d', 'yes'],
    ['jdbc:sqlserver://db\\A;databaseName=d', 'jdbc:sqlserver://db\\B;databaseName=d', 'no'],
    ['jdbc:sqlserver://db\\A;databaseName=d', 'jdbc:sqlserver://db;databaseName=d', 'unknown'],
    ['jdbc:db2://db:1/d:currentSchema=A;', 'jdbc:db2://db:1/d:currentSchema=B;', 'no'],
    ['jdbc:h2:./x', 'jdbc:h2:./x', 'no'],
    ['jdbc:h2:mem:x', 'jdbc:h2:mem:x', 'no'],
    ['jdbc:h2:./x;AUTO_SERVER=TRUE', 'jdbc:h2:./x;AUTO_SERVER=TRUE', 'no'],
    ['jdbc:h2:/x', 'jdbc:h2:/x', 'no'],
    ['jdbc:h2:./x', 'jdbc:h2:tcp://db/x', 'no'],
    ['jdbc:h2:./x', 'jdbc:mysql://db/x', 'no'],
    ['jdbc:h2:tcp://db/~/x', 'jdbc:h2:tcp://db:9092/~/x', 'yes'],
    ['jdbc:mysql://localhost/d', 'jdbc:mysql://db/d', 'unknown'],
    ['jdbc:what:ever', 'jdbc:what:ever', 'unknown'],
  ])('%s and %s: %s', (a, b, answer) => {
    const [x, y] = [databaseIdentity(a, 'u'), databaseIdentity(b, 'u')];
    for (const sameHost of ['yes', 'no', 'unknown'] as const) {
      expect(sameDatabase(x, y, sameHost)).toBe(answer);
      expect(sameDatabase(y, x, sameHost)).toBe(answer);
    }
  });

  test.each<[string, string]>([
    ['jdbc:mysql://localhost/d', 'jdbc:mysql://127.0.0.1:3306/d'],
    ['jdbc:h2:/x;AUTO_SERVER=TRUE', 'jdbc:h2:/x;auto_server=true'],
    ['jdbc:h2:tcp://localhost/~/x', 'jdbc:h2:tcp://localhost/~/x'],
    ['jdbc:postgresql:d', 'jdbc:postgresql://[::1]/d'],
  ])('%s and %s: as the hosts', (a, b) => {
    for (const sameHost of ['yes', 'no', 'unknown'] as const)
      expect(sameDatabase(databaseIdentity(a, null), databaseIdentity(b, null), sameHost)).toBe(sameHost);
  });

  test('the user is the schema of Oracle and DB2, and of nothing else', () => {
    const of = (url: string, user: string | null) => databaseIdentity(url, user);
    const oracle = 'jdbc:oracle:thin:@db/iam';
    expect(sameDatabase(of(oracle, 'REG'), of(oracle, 'reg'), 'no')).toBe('yes');
    expect(sameDatabase(of(oracle, 'reg'), of(oracle, 'um'), 'no')).toBe('no');
    expect(sameDatabase(of(oracle, 'reg'), of(oracle, null), 'no')).toBe('unknown');
    expect(sameDatabase(of(oracle, 'reg'), of(oracle, '{{u}}'), 'no')).toBe('unknown');
    expect(sameDatabase(of('jdbc:db2://h/d', 'reg'), of('jdbc:db2://h/d', 'um'), 'no')).toBe('no');
    expect(sameDatabase(of('jdbc:mysql://h/d', 'reg'), of('jdbc:mysql://h/d', 'um'), 'no')).toBe('yes');
  });

  test('on one node an embedded database is itself', () => {
    const of = (url: string) => databaseIdentity(url, null);
    expect(sameDatabaseOnNode(of('jdbc:h2:./x;A=1'), of('jdbc:h2:x'))).toBe('yes');
    expect(sameDatabaseOnNode(of('jdbc:h2:./x'), of('jdbc:h2:./y'))).toBe('no');
    expect(sameDatabaseOnNode(of('jdbc:h2:${h}/x'), of('jdbc:h2:${h}/x'))).toBe('unknown');
    expect(sameDatabaseOnNode(of('jdbc:h2:x'), of('jdbc:derby:x'))).toBe('no');
    expect(sameDatabaseOnNode(of('jdbc:mysql://localhost/d'), of('jdbc:mysql:///d'))).toBe('yes');
  });
});

describe('properties', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const vendor = fc.constantFrom(
    'mysql',
    'mariadb',
    'postgresql',
    'oracle:thin',
    'sqlserver',
    'db2',
    'h2',
    'derby',
    'x',
  );
  const piece = fc.constantFrom(
    'jdbc:',
    '//',
    '/',
    ':',
    '@',
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
    '?',
    '&',
    '=',
    '{{',
    '}}',
    '${',
    '\\',
    'localhost',
    'HOST',
    'ADDRESS=',
    '::1',
  );
  const junk = fc
    .tuple(vendor, fc.array(fc.oneof(piece, word, fc.string())))
    .map(([v, rest]) => `jdbc:${v}:${rest.join('')}`);

  test('never throws, and no URL is another database than itself unless embedded', () => {
    fc.assert(
      fc.property(fc.oneof(junk, fc.string()), fc.option(word), (url, user) => {
        const identity = databaseIdentity(url, user);
        showDatabase(identity);
        const same = sameDatabase(identity, identity, 'yes');
        if (identity.kind !== 'embedded') expect(same).not.toBe('no');
        expect(sameDatabaseOnNode(identity, identity)).not.toBe('no');
      }),
      { numRuns: 1000 },
    );
  });

  test('the order of parameters says nothing', () => {
    const parameters = fc.uniqueArray(fc.tuple(word, word), { selector: ([key]) => key, maxLength: 6 });
    fc.assert(
      fc.property(word, word, parameters, (host, name, list) => {
        for (const [start, end, separator] of [
          [`jdbc:mysql://${host}/${name}`, '?', '&'],
          [`jdbc:postgresql://${host}/${name}`, '?', '&'],
          [`jdbc:sqlserver://${host};databaseName=${name}`, ';', ';'],
        ] as const) {
          const url = (items: readonly (readonly [string, string])[]) =>
            start + (items.length > 0 ? end : '') + items.map((item) => item.join('=')).join(separator);
          const there = databaseIdentity(url(list), 'u');
          expect(sameDatabase(there, databaseIdentity(url([...list].reverse()), 'u'), 'no')).toBe('yes');
        }
      }),
    );
  });
});
