import rule from '../../../src/rules/intent/intent-role.js';
import { expecting, SHARED, TOML_HOSTS } from '../../support/expecting.js';
import { change, type Files, GOOD, GOOD_TOML, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const OWNER = { shape: 'owner', owner: 'is-1', databases: { registry: SHARED } };
const USERS = 'is-2/user-mgt.xml';
const name = (file: string, to: string, files: Files = GOOD): Files =>
  change(files, file, '>jdbc/WSO2CarbonDB_IS<', `>${to}<`);
const text = (file: string): string => String(GOOD[file.replace('/', '/repository/conf/')]);
const TOML_SHARED = { url: 'jdbc:mysql://db.example.com:3306/shared', username: 'iam' };
const TOML_IDENTITY = { url: 'jdbc:mysql://db.example.com:3306/identity', username: 'iam' };
const users =
  '[database.user]\nurl = "jdbc:mysql://db.example.com:3306/users"\nusername = "u"\ndriver = "com.mysql.jdbc.Driver"\n\n[keystore.primary]\n';

ruleTest(rule, {
  valid: [
    { title: 'as expected', files: expecting(GOOD, OWNER) },
    { title: 'no database is expected', files: expecting(name(USERS, 'jdbc/WSO2CarbonDB'), { userStore: 'keep' }) },
    {
      title: 'as expected, TOML',
      files: expecting(GOOD_TOML, { databases: { registry: TOML_SHARED, identity: TOML_IDENTITY } }, TOML_HOSTS),
    },
    { title: 'a template', files: expecting(name(USERS, '{{ jndi }}'), OWNER) },
    { title: 'the file is not committed', files: expecting(without(GOOD, 'is-2/identity/identity.xml'), OWNER) },
    {
      title: 'another name that leads to the same database',
      files: expecting(
        name(
          USERS,
          'jdbc/Users',
          change(
            GOOD,
            'is-2/datasources/master-datasources.xml',
            '    </datasources>',
            `<datasource><name>U</name><jndiConfig><name>jdbc/Users</name></jndiConfig><definition type="RDBMS"><configuration><url>${SHARED.url}?useSSL=true</url></configuration></definition></datasource>
    </datasources>`,
          ),
        ),
        OWNER,
      ),
    },
    {
      title: 'what is behind the name is the datasource’s own business',
      files: expecting(change(GOOD, 'is-2/datasources/master-datasources.xml', '/reg_db<', '/other<'), OWNER),
    },
  ],
  invalid: [
    {
      title: 'users',
      files: expecting(name(USERS, 'jdbc/WSO2CarbonDB'), OWNER),
      at: [`${USERS}:13:41 error`],
      says: /expects the users data of is-2 in reg_db on db\.example\.com:3306 \(mysql\), "jdbc\/WSO2CarbonDB_IS"; "jdbc\/WSO2CarbonDB" is named/,
      fixed: { [USERS]: text(USERS) },
    },
    {
      title: 'identity and consent',
      files: expecting(
        name(
          'is-2/identity/identity.xml',
          'jdbc/WSO2CarbonDB',
          name('is-2/consent-mgt-config.xml', 'jdbc/WSO2CarbonDB'),
        ),
        OWNER,
      ),
      at: ['is-2/consent-mgt-config.xml:4:15 error', 'is-2/identity/identity.xml:5:19 error'],
      fixed: {
        'is-2/identity/identity.xml': text('is-2/identity/identity.xml'),
        'is-2/consent-mgt-config.xml': text('is-2/consent-mgt-config.xml'),
      },
    },
    {
      title: 'a name that leads nowhere',
      files: expecting(name(USERS, 'jdbc/Nothing'), OWNER),
      at: [`${USERS}:13:41 error`],
      fixed: { [USERS]: text(USERS) },
    },
    {
      title: 'databases of their own',
      files: expecting(GOOD, {
        ...OWNER,
        databases: {
          registry: SHARED,
          users: { url: 'jdbc:mysql://db.example.com:3306/users' },
          identity: { url: 'jdbc:mysql://db.example.com:3306/identity' },
        },
      }),
      at: [
        'is-1/identity/identity.xml:5:19 error',
        'is-1/user-mgt.xml:13:41 error',
        'is-2/identity/identity.xml:5:19 error',
        `${USERS}:13:41 error`,
      ],
      fixed: {
        'is-1/user-mgt.xml': />jdbc\/WSO2UserDB</,
        'is-1/identity/identity.xml': />jdbc\/WSO2IdentityDB</,
        'is-2/user-mgt.xml': />jdbc\/WSO2UserDB</,
        'is-2/identity/identity.xml': />jdbc\/WSO2IdentityDB</,
      },
    },
    {
      title: 'TOML: users and consents',
      files: expecting(
        change(GOOD_TOML, 'is-2/deployment.toml', '[keystore.primary]\n', users),
        {
          databases: {
            registry: TOML_SHARED,
            identity: TOML_IDENTITY,
            users: { url: 'jdbc:mysql://db.example.com:3306/users' },
            consent: { url: 'jdbc:mysql://db.example.com:3306/consent' },
          },
        },
        { 'is-2': '10.0.1.12' },
      ),
      at: ['is-2/deployment.toml error', 'is-2/deployment.toml error'],
      fixed: {
        'is-2/deployment.toml': [
          /\n\n\[realm_manager\]\ndata_source = "WSO2USER_DB"\n/,
          /\n\n\[authentication\.consent\]\ndata_source = "jdbc\/WSO2_CONSENT_DB"\n/,
        ],
      },
    },
    {
      title: 'TOML: a key that is written',
      files: expecting(
        change(
          GOOD_TOML,
          'is-2/deployment.toml',
          '[user_store]\n',
          '[realm_manager]\ndata_source = "WSO2CarbonDB" # why?\n\n[user_store]\n',
        ),
        { databases: { registry: TOML_SHARED, identity: TOML_IDENTITY } },
        { 'is-2': '10.0.1.12' },
      ),
      productVersion: '5.11.0',
      at: ['is-2/deployment.toml:12:16 error'],
      fixed: { 'is-2/deployment.toml': /data_source = "SHARED_DB" # why\?\n/ },
    },
  ],
});
