import rule from '../../../src/rules/datasource/datasource-embedded-in-cluster.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const REFERENCES = ['user-mgt.xml', 'identity/identity.xml', 'consent-mgt-config.xml'];
const H2 = 'jdbc:h2:./repository/database/X;DB_CLOSE_ON_EXIT=FALSE';
const URL = 'jdbc:mysql://db.example.com:3306/reg_db';
/** is-2 left on its own H2, as the packs have it. */
const stock = REFERENCES.reduce(
  (files, name) => change(files, `is-2/${name}`, 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB'),
  GOOD,
);
const only = (files: typeof GOOD, node: string) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(`${node}/`)));

const H2_TABLE = 'type = "h2"\nusername = "wso2carbon"\npassword = "s3nt1nel"';

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: the local registry alone is embedded',
      files: tomlCluster(),
    },

    { title: 'one server alone', files: only(stock, 'is-2') },
    {
      title: 'H2 in server mode',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', URL, 'jdbc:h2:tcp://db:9092/x'),
    },
    {
      title: 'H2 that lets others in',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', URL, 'jdbc:h2:/shared/x;AUTO_SERVER=TRUE'),
    },
    {
      title: 'files that are not committed',
      files: REFERENCES.reduce((files, name) => without(files, `is-2/${name}`), stock),
    },
    {
      title: 'metrics, which nothing shared uses',
      files: {
        ...GOOD,
        'is-1/repository/conf/datasources/metrics-datasources.xml': `<datasources-configuration><datasources><datasource><name>M</name><jndiConfig><name>jdbc/WSO2MetricsDB</name></jndiConfig><definition type="RDBMS"><configuration><url>${H2}</url></configuration></definition></datasource></datasources></datasources-configuration>`,
      },
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: every node on H2, whatever the version',
      files: tomlCluster({ '[database.identity_db]': H2_TABLE, '[database.shared_db]': H2_TABLE }),
      at: ['is-1/deployment.toml:21:9 error', 'is-1/deployment.toml:26:9 error'],
      says: /^For identity and consent, is-1 and is-2 each keep an embedded database/,
    },
    {
      title: 'deployment.toml: sessions of their own',
      files: tomlCluster({
        '[datasource.Sessions]':
          'id = "SessionDB"\nurl = "jdbc:h2:./repository/database/SESSIONS"\nusername = "x"\npassword = "s3nt1nel"\ndriver = "org.h2.Driver"',
        '[session]': 'data_source = "jdbc/SessionDB"',
      }),
      at: ['is-1/deployment.toml:40:8 error'],
      says: /^For sessions, is-1 and is-2 each keep .*SESSIONS \(h2, embedded\)/,
    },
    {
      title: 'deployment.toml: key stores of their own',
      files: tomlCluster({
        '[datasource.K]':
          'id = "K"\nurl = "jdbc:h2:./repository/database/K"\nusername = "x"\npassword = "s3nt1nel"\ndriver = "org.h2.Driver"',
        '[keystore]': 'datasource = "jdbc/K"',
      }),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:40:8 error'],
      says: /^For key stores, is-1 and is-2 each keep/,
    },
    {
      title: 'deployment.toml: one file for many servers',
      files: {
        'deployment.toml': deploymentToml({
          tables: {
            '[server]': 'hostname = "iam.example.com"\nnode_ip = "$env{NODE_IP}"',
            '[clustering]': 'membership_scheme = "kubernetes"\ndomain = "iam.prod"',
            '[database.identity_db]': H2_TABLE,
          },
        }),
      },
      at: ['deployment.toml:18:9 error'],
      says: /^For identity and consent, the servers that run .* each keep/,
    },

    {
      title: 'one node left on its own H2: one finding for all roles',
      files: stock,
      at: ['is-2/datasources/master-datasources.xml:17:26 error'],
      says: /^For users, identity and consent, is-2 keeps an embedded database, .*WSO2CARBON_DB \(h2, embedded\)/,
    },
    {
      title: 'a mount that leads to an embedded database',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', URL, H2),
      at: ['is-2/datasources/master-datasources.xml:38:26 error'],
      says: /^For mounted governance registry, mounted config registry, users, identity and consent, is-2/,
    },
    {
      title: 'all nodes alike: one finding',
      files: change(
        ['is-1', 'is-2'].reduce((files, node) => without(files, `${node}/registry.xml`), stock),
        'is-1/datasources/master-datasources.xml',
        URL,
        H2,
      ),
      at: ['is-1/datasources/master-datasources.xml:17:26 error'],
      says: /is-1 and is-2 each keep/,
      related: ['is-2/datasources/master-datasources.xml:17:26'],
    },
    {
      title: 'nodes that use it for different things: one each',
      files: change(
        change(GOOD, 'is-1/datasources/master-datasources.xml', URL, H2),
        'is-2/datasources/master-datasources.xml',
        URL,
        H2,
      ),
      at: [
        'is-1/datasources/master-datasources.xml:17:26 error',
        'is-2/datasources/master-datasources.xml:38:26 error',
      ],
    },
    {
      title: 'a user store with a datasource of its own',
      files: change(
        GOOD,
        'is-2/user-mgt.xml',
        '</Configuration>',
        '</Configuration><UserStoreManager class="org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager"><Property name="dataSource">jdbc/WSO2CarbonDB</Property></UserStoreManager>',
      ),
      at: ['is-2/datasources/master-datasources.xml:17:26 error'],
      says: /^For user store, is-2/,
    },
  ],
});
