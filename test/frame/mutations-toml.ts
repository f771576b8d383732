import { change, type Files, GOOD_TOML } from '../support/lint.js';
import { type Mutation, secret } from './mutation.js';

/** Every place of the correct cluster that holds a secret or its cipher text. Lines stay where they are. */
const PLACES: readonly (readonly [from: RegExp, to: (password: string) => string])[] = [
  [/password = "\$secret\{admin_password\}"/g, (password) => `password = "${password}"`],
  [/password = "\$secret\{identity_db_password\}"/g, (password) => `password = "${password}"`],
  [/password = "\$secret\{shared_db_password\}"/g, (password) => `password = "${password}"`],
  [/\npassword = "\$secret\{keystore_password\}"/g, (password) => `\npassword = "${password}"`],
  [/key_password = "\$secret\{keystore_password\}"/g, (password) => `key_password = "${password}"`],
  [/^(\w+) = "\w+=="$/gm, (password) => `$1 = "${password}"`],
  [/3306\/shared\?useSSL=true/g, (password) => `3306/shared?password=${password}&amp;useSSL=true`],
];

function plant(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      PLACES.reduce((text, [from, to], place) => text.replace(from, to(secret(50 + place))), String(content)),
    ]),
  );
}

/** The correct cluster of the TOML era with a secret of its own in every place that can hold one. */
export const BASE_TOML: Files = plant(GOOD_TOML);

const SECOND = 'is-2/deployment.toml';
const second = (from: string, to: string, files: Files = BASE_TOML): Files => change(files, SECOND, from, to);
const added = (more: string): Files => second('[secrets]\n', `${more}\n\n[secrets]\n`);

