import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-key-required.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const tables = (changed: Readonly<Record<string, string>>): Files => ({ [TOML]: deploymentToml({ tables: changed }) });
const SHARED = 'type = "mysql"\nhostname = "db"\nport = 3306\nname = "shared"\nusername = "iam"\npassword = "x"';
const LDAP = 'type = "read_write_ldap_unique_id"\nconnection_url = "ldap://ldap.example.com:389"';

ruleTest(rule, {
  valid: [
    {
      title: 'no url for a type that is not one, which another rule tells',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[database.shared_db]': 'type = "postgresql"\nhostname = "db"\nusername = "iam"\npassword = "x"' },
        }),
      },
    },
    { title: 'the correct cluster', files: GOOD_TOML },
    {
      title: 'keys in a table that double brackets make a list, which another rule tells',
      files: change(GOOD_TOML, TOML, '[database.shared_db]\n', '[[database.shared_db]]\n'),
    },
    { title: 'the address of the member in place of node_ip', files: tables({ '[server]': 'hostname = "a"' }) },
    {
      title: 'a piece of a configuration',
      files: { [TOML]: '[server]\noffset = 1\n[database.identity_db]\ntype = "mysql"\nname = "identity"\n' },
    },
    {
      title: 'a template that prints tables from elsewhere',
      files: tables({ '[server]': 'node_ip = "10.0.1.11"\n{{ include "server" . | nindent 2 }}' }),
    },
    {
      title: 'a type that a template fills in',
      files: tables({ '[user_store]': 'type = {{ .Values.userStore.type | quote }}' }),
    },
    { title: 'no administrator before 6.0', files: tables({ '[super_admin]': '' }), productVersion: '5.11.0' },
    { title: 'no administrator, in a version that is not known', files: tables({ '[super_admin]': '' }) },
    {
      title: 'no identity database: its URL is left empty',
      files: tables({ '[database.identity_db]': 'username = "iam"' }),
    },
    {
      title: 'an empty file of another product',
      files: { 'am/deployment.toml': '', 'am/carbon.xml': '<Server><ServerKey>AM</ServerKey></Server>' },
    },
    {
      title: 'a template that makes all of it',
      files: { 'is-2/repository/conf/deployment.toml': '# conf\n{{ .Values.toml }}\n' },
      productVersion: '7.1.0',
    },
    {
      title: 'an inclusion in a comment',
      files: { 'is-2/repository/conf/deployment.toml': '# {{ toml }}\n' },
      productVersion: '7.1.0',
    },
    {
      title: 'a key that a template may leave out',
      files: tables({ '[server]': '{{ if .x }}\nhostname = "a"\n{{ end }}\nnode_ip = "10.0.1.11"' }),
    },
  ],
  invalid: [
    {
      title: 'an empty file',
      files: { 'is-2/repository/conf/deployment.toml': '' },
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:1:1 error'],
      says: /^The file sets no key, and there is no default for server\.node_ip,.* server\.hostname,.* super_admin\.password: the server stops at start with errors such as "Configuration with key /,
    },
    {
      title: 'an empty file, of which nothing tells whose it is',
      files: { 'is-2/deployment.toml': '# here\n' },
      at: [`${TOML}:1:1 warning`],
      says: /no default for server\.hostname, server\.node_ip, /,
    },
    {
      title: 'nothing but comments, in a home that tells the version',
      files: {
        'wso2is-6.1.0/repository/conf/deployment.toml': '\n# [server]\n  # hostname = "a"\n',
        'wso2is-6.1.0/bin/version.txt': 'WSO2 Identity Server v6.1.0',
      },
      at: ['wso2is-6.1.0/deployment.toml:1:1 error'],
    },
    {
      title: 'no host name',
      files: change(GOOD_TOML, TOML, 'hostname = "iam.example.com"\n', ''),
      at: [`${TOML}:1:1 error`],
      says: [
        /^server\.hostname is not set, and by default tasks\./,
        /"Configuration with key server\.hostname doesn't exist"/,
      ],
      address: 'deployment.toml/server.hostname',
    },
    {
      title: 'no [server] at all',
      files: tables({ '[server]': '', '[clustering]': '' }),
      at: [TOML, TOML].map((file) => `${file} error`),
    },
    {
      title: 'no user of the shared database',
      files: tables({ '[database.shared_db]': SHARED.replace('username = "iam"\n', '') }),
      at: [`${TOML}:29:1 error`],
      says: /by default governance_data\.cache_id is made from it/,
    },
    {
      title: 'no port, which the type needs',
      files: tables({ '[database.shared_db]': SHARED.replace('port = 3306\n', '') }),
      at: [`${TOML}:29:1 error`],
      says: /with database\.shared_db\.type = "mysql" the server makes database\.shared_db\.url from it/,
    },
    {
      title: 'no database at all, of Oracle',
      files: tables({ '[database.shared_db]': SHARED.replace('mysql', 'oracle') }),
      at: [`${TOML}:29:1 error`],
      says: /^database\.shared_db\.sid is not set/,
    },
    {
      title: 'no administrator from 6.0 on',
      files: tables({ '[super_admin]': '' }),
      productVersion: '6.1.0',
      at: [`${TOML} error`, `${TOML} error`],
      says: /^super_admin\.(?:username|password) is not set/,
    },
    {
      title: 'no base of the directory',
      files: tables({ '[user_store]': LDAP }),
      at: [`${TOML}:10:1 error`],
      says: /UserSearchBase and user_store\.properties\.GroupSearchBase from it/,
    },
    {
      title: 'needed by what the user wrote, too: told once',
      files: tables({ '[server]': 'node_ip = "10.0.1.11"\nbase_path = "https://$ref{server.hostname}"' }),
      at: [`${TOML}:1:1 error`],
    },
  ],
});
