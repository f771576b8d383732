import rule from '../../../src/rules/datasource/shared-database-mismatch.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TWO = 'is-2/datasources/master-datasources.xml';
const URL = 'jdbc:mysql://db.example.com:3306/reg_db';
const url = (text: string, files = GOOD) => change(files, TWO, URL, text);
const third = (files = GOOD) => copyNode(files, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });

const sessions = (name: string) =>
  `id = "S"\nurl = "jdbc:mysql://db.example.com:3306/${name}"\nusername = "x"\npassword = "s3nt1nel"\ndriver = "com.mysql.cj.jdbc.Driver"`;

const ODD = {
  ...tomlCluster(),
  'is-3/deployment.toml': deploymentToml({ host: '13' }),
};

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: one database for each role', files: tomlCluster() },

    { title: 'the default port and parameters', files: url('jdbc:mysql://DB.example.com/reg_db?useSSL=false') },
    { title: 'a template', files: url('jdbc:mysql://db.example.com:3306/{{ db }}') },
    { title: 'an alias of the host may be the same host', files: url('jdbc:mysql://10.0.0.5:3306/reg_db') },
    { title: 'embedded: datasource-embedded-in-cluster', files: url('jdbc:h2:./repository/database/X') },
    {
      title: 'a broken reference has a rule of its own',
      files: change(url('jdbc:mysql://db.example.com:3306/x'), TWO, 'jdbc/WSO2CarbonDB_IS', 'jdbc/Other'),
    },
    {
      title: 'files that are not committed',
      files: ['user-mgt.xml', 'identity/identity.xml', 'consent-mgt-config.xml'].reduce(
        (files, name) => without(files, `is-2/${name}`),
        url('jdbc:mysql://db.example.com:3306/x'),
      ),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: one shared_db for three roles',
      files: tomlCluster(
        {},
        {
          '[database.shared_db]': 'url = "jdbc:mysql://db.example.com/other"\nusername = "iam"\npassword = "s3nt1nel"',
        },
      ),
      at: ['is-1/deployment.toml:30:9 error'],
      says: /^For users, the governance registry and the config registry, is-1 has the database shared on/,
      fixed: {},
    },

    {
      title: 'deployment.toml: another identity database on one node',
      files: tomlCluster(
        {},
        {
          '[database.identity_db]':
            'type = "mysql"\nhostname = "db.example.com"\nport = "3306"\nname = "identity_2"\nusername = "iam"\npassword = "s3nt1nel"',
        },
      ),
      at: ['is-1/deployment.toml:21:9 error'],
      says: /^For identity and consent, is-1 has the database identity on db\.example\.com:3306/,
    },
    {
      title: 'deployment.toml: sessions in two databases',
      files: tomlCluster(
        { '[datasource.S]': sessions('a'), '[session]': 'data_source = "jdbc/S"' },
        { '[datasource.S]': sessions('b') },
      ),
      at: ['is-1/deployment.toml:40:8 error'],
      says: /^For sessions, is-1 has the database a on .*: a session of one node is none on the other/,
    },

    {
      title: 'deployment.toml: the odd one of three, by its name',
      files: {
        ...ODD,
        'is-3/deployment.toml': ODD['is-3/deployment.toml'].replace('name = "shared"', 'name = "shard" # 3'),
      },
      at: ['is-3/deployment.toml:30:9 error'],
      fixed: { 'is-3/deployment.toml': ODD['is-3/deployment.toml'].replace('name = "shared"', 'name = "shared" # 3') },
    },
    {
      title: 'deployment.toml: the odd one of three, with another user',
      files: {
        ...ODD,
        'is-3/deployment.toml': ODD['is-3/deployment.toml'].replace(
          'name = "shared"\nusername = "iam"',
          'name = "shard"\nusername = "other"',
        ),
      },
      at: ['is-3/deployment.toml:30:9 error'],
      fixed: {},
    },
    {
      title: 'deployment.toml: the odd one of three, by its reference',
      files: {
        ...ODD,
        'is-3/deployment.toml': `${ODD['is-3/deployment.toml']}\n[identity]\ndata_source = "jdbc/SHARED_DB" # 3\n`,
      },
      at: ['is-3/deployment.toml:30:9 error'],
      fixed: { 'is-3/deployment.toml': /\ndata_source = "jdbc\/WSO2IdentityDB" # 3\n/ },
    },
    {
      title: 'one datasource behind three roles is one mistake',
      files: url('jdbc:mysql://db.example.com:3306/reg_bd'),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /For users, identity and consent, is-1 has the database reg_db on db\.example\.com:3306 \(mysql\), is-2 has reg_bd on/,
      related: ['is-2/datasources/master-datasources.xml:38:26'],
    },
    {
      title: 'the odd one of three',
      files: url('jdbc:mysql://other.example.com:3306/reg_db', third()),
      at: ['is-2/datasources/master-datasources.xml:38:26 error'],
      says: /is-2 has the database reg_db on other\.example\.com:3306/,
      fixed: {},
    },
    {
      title: 'one role only',
      files: change(
        change(
          GOOD,
          TWO,
          '</datasources>',
          '<datasource><name>I</name><jndiConfig><name>jdbc/I</name></jndiConfig><definition type="RDBMS"><configuration><url>jdbc:mysql://db.example.com/i</url></configuration></definition></datasource></datasources>',
        ),
        'is-2/identity/identity.xml',
        'jdbc/WSO2CarbonDB_IS',
        'jdbc/I',
      ),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /^For identity, is-1 has/,
    },
  ],
});