/** Single changes of the example in `toml-era.md` §J, and what must be said of each. */
export const TOML_MUTATIONS: readonly Mutation[] = [
  {
    area: 'clustering',
    title: 'no membership scheme',
    files: second('membership_scheme = "wka"\n', ''),
    finds: ['clustering-scheme-missing', `${SECOND}:14`],
    beside: { 'clustering-enable-mismatch': 'so one node is in and the other is not' },
  },
  {
    area: 'clustering',
    title: 'enabled in place of a scheme',
    files: second('membership_scheme = "wka"', 'enabled = true'),
    finds: ['clustering-scheme-missing', `${SECOND}:14`],
    beside: { 'clustering-enable-mismatch': 'so one node is in and the other is not' },
  },
  {
    area: 'clustering',
    title: 'a mistyped domain',
    files: second('domain = "iam.prod"', 'domain = "iam.prd"'),
    finds: ['clustering-domain-mismatch', 'is-1/deployment.toml:16'],
  },
  {
    area: 'clustering',
    title: 'the address of the other node',
    files: second('local_member_host = "10.0.1.12"', 'local_member_host = "10.0.1.11"'),
    finds: ['clustering-local-endpoint-duplicate', 'is-1/deployment.toml:17'],
  },
  {
    area: 'clustering',
    title: 'members as tables',
    files: second(
      'members = ["10.0.1.11:4000", "10.0.1.12:4000"]',
      'members = [{hostname="10.0.1.11", port=4000}, {hostname="10.0.1.12", port=4000}]',
    ),
    finds: ['wka-member-invalid', `${SECOND}:19`],
  },
  {
    area: 'clustering',
    title: 'another scheme on one node',
    files: second('"wka"', '"multicast"'),
    finds: ['clustering-scheme-mismatch', 'is-1/deployment.toml:15'],
  },
  {
    area: 'databases',
    title: 'a bare ampersand',
    files: second('identity?useSSL=true&amp;server', 'identity?useSSL=true&server'),
    finds: ['toml-xml-unescaped', `${SECOND}:23`],
  },
  {
    area: 'databases',
    title: 'an embedded database',
    files: second(
      'jdbc:mysql://db.example.com:3306/identity?useSSL=true&amp;serverTimezone=UTC',
      'jdbc:h2:./repository/database/ID',
    ),
    finds: ['datasource-embedded-in-cluster', `${SECOND}:23`],
    beside: {
      'datasource-driver-mismatch': 'the driver stays that of the server',
      'shared-database-mismatch': 'the other node is on the server still',
    },
  },
  {
    area: 'databases',
    title: 'a type nobody knows, and no URL',
    files: second(
      'type = "mysql"\nurl = "jdbc:mysql://db.example.com:3306/identity?useSSL=true&amp;serverTimezone=UTC"\n',
      'type = "postgresql"\nhostname = "db.example.com"\nport = 5432\nname = "identity"\n',
    ),
    finds: ['database-type-unknown', `${SECOND}:22`],
  },
  {
    area: 'databases',
    title: 'another database on one node',
    files: second('3306/identity', '3306/identiti'),
    finds: ['shared-database-mismatch', 'is-1/deployment.toml:23'],
  },
  {
    area: 'users',
    title: 'a prefix too many',
    files: added('[realm_manager]\ndata_source = "jdbc/SHARED_DB"'),
    finds: ['datasource-reference-prefix', `${SECOND}:53`],
  },
  {
    area: 'users',
    title: 'a store nobody knows',
    files: second('type = "database_unique_id"', 'type = "jdbc_unique_id"'),
    finds: ['toml-value-refused', `${SECOND}:12`],
    beside: { 'user-store-mismatch': 'the other node has another store' },
  },
  {
    area: 'keys',
    title: 'the key that no template reads',
    files: second('file_name = "iam.p12"', 'name = "iam.p12"'),
    finds: ['toml-key-unknown', `${SECOND}:40`],
    beside: { 'server-keystore-mismatch': 'the stock key store is used in place of it' },
  },
  {
    area: 'keys',
    title: 'a hash that is not of the password',
    files: added('[identity.auth_framework.endpoint]\napp_password = "changed"'),
    finds: ['endpoint-auth-hash-invalid', `${SECOND}:53`],
    // Before 5.11 nothing reads them, and the files may be of 5.10.
    severity: 'warning',
  },
  {
    area: 'keys',
    title: 'a secret without an entry',
    files: second('key = "$secret{encryption_key}"', 'key = "$secret{encryption_keys}"'),
    finds: ['toml-secret-unresolved', `${SECOND}:47`],
  },
  {
    area: 'references',
    title: 'a reference in an array of tables',
    files: added(
      '[[datasource]]\nid = "EXTRA"\nurl = "$ref{database.shared_db.url}"\nusername = "iam"\ndriver = "x.Y"',
    ),
    finds: ['toml-reference-in-array', `${SECOND}:54`],
  },
  {
    area: 'references',
    title: 'a shell’s default value',
    files: second('hostname = "iam.example.com"', 'hostname = "$env{HOST:-iam.example.com}"'),
    finds: ['toml-reference-unresolved', `${SECOND}:2`],
  },
  {
    area: 'files',
    title: 'no address',
    files: second('node_ip = "10.0.1.12"\n', '', second('local_member_host = "10.0.1.12"\n', '')),
    finds: ['toml-key-required', `${SECOND}:1`],
  },
  {
    area: 'files',
    title: 'a quote that is not closed',
    files: second('"iam.example.com"', '"iam.example.com'),
    finds: ['toml-syntax', `${SECOND}:2`],
  },
  {
    area: 'files',
    title: 'a table behind its own part',
    files: second('[clustering]\n', '[clustering.properties]\nmcastPort = "1"\n[clustering]\n'),
    finds: ['toml-dialect', `${SECOND}:16`],
  },
  {
    area: 'registry',
    title: 'mounts switched off by a text',
    files: added('[registry]\nenable_mount = "true"'),
    finds: ['registry-mounts-disabled', `${SECOND}:53`],
    beside: { 'registry-unshared-in-cluster': 'what follows of it' },
  },
];
