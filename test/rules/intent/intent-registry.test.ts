import rule from '../../../src/rules/intent/intent-registry.js';
import { expecting, SHARED, TOML_HOSTS } from '../../support/expecting.js';
import { change, type Files, GOOD, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-2/registry.xml';
const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, FILE, from, to);
const OWNER = { shape: 'owner', owner: 'is-1', databases: { registry: SHARED } };
const ALL = { shape: 'all-mount', databases: { registry: SHARED } };
const good = String(GOOD['is-2/repository/conf/registry.xml']);
/** From the comment before the shared dbConfig to the end of the last mount. */
const added = good.slice(good.indexOf('    <!-- The shared'), good.indexOf('    <versionResources'));
const unmounted = registry(added, '');
const mounts = (config: string): string => `
    <dbConfig name="wso2registry_registry">
        <dataSource>jdbc/WSO2CarbonDB_IS</dataSource>
    </dbConfig>
    <remoteInstance url="https://localhost:9443/registry">
        <id>instanceid</id>
        <dbConfig>wso2registry_registry</dbConfig>
        <readOnly>false</readOnly>
        <enableCache>true</enableCache>
        <registryRoot>/</registryRoot>
    </remoteInstance>
    <mount path="/_system/config" overwrite="true">
        <instanceId>instanceid</instanceId>
        <targetPath>${config}</targetPath>
    </mount>
    <mount path="/_system/governance" overwrite="true">
        <instanceId>instanceid</instanceId>
        <targetPath>/_system/governance</targetPath>
    </mount>`;
const withMounts = (config: string): string =>
  good.replace(added, '').replace('    </dbConfig>', `    </dbConfig>${mounts(config)}`);
const governanceMount = `    <mount path="/_system/governance" overwrite="true">
        <instanceId>instanceid</instanceId>
        <targetPath>/_system/governance</targetPath>
    </mount>
`;
const OTHER = { ...SHARED, url: 'jdbc:mysql://db.example.com:3306/other' };

ruleTest(rule, {
  valid: [
    { title: 'as expected: an owner', files: expecting(GOOD, OWNER) },
    {
      title: 'the datasource itself leads elsewhere',
      files: expecting(GOOD, { ...OWNER, databases: { registry: OTHER } }),
    },
    { title: 'no shape is expected', files: expecting(unmounted, { databases: { registry: SHARED } }) },
    { title: 'no database is expected', files: expecting(unmounted, { shape: 'all-mount' }) },
    { title: 'the owner mounts nothing', files: expecting(GOOD, { ...OWNER, owner: 'is-1' }, { 'is-1': null }) },
    { title: 'every node has the database as its own', files: expecting(GOOD, ALL, { 'is-1': null }) },
    { title: 'the templates of a deployment.toml mount everything', files: expecting(GOOD_TOML, ALL, TOML_HOSTS) },
    {
      title: 'a path that is filled in',
      files: expecting(registry('<mount path="/_system/governance"', '<mount path="{{ path }}"'), OWNER),
    },
    {
      title: 'a broken mount is another rule’s',
      files: expecting(registry(governanceMount, governanceMount.replace('overwrite="true"', 'overwrite="no"')), OWNER),
    },
    {
      title: 'mounted from a database that is filled in',
      files: expecting(
        change(GOOD, 'is-2/datasources/master-datasources.xml', 'jdbc:mysql://db.example.com:3306/reg_db', '{{ url }}'),
        OWNER,
      ),
    },
  ],
  invalid: [
    {
      title: 'no mount, beside an owner',
      files: expecting(unmounted, OWNER),
      at: [`${FILE}:2:2 error`],
      says: /expects is-2 to mount \/_system\/config and \/_system\/governance from reg_db on db\.example\.com:3306 \(mysql\), and it keeps them to itself/,
      address: 'registry/mount',
      fixed: { [FILE]: withMounts('/_system/nodes') },
    },
    {
      title: 'no mount where every node has them',
      files: expecting(unmounted, ALL),
      at: [`${FILE}:2:2 error`],
      fixed: { [FILE]: withMounts('/_system/config') },
    },
    {
      title: 'one mount is missing, and the guide’s names are taken',
      files: expecting(registry(governanceMount, ''), OWNER),
      at: [`${FILE}:2:2 error`],
      says: /to mount \/_system\/governance from .* and it keeps it to itself/,
      fixed: {
        [FILE]: [
          /<dbConfig name="wso2registry_registry_2">\n {8}<dataSource>jdbc\/WSO2CarbonDB_IS</,
          /<id>instanceid_2<[\s\S]*<dbConfig>wso2registry_registry_2<[\s\S]*<instanceId>instanceid_2</,
        ],
      },
    },
    {
      title: 'mounted from another datasource',
      files: expecting(
        registry(
          '>jdbc/WSO2CarbonDB_IS<',
          '>jdbc/Old<',
          change(
            GOOD,
            'is-2/datasources/master-datasources.xml',
            '    </datasources>',
            `        <datasource>
            <name>OLD</name>
            <jndiConfig><name>jdbc/Old</name></jndiConfig>
            <definition type="RDBMS"><configuration><url>jdbc:mysql://db.example.com:3306/old</url></configuration></definition>
        </datasource>
    </datasources>`,
          ),
        ),
        OWNER,
      ),
      at: [`${FILE}:15:21 error`],
      says: /mount \/_system\/config and \/_system\/governance from reg_db on .* and what is mounted is old on .*Write the JNDI name "jdbc\/WSO2CarbonDB_IS"/,
      fixed: { [FILE]: good },
    },
    {
      title: 'a file with Windows line ends, on one level',
      files: expecting(
        {
          ...GOOD,
          'is-2/repository/conf/registry.xml':
            '<wso2registry>\r\n<currentDBConfig>a</currentDBConfig>\r\n<dbConfig name="a"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig> <!-- ours -->\r\n</wso2registry>\r\n',
        },
        ALL,
      ),
      at: [`${FILE}:1:2 error`],
      fixed: {
        [FILE]:
          /<\/dbConfig> <!-- ours -->\r\n<dbConfig name="wso2registry_registry">\r\n {4}<dataSource>jdbc\/WSO2CarbonDB_IS<\/dataSource>\r\n<\/dbConfig>\r\n/,
      },
    },
  ],
});
