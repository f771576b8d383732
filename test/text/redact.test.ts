import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  hiddenOf,
  isSecretName,
  isSecretValue,
  maskRanges,
  maskSpans,
  maskUrl,
  secretRanges,
} from '../../src/text/redact.js';

describe('isSecretName', () => {
  test.each([
    ...['password', 'Password', 'ConnectionPassword', 'KeyPassword', 'userPassword', 'groupPassword', 'accessKey'],
    ...['passwords', 'passwords[1]', 'Passwords/P[2]', 'clientSecrets'],
    ...['secretKey', 'licenseKey', 'encryption.key', 'encryption_key', 'app_password', 'DB_PASSWORD', 'GITHUB_TOKEN'],
    ...['CLIENT_SECRET', 'secret', 'Secret', 'keystorePass', 'keypass', 'XMPPPassword', 'DASPassword', 'id_secret'],
    ...['mail.smtp.password', 'Temporary.Password.Default.Value', 'recaptcha.secret.key', 'GmailRefreshToken'],
    ...['SendgridAPIKey', 'apikey', 'secrets/anything', 'secrets.registry_db', 'datasources[jdbc/A]/password', 'pwd'],
    ...['javax.net.ssl.trustStorePassword', 'certificateKeystorePassword', 'SvnPassword', 'connectionPassword'],
  ])('%s is secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    ...['PasswordDigest', 'PasswordHashMethod', 'PasswordJavaRegEx', 'PasswordJavaScriptRegEx', 'passwordType', 'key'],
    ...['StoreSaltedPassword', 'PasswordsExternallyManaged', 'KeyAlias', 'ServerKey', 'KeyStore', 'secretAlias'],
    ...['secretProvider', 'EnablePasswordToken', 'EnableClientSecretHash', 'IsRefreshTokenAllowed', 'AskPassword'],
    ...['TokenValidator', 'username', 'url', 'name', '', 'tagKey', 'recaptcha.site.key', 'bypass'],
    ...['Authentication.Policy.Check.OneTime.Password', 'passwordPolicy.enable', 'allow_credentials', 'keystore'],
    ...['userstore_password_encryption', 'hostName', 'domain', 'passwordPersist', 'PASSWORD_FROM'],
  ])('%s is not', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

test.each([
  ['jdbc:mysql://u:pw@db:3306/reg', 'jdbc:mysql://u:***@db:3306/reg'],
  [`jdbc:mysql://u:{{ pw | default("s3 cret") }}@db/reg`, 'jdbc:mysql://u:***@db/reg'],
  [`jdbc:mysql://db/reg?password=x{{ pw | default("s3 cret") }}&x=1`, 'jdbc:mysql://db/reg?password=***&x=1'],
  ['jdbc:mysql://u:{{{{p{@db/reg', 'jdbc:mysql://u:***@db/reg'],
  ['jdbc:mysql://u:p@w@db/reg', 'jdbc:mysql://u:***@db/reg'],
  ['jdbc:mysql://u:p/w@db/reg', 'jdbc:mysql://u:***@db/reg'],
  ['jdbc:mysql://db:3306/reg?user=a&password=pw&x=1', 'jdbc:mysql://db:3306/reg?user=a&password=***&x=1'],
  ['jdbc:mysql://db/reg?a=b&amp;password=p&lt;w&amp;x=1', 'jdbc:mysql://db/reg?a=b&amp;password=***&amp;x=1'],
  ['jdbc:sqlserver://db:1433;databaseName=r;Pwd={a;b};x=1', 'jdbc:sqlserver://db:1433;databaseName=r;Pwd=***;x=1'],
  ['jdbc:oracle:thin:scott/tiger@db:1521:xe', 'jdbc:oracle:thin:scott/***@db:1521:xe'],
  ['jdbc:mysql://address=(host=h)(user=u)(password=p)/d', 'jdbc:mysql://address=(host=h)(user=u)(password=***)/d'],
  ['amqp://admin:admin@c/carbon?brokerlist=', 'amqp://admin:***@c/carbon?brokerlist='],
  ['jdbc:mysql://a:3306,b:3306/reg', 'jdbc:mysql://a:3306,b:3306/reg'],
  ['https://localhost:9443/registry', 'https://localhost:9443/registry'],
  ['https://localhost:9443/a@b', 'https://localhost:9443/a@b'],
  ['jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE', null],
])('maskUrl %s', (text, masked) => {
  expect(maskUrl(text)).toBe(masked ?? text);
  expect(maskUrl(maskUrl(text))).toBe(masked ?? text);
});

describe('secretRanges', () => {
  const masked = (text: string) => maskRanges(text, secretRanges(text)).text;
  test.each([
    ['<password>s3cret</password>', '<password>***</password>'],
    ['<password>s3<cr&et</password>', '<password>***</password>'],
    ['<password>s3cret', '<password>***'],
    ['<password><![CDATA[s3cret]]></password>', '<password>***</password>'],
    ['<password>\n  s3cret\n</password>', '<password>***</password>'],
    ['<Password svns:secretAlias="a">s3cret</Password>', '<Password svns:secretAlias="a">***</Password>'],
    ['<a:Password>s3cret</a:Password>', '<a:Password>***</a:Password>'],
    ['<Property name="ConnectionPassword">s3cret</Property>', '<Property name="ConnectionPassword">***</Property>'],
    ['<parameter name="licenseKey" value="s3cret"/>', '<parameter name="licenseKey" value="***"/>'],
    ['<Connector keystorePass="s3cret" port="1"/>', '<Connector keystorePass="***" port="1"/>'],
    ["<Connector keystorePass='s3cret' port='1'/>", "<Connector keystorePass='***' port='1'/>"],
    ['<Connector keystorePass="s3cret port', '<Connector keystorePass="***'],
    ['<!-- <password>s3cret</password> -->', '<!-- <password>***</password> -->'],
    ['password = "s3cret" # note', 'password = "***" # note'],
    ['[encryption]\nkey = "s3cret"', '[encryption]\nkey = "***"'],
    ['[secrets]\nany = "[s3cret]"\n[other]\nany = "x"', '[secrets]\nany = "***"\n[other]\nany = "x"'],
    ["x = { user = 'u', password = 's3cret' }", "x = { user = 'u', password = '***' }"],
    ['password = """\ns3cret\nmore"""', 'password = """***"""'],
    ['connection.password=s3cret\r\nnext=1', 'connection.password=***\r\nnext=1'],
    ['JAVA_OPTS="-Ddb.password=s3cret"', 'JAVA_OPTS="-Ddb.password=***'],
    ['export DB_PASSWORD=s3cret', 'export DB_PASSWORD=***'],
    ['ENV DB_PASSWORD s3cret', 'ENV DB_PASSWORD ***'],
    ['- name: DB_PASSWORD\n  value: s3cret', '- name: DB_PASSWORD\n  value: ***'],
    ['<url>jdbc:mysql://u:s3cret@db/reg</url>', '<url>jdbc:mysql://u:***@db/reg</url>'],
    ['<PasswordDigest>SHA-256</PasswordDigest>', '<PasswordDigest>SHA-256</PasswordDigest>'],
    ['<Password>\n<Other>x</Other>', '<Password>\n<Other>x</Other>'],
    ['<password>s3<cret</passwrd>', '<password>***</passwrd>'],
    ['<password>\ns3<cret\n<x/>', '<password>***\n<x/>'],
    ['password = "{{ x | default("s3cret") }}" # note', 'password = "***" # note'],
    ['<Name>ClientSecret</Name><Value>s3cret</Value>', '<Name>ClientSecret</Name><Value>***</Value>'],
    [
      '<Name>a-password</Name>\n <Type>x</Type>\n <!-- y -->\n <Value>s3cret</Value>',
      '<Name>a-password</Name>\n <Type>x</Type>\n <!-- y -->\n <Value>***</Value>',
    ],
    [
      '<param-name>AppPassword</param-name>\n<param-value>s3cret</param-value>',
      '<param-name>AppPassword</param-name>\n<param-value>***</param-value>',
    ],
    [
      '<env-entry-name>pwd</env-entry-name><env-entry-type>S</env-entry-type><env-entry-value>s3cret</env-entry-value>',
      '<env-entry-name>pwd</env-entry-name><env-entry-type>S</env-entry-type><env-entry-value>***</env-entry-value>',
    ],
    [
      '<Name>clientId</Name><Value>x</Value></p><p><Name>b</Name><Value>y</Value>',
      '<Name>clientId</Name><Value>x</Value></p><p><Name>b</Name><Value>y</Value>',
    ],
    ['<Name>password</Name></p><p><Value>y</Value>', '<Name>password</Name></p><p><Value>y</Value>'],
    [
      '<Value>s3cret</Value>\n<DefaultValue/>\n<IsConfidential>true</IsConfidential>',
      '<Value>***</Value>\n<DefaultValue/>\n<IsConfidential>true</IsConfidential>',
    ],
    [
      '<Value>x</Value><IsConfidential>false</IsConfidential>',
      '<Value>x</Value><IsConfidential>false</IsConfidential>',
    ],
    ['password:\n  s3cret\nb: 1', 'password:\n  ***\nb: 1'],
    [' password: |\n  s3cret\n  more\n b: 1', ' password: ***\n  ***\n  ***\n b: 1'],
    ['passwords:\n- "s3cret"\n- more\nb: 1', 'passwords:\n- ***\n- ***\nb: 1'],
    ['passwords:\n  - s3cret\n\n  - more\nb: 1', 'passwords:\n  - ***\n\n  - ***\nb: 1'],
    ['passwords = [\n  "s3cret",\n  "more"\n]\nb = 1', 'passwords = ***\n  ***\n  ***\n]\nb = 1'],
    ['secret:\n  secretName: x\n  url: y', 'secret:\n  secretName: x\n  url: y'],
    ['password: s3cret\n  b', 'password: ***\n  b'],
    ['<a name="password" value="{{ x | default("s3cret") }}" b="c"/>', '<a name="password" value="***" b="c"/>'],
  ])('%j', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test.each([
    ...['$env{DB_PW}', '$sys{db.pw}', '$ref{server.hostnam}', '$ref{a.b-c}', '$secret{reg-db}', '${DB_PW}', '$(DB_PW)'],
    ...['{{ vault_pw }}', '{{.Values.db.pw}}', '{{- $pw | quote -}}', '{{ .Values.a | default .Values.b | quote }}'],
  ])('%s is no secret', (value) => {
    for (const text of [`password = "${value}"`, `<password>\n ${value}\n</password>`, `a.password=${value}\nb=c`]) {
      expect(masked(text)).toBe(text);
    }
  });

  test.each([
    ['$env{DB_PW:-s3cret}', '$env{DB_PW:-***}'],
    ['${DB_PW:-s3:-cret}', '${DB_PW:-***}'],
    ['$sys{a.b:-s3cret}', '$sys{a.b:-***}'],
    ['$env{A:-s3 cret}', '***'],
    ['$env{A:-$env{B}}', '***'],
    ['$env{A:-{s3}cret}', '***'],
    ['$env{A:-}', '***'],
    ['$env{A:=s3cret}', '***'],
    ['$env{A:s3cret}', '***'],
    ['${A-s3cret}', '***'],
    ['${A#s3cret}', '***'],
    ['$env{}', '***'],
    ['$env{A}s3cret', '***'],
    ['s3cret$env{A}', '***'],
    ['$env{A}$env{B}', '***'],
    ['$env{A}}', '***'],
    ['$other{A}', '***'],
    ['$A', '***'],
    ['$(echo s3cret)', '***'],
    ['$ref{a.b}s3cret', '***'],
    ["{{ 's3cret' }}", '***'],
    ["{{ x | default('s3cret') }}", '***'],
    ['{{ x | default(1234) }}', '***'],
    ['{{ default 1234 .Values.x }}', '***'],
    ['{{ .Values.x | default 1234 }}', '***'],
    ['{{ .Values.x | default s3cret }}', '***'],
    ['{{ `s3cret` }}', '***'],
    ['{{ a }}{{ b }}', '***'],
    ['{{ a }}s3cret', '***'],
    ['{% if s3cret %}', '***'],
  ])('%s is shown as %s', (value, expected) => {
    expect(masked(`password = "${value}"`)).toBe(`password = "${expected}"`);
    expect(masked(`<password>${value}</password>`)).toBe(`<password>${expected}</password>`);
    expect(masked(`x.password=${value}\ny=z`)).toBe(`x.password=${expected}\ny=z`);
  });

  test('a reference hides nothing that stands around it', () => {
    const text = 'a "$env{A}" s3cret';
    const ranges = [
      { start: 2, end: 11 },
      { start: 2, end: text.length },
    ];
    expect(hiddenOf(text, ranges)).toEqual([{ start: 2, end: text.length }]);
  });
});

test('maskSpans says where the columns went', () => {
  const line = '<password>longsecret</password><x/>';
  const { text, at } = maskSpans(line, 100, [{ start: 110, end: 120 }]);
  expect(text).toBe('<password>***</password><x/>');
  expect([at(0), at(10), at(12), at(15, 'end'), at(20), at(31)]).toEqual([0, 10, 10, 13, 13, 24]);
});

test('no character of a masked range survives, whatever the ranges', () => {
  const range = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }));
  fc.assert(
    fc.property(fc.nat(50), fc.array(range, { maxLength: 6 }), (length, pairs) => {
      const text = Array.from({ length }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
      const ranges = pairs.map(([start, end]) => ({ start, end }));
      const { text: out, at } = maskRanges(text, ranges);
      for (let i = 0; i < length; i++) {
        const hidden = ranges.some(({ start, end }) => start <= i && i < end);
        expect(out.includes(text.charAt(i))).toBe(!hidden);
        if (!hidden) expect(out.charAt(at(i))).toBe(text.charAt(i));
      }
      expect(at(length)).toBe(out.length);
    }),
  );
});

test('no secret beside or inside references is ever shown', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9!*+.:=?|_-]{3,12}$/).map((text) => `Q${text}Q`);
  const reference = fc.constantFrom(
    '$env{A}',
    '$ref{a.b}',
    '${a}',
    '$secret{a}',
    '$(A)',
    '{{ .a }}',
    '{{ a | quote }}',
  );
  const inside = fc.constantFrom(
    ...['$env{A:-%}', '${A:-%}', '$sys{A:-%}', '${A-%}', '${A:=%}', '$env{A:-$env{B:-%}}', '{{ a | default(%) }}'],
    ...['{{ a | default % }}', '$(echo %)', '{{ `%` }}', "{{ a | default('%') }}", '%'],
  );
  const around = fc.constantFrom(
    ...['password = "%"', "[a]\n'password'='%'", 'x = { password = "%" }', 'a.password=%', '  password: %'],
    ...['<password>%</password>', '<a name="password">\n%\n</a>', '<a password="%"/>', '- name: A_PWD\n  value: "%"'],
    ...['ENV A_TOKEN %', '"password": "%",', '[secrets]\na = "[%]"', 'password = """\n%"""', '<!-- password=%'],
  );
  const pieces = fc.tuple(fc.array(reference, { maxLength: 2 }), inside, fc.array(reference, { maxLength: 2 }));
  fc.assert(
    fc.property(secret, pieces, around, fc.constantFrom('', ' '), (hush, [before, form, after], way, gap) => {
      const value = [...before, form.replace('%', () => hush), ...after].join(gap);
      const text = way.replace('%', () => value);
      expect(maskRanges(text, secretRanges(text)).text).not.toContain(hush);
    }),
    { numRuns: 2000 },
  );
});

