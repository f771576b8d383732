import rule from '../../../src/rules/intent/intent-datasource.js';
import { expecting, SHARED, TOML_HOSTS } from '../../support/expecting.js';
import { change, type Files, GOOD, GOOD_TOML, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-2/datasources/master-datasources.xml';
const master = (from: string, to: string, files: Files = GOOD): Files => change(files, FILE, from, to);
const toml = (from: string, to: string, files: Files = GOOD_TOML): Files =>
  change(files, 'is-2/deployment.toml', from, to);
const REGISTRY = { ...SHARED, passwordFrom: 'REG_DB_PASSWORD' };
const EXPECT = { shape: 'owner', owner: 'is-1', databases: { registry: REGISTRY } };
const TOML_SHARED = {
  url: 'jdbc:mysql://db.example.com:3306/shared?useSSL=true&serverTimezone=UTC',
  username: 'iam',
  passwordFrom: 'DB_PASSWORD',
};
const TOML_IDENTITY = { url: 'jdbc:mysql://db.example.com:3306/identity', username: 'iam' };
const TOML_EXPECT = { databases: { registry: TOML_SHARED, identity: TOML_IDENTITY } };
const URL = '<url>jdbc:mysql://db.example.com:3306/reg_db</url>';
const good = String(GOOD['is-2/repository/conf/datasources/master-datasources.xml']);
const shared = good.slice(
  good.indexOf('        <datasource>\n            <name>WSO2_CARBON_DB_IS'),
  good.indexOf('    </datasources>'),
);
const withoutShared = master(shared, '');
const part = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const database = (name: string, lines: string): Files =>
  toml(
    String(GOOD_TOML['is-2/repository/conf/deployment.toml']).match(
      new RegExp(`\\[database\\.${name}\\]\\n[^[]*\\[database\\.${name}\\.pool_options\\]\\n[^[]*`),
    )?.[0] ?? '',
    lines,
  );

ruleTest(rule, {
  valid: [
    { title: 'as expected', files: expecting(GOOD, EXPECT) },
    { title: 'as expected, TOML', files: expecting(GOOD_TOML, TOML_EXPECT, TOML_HOSTS) },
    {
      title: 'no database is expected',
      files: expecting(master('>com.mysql.jdbc.Driver<', '>x<'), { userStore: 'keep' }),
    },
    {
      title: 'another name that leads to the same database',
      files: expecting(
        Object.keys(GOOD)
          .filter((path) => path.startsWith('is-2/') && String(GOOD[path]).includes('WSO2CarbonDB_IS'))
          .reduce((files, path) => change(files, path, 'jdbc/WSO2CarbonDB_IS', 'jdbc/Ours'), GOOD),
        EXPECT,
      ),
    },
    { title: 'a template', files: expecting(master(URL, '<url>{{ url }}</url>'), EXPECT) },
    {
      title: 'a host that is filled in',
      files: expecting(master(URL, '<url>jdbc:mysql://${DB_HOST}/reg_db</url>'), EXPECT),
    },
    {
      title: 'a URL from the environment',
      files: expecting(
        toml('"jdbc:mysql://db.example.com:3306/shared?useSSL=true&amp;serverTimezone=UTC"', '"$env{DB_URL}"'),
        TOML_EXPECT,
        TOML_HOSTS,
      ),
    },
    { title: 'the file is not committed', files: expecting(without(GOOD, FILE), EXPECT) },
  ],
  invalid: [
    {
      title: 'none of that name: with the pool of the node’s own',
      files: expecting(
        change(
          withoutShared,
          FILE,
          '<maxActive>50</maxActive>',
          '<maxActive>80</maxActive>\n                    <defaultAutoCommit>false</defaultAutoCommit>',
        ),
        EXPECT,
      ),
      at: [`${FILE}:9:10 error`],
      says: [/there is none/, /left to REG_DB_PASSWORD: set it as a system property \(-D\)/],
      address: 'datasources[jdbc/WSO2CarbonDB_IS]',
      fixed: {
        [FILE]: part(`        <datasource>
            <name>WSO2_CARBON_DB_IS</name>
            <description>The datasource shared by the nodes of the cluster</description>
            <jndiConfig>
                <name>jdbc/WSO2CarbonDB_IS</name>
            </jndiConfig>
            <definition type="RDBMS">
                <configuration>
                    <url>jdbc:mysql://db.example.com:3306/reg_db</url>
                    <username>regadmin</username>
                    <password>\${REG_DB_PASSWORD}</password>
                    <driverClassName>com.mysql.jdbc.Driver</driverClassName>
                    <maxActive>80</maxActive>
                    <defaultAutoCommit>false</defaultAutoCommit>
                    <maxWait>60000</maxWait>
                    <testOnBorrow>true</testOnBorrow>
                    <validationQuery>SELECT 1</validationQuery>
                    <validationInterval>30000</validationInterval>
                </configuration>
            </definition>
        </datasource>
`),
      },
    },
    {
      title: 'the owner keeps the stock database, and no variable is named',
      files: expecting(
        change(
          GOOD,
          'is-1/datasources/master-datasources.xml',
          URL,
          '<url>jdbc:h2:./repository/database/WSO2CARBON_DB</url>',
        ),
        { ...EXPECT, databases: { registry: SHARED } },
      ),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: [
        /"jdbc\/WSO2CarbonDB" of is-1 to be reg_db on db\.example\.com:3306 \(mysql\), and it is .*h2, embedded/,
        /No passwordFrom is given: write the password of "regadmin"/,
      ],
      fixed: {
        'is-1/datasources/master-datasources.xml': String(
          GOOD['is-1/repository/conf/datasources/master-datasources.xml'],
        ),
      },
    },
    {
      title: 'the password is in the vault',
      files: expecting(
        master(
          URL,
          '<url>jdbc:mysql://db.example.com:3306/other</url>',
          master('<password>regadmin</password>', '<password svns:secretAlias="reg.db">password</password>'),
        ),
        EXPECT,
      ),
      at: [`${FILE}:38:26 error`],
      says: /stays in the vault/,
      fixed: {
        [FILE]: good.replace(
          '<password>regadmin</password>',
          '<password svns:secretAlias="reg.db">password</password>',
        ),
      },
    },
    {
      title: 'a template fills in the user',
      files: expecting(
        master(
          URL,
          '<url>jdbc:mysql://db.example.com:3306/other</url>',
          master('<username>regadmin<', '<username>{{ user }}<'),
        ),
        EXPECT,
      ),
      at: [`${FILE}:38:26 error`],
      fixed: {},
    },
    {
      title: 'a property that is missing, and one that is empty',
      files: expecting(
        master(URL, '<url/>', master('                    <username>regadmin</username>\n', '')),
        EXPECT,
      ),
      at: [`${FILE}:38:21 error`],
      fixed: {
        [FILE]: [
          /<url>jdbc:mysql:\/\/db\.example\.com:3306\/reg_db<\/url>/,
          /<password>\$\{REG_DB_PASSWORD\}<\/password>/,
          /<\/validationInterval>\n {20}<username>regadmin<\/username>\n {16}<\/configuration>/,
        ],
      },
    },
    {
      title: 'ampersands, a user with special characters, and Oracle’s query',
      files: expecting(withoutShared, {
        shape: 'owner',
        owner: 'is-1',
        databases: {
          registry: { url: 'jdbc:oracle:thin:@db.example.com:1521/reg?a=1&b=2', username: 'a&b<c>"d' },
        },
      }),
      at: ['is-1/datasources/master-datasources.xml:17:26 error', `${FILE}:9:10 error`],
      fixed: {
        'is-1/datasources/master-datasources.xml': /reg\?a=1&amp;b=2<\/url>\n {20}<username>a&amp;b&lt;c/,
        [FILE]: [
          /<url>jdbc:oracle:thin:@db\.example\.com:1521\/reg\?a=1&amp;b=2<\/url>/,
          /<username>a&amp;b&lt;c/,
          /<driverClassName>oracle\.jdbc\.driver\.OracleDriver</,
          /<validationQuery>SELECT 1 FROM DUAL</,
        ],
      },
    },
    {
      title: 'each role in a database of its own',
      files: expecting(
        GOOD,
        {
          ...EXPECT,
          databases: {
            registry: REGISTRY,
            users: { url: 'jdbc:sqlserver://db.example.com:1433;databaseName=users', username: 'u' },
            identity: {
              url: 'jdbc:postgresql://db.example.com:5432/identity',
              username: 'i',
              driver: 'com.example.Driver',
            },
            consent: { url: 'jdbc:mariadb://db.example.com:3306/consent', username: 'c' },
          },
        },
        { 'is-1': null },
      ),
      at: Array(3).fill('is-1/datasources/master-datasources.xml:9:10 error'),
      fixed: {
        'is-1/datasources/master-datasources.xml': [
          /jdbc\/WSO2UserDB<[\s\S]*com\.microsoft\.sqlserver\.jdbc\.SQLServerDriver</,
          /jdbc\/WSO2IdentityDB<[\s\S]*com\.example\.Driver</,
          /jdbc\/WSO2ConsentDB<[\s\S]*org\.mariadb\.jdbc\.Driver</,
        ],
      },
    },
    {
      title: 'TOML: the stock tables',
      files: expecting(
        database(
          'shared_db',
          `[database.shared_db]
type = "h2" # for now
url = "jdbc:h2:./repository/database/WSO2SHARED_DB"
username = "wso2carbon"
password = "wso2carbon"

`,
        ),
        TOML_EXPECT,
        TOML_HOSTS,
      ),
      at: ['is-2/deployment.toml:32:8 error'],
      says: [/"jdbc\/SHARED_DB" of is-2/, /DB_PASSWORD: set it as an environment variable/],
      fixed: {
        'is-2/deployment.toml': part(`[database.shared_db]
type = "mysql" # for now
url = "jdbc:mysql://db.example.com:3306/shared?useSSL=true&amp;serverTimezone=UTC"
username = "iam"
password = "$env{DB_PASSWORD}"
pool_options.validationQuery = "SELECT 1"

`),
      },
    },
    {
      title: 'TOML: a driver and pool options are written, the password is in the vault',
      files: expecting(
        GOOD_TOML,
        {
          databases: {
            registry: { url: 'jdbc:postgresql://db.example.com:5432/shared', passwordFrom: 'X' },
            identity: TOML_IDENTITY,
          },
        },
        TOML_HOSTS,
      ),
      at: ['is-1/deployment.toml:32:8 error', 'is-2/deployment.toml:32:8 error'],
      says: /stays in the vault/,
      fixed: {
        'is-1/deployment.toml':
          /type = "postgre"\nurl = "jdbc:postgresql:\/\/db\.example\.com:5432\/shared"\nusername = "iam"\npassword = "\$secret\{shared_db_password\}"\ndriver = "org\.postgresql\.Driver"\n\[database\.shared_db\.pool_options\]\nvalidationQuery = "SELECT 1"\n/,
        'is-2/deployment.toml': /type = "postgre"/,
      },
    },
    {
      title: 'TOML: databases of their own',
      files: expecting(
        GOOD_TOML,
        {
          databases: {
            ...TOML_EXPECT.databases,
            users: { url: 'jdbc:mariadb://db.example.com:3306/users', username: 'u"s\\er' },
            consent: { url: 'jdbc:mysql://db.example.com:3306/consent', username: 'c', passwordFrom: 'CONSENT' },
          },
        },
        { 'is-2': '10.0.1.12' },
      ),
      productVersion: '5.10.0',
      at: ['is-2/deployment.toml error', 'is-2/deployment.toml error'],
      fixed: {
        'is-2/deployment.toml': [
          /\n\n\[database\.user\]\ntype = "mysql"\nurl = "jdbc:mariadb:\/\/db\.example\.com:3306\/users"\nusername = "u\\"s\\\\er"\ndriver = "org\.mariadb\.jdbc\.Driver"\n/,
          /\n\n\[datasource\.WSO2_CONSENT_DB\]\nid = "WSO2_CONSENT_DB"\nurl = "jdbc:mysql:\/\/db\.example\.com:3306\/consent"\nusername = "c"\npassword = "\$env\{CONSENT\}"\ndriver = "com\.mysql\.jdbc\.Driver"\npool_options\.validationQuery = "SELECT 1"\n/,
        ],
      },
    },
    {
      title: 'TOML: beside an array of datasources nothing is written',
      files: expecting(
        toml(
          '[keystore.primary]\n',
          '[[datasource]]\nid = "Other"\nurl = "jdbc:mysql://db.example.com:3306/other"\nusername = "o"\ndriver = "com.mysql.jdbc.Driver"\n\n[keystore.primary]\n',
        ),
        { databases: { ...TOML_EXPECT.databases, consent: { url: 'jdbc:mysql://db.example.com:3306/consent' } } },
        { 'is-2': '10.0.1.12' },
      ),
      at: ['is-2/deployment.toml error'],
      fixed: {},
    },
  ],
});
