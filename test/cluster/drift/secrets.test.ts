import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Drift } from '../../../src/cluster/drift/drift.js';
import { differenceText } from '../../../src/cluster/drift/words.js';
import { driftOf } from './homes.js';

/** Ways in which the files of a home hold a secret, by file; `%` stands for it. */
const WAYS: readonly (readonly [file: string, ...texts: string[]])[] = [
  [
    'carbon.xml',
    '<Server><Password>%</Password></Server>',
    '<Server><KeyPassword>\n  %\n</KeyPassword></Server>',
    '<Server><Property name="ConnectionPassword">%</Property></Server>',
    '<Server><parameter name="accessKey" value="%"/></Server>',
    '<Server><Passwords><P>%</P><P>zz</P></Passwords></Server>',
    '<Server><url>jdbc:mysql://u:%@db:3306/reg</url></Server>',
    '<Server><url>jdbc:mysql://db:3306/reg?user=u&amp;password=%&amp;useSSL=false</url></Server>',
  ],
  [
    'o.xml',
    '<a><b password="%"/><c/></a>',
    '<a><c/><b keystorePass="%" x="1"/></a>',
    '<a><r url="https://u:%@host/x"/></a>',
    '<a><secret>%</secret><secret>zz</secret></a>',
    '<ps><p><Name>Id</Name><Value>x</Value></p><p><Name>ClientSecret</Name><Value>%</Value></p></ps>',
    '<a><p><Name>Id</Name><Value>%</Value><IsConfidential>true</IsConfidential></p></a>',
    '<a><init-param><param-name>AppPassword</param-name><param-value>%</param-value></init-param></a>',
    '<a><env-entry><env-entry-name>pwd</env-entry-name><env-entry-type>S</env-entry-type><env-entry-value>%</env-entry-value></env-entry></a>',
  ],
  [
    'tomcat/web.xml',
    '<w><env-entry><env-entry-name>pwd</env-entry-name><env-entry-value>%</env-entry-value></env-entry></w>',
  ],
  [
    'axis2/axis2.xml',
    '<axisconfig><clustering enable="true"><parameter name="groupPassword">%</parameter></clustering></axisconfig>',
  ],
  [
    'tomcat/catalina-server.xml',
    '<Server><Service name="C"><Connector port="9443" keystorePass="%" scheme="https"/></Service></Server>',
  ],
  [
    'deployment.toml',
    '[super_admin]\npassword = "%"',
    '[secrets]\nadmin = "[%]"',
    '[database.identity_db]\nurl = "jdbc:mysql://u:%@db/x"',
    '[[datasource]]\nid = "X"\npassword = "%"',
    '[[a.b]]\nname = "n"\nclient_secret = "%"',
    '[encryption]\nkey = "%"',
  ],
  ['other.toml', 'a = { password = "%", b = 1 }', 'passwords = ["%", "zz"]'],
  [
    'jndi.properties',
    'a.password = %',
    "connectionfactory.Q = amqp://admin:%@clientid/carbon?brokerlist='tcp://localhost:5672'",
    'ldap.url=ldap://u:%@host',
  ],
  [
    'a.json',
    '{"password": "%"}',
    '{"passwords": ["%", "zz"]}',
    '{"a": [{"name": "x", "secret": "%"}]}',
    '{"u": "https://u:%@h/x"}',
  ],
  [
    'a.yaml',
    'password: %\nb: 1',
    'credentials:\n  password: "%"',
    'passwords:\n  - "%"\n  - zz',
    'a:\n  - name: x\n    token: "%"',
    'u: jdbc:mysql://u:%@db/x',
  ],
  [
    'bin/wso2server.sh',
    'x\nexport JAVA_OPTS="-Djavax.net.ssl.keyStorePassword=%"\ny',
    'x\ncurl -u admin:% https://h\ny',
    'DB_PASSWORD=%',
  ],
  ['a.conf', 'password: %', 'password:\n  %\nb', 'x --password % y'],
  ['a.pem', '-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----'],
];
const CASES = WAYS.flatMap(([file, ...texts]) => texts.map((text) => [file, text] as const));
const SECRET = fc.stringMatching(/^[A-Za-z0-9!*_-]{6,12}$/).map((text) => `Q${text}Q`);

/** All that a report can show. */
function shownOf({ settings, passed, unknown, unused, files }: Drift): string {
  const withoutSpans = <T extends Drift['unknown'][number]>(setting: T) => ({
    ...setting,
    values: setting.values.map(({ span: _, ...value }) => value),
  });
  const found = settings.map((setting) => ({
    ...withoutSpans(setting),
    messages: [null, 'is-1'].map((self) => differenceText(setting, self)),
  }));
  return JSON.stringify([found, passed, unknown.map(withoutSpans), unused, files]);
}

test.each(CASES)('%s: nothing shows the secret of %j', (file, way) => {
  fc.assert(
    fc.property(
      SECRET,
      SECRET,
      fc.constantFrom(null, 'commit', 'server'),
      fc.nat(3),
      fc.boolean(),
      (one, other, self, change, isFirst) => {
        const text = way.replace('%', one);
        const lines = text.split('\n');
        const changed =
          [
            way.replace('%', other),
            // Another order of what the list holds, a file that has lost its secret, and one that is no longer well-formed.
            text.replace(/("?)(Q\w+Q)("?)(.*?)\bzz\b/s, '$1zz$3$4$2'),
            lines.filter((line) => !line.includes(one)).join('\n'),
            `${text}\n<broken {{`,
          ][change] ?? '';
        const copies = isFirst ? [text, changed] : [changed, text, text];
        const shown = shownOf(
          driftOf(
            copies.map((copy) => ({ [file]: copy })),
            { self },
          ),
        );
        expect(shown).not.toContain(one);
        expect(shown).not.toContain(other);
      },
    ),
    { numRuns: 25 },
  );
});