test('urls in random places keep their passwords to themselves', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9!$*+.,_~-]{1,8}$/);
  fc.assert(
    fc.property(word, word, word, (before, user, host) => {
      expect(maskUrl(`${before} jdbc:x://${user}:QQsecretQQ@${host}/db?password=QQsecretQQ`)).not.toContain('QQ');
    }),
  );
});

test.each([
  '<a "',
  'a=',
  'a="',
  'a="""',
  '://a:',
  '<password "',
  '[[',
  '?a=',
  'password={{ ',
  'pwd="${',
  'pwd:\n',
  '\n  pwd:',
  '<name>pwd</name>',
  '<value>x</value>',
])('%j many times is quick', (piece) => {
  const start = performance.now();
  secretRanges(piece.repeat(100_000 / piece.length));
  expect(performance.now() - start).toBeLessThan(3000);
});

describe('secrets by their look', () => {
  const shown = (text: string): string => maskRanges(text, secretRanges(text)).text;

  test.each([
    ['Authorization: Basic cmVnOnB3MTIz', 'Authorization: ***'],
    ['header = "Bearer abc.DEF-123"', 'header = "Bearer ***"'],
    ['x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln y', 'x *** y'],
    ['run --password s3cret --other x', 'run --password *** --other x'],
    ['curl -u admin:s3cret https://a', 'curl -u admin:*** https://a'],
    ['"auth": "cmVnOnB3"', '"auth": "***"'],
    ['account.endpoint.auth.hash = "66cd9688"', 'account.endpoint.auth.hash = "***"'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----',
    ],
    ['mail.smtp.auth=true', 'mail.smtp.auth=true'],
    ['Basic authentication is on', 'Basic authentication is on'],
    [
      '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
    ],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test.each([
    ['a/auth', 'cmVnOnB3', true],
    ['mail.smtp.auth', 'true', false],
    ['endpoint.auth.hash', '66cd', true],
    ['hash', '66cd', false],
    ['auth_header', 'x', true],
  ])('%s = %s', (name, value, expected) => {
    expect(isSecretValue(name, value)).toBe(expected);
  });

  test('are looked for in linear time', () => {
    for (const text of [
      'Basic '.repeat(50_000),
      'eyJ'.repeat(50_000),
      '-----BEGIN PRIVATE KEY-----'.repeat(5_000),
      '-u a:'.repeat(50_000),
    ]) {
      const before = performance.now();
      secretRanges(text);
      expect(performance.now() - before).toBeLessThan(3_000);
    }
  });
});
