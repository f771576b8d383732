import rule from '../../../src/rules/intent/intent-user-store.js';
import { expecting, TOML_HOSTS } from '../../support/expecting.js';
import { change, type Files, GOOD, GOOD_TOML, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-2/user-mgt.xml';
const LDAP = 'is-2/identity/embedded-ldap.xml';
const JDBC = { userStore: 'jdbc' };
const good = String(GOOD['is-2/repository/conf/user-mgt.xml']);
const store = good.slice(good.indexOf('        <UserStoreManager'), good.indexOf('        <AuthorizationManager'));
const users = (manager: string, files: Files = GOOD): Files => change(files, FILE, store, manager);
const ldap = `        <UserStoreManager class="org.wso2.carbon.user.core.ldap.ReadWriteLDAPUserStoreManager">
            <!-- ours -->
            <Property name="TenantManager">org.wso2.carbon.user.core.tenant.CommonHybridLDAPTenantManager</Property>
            <Property name="ConnectionURL">ldap://localhost:\${Ports.EmbeddedLDAP.LDAPServerPort}</Property>
            <Property name="ConnectionPassword">admin</Property>
            <!-- who may be written -->
            <Property name="ReadGroups">true</Property>
            <Property name="UsernameJavaRegEx">[a-z]{3,30}$</Property> <!-- only small letters -->
            <Property name="UsernameJavaRegExViolationErrorMsg">No</Property>
            <Property name="SCIMEnabled">true</Property>
            <Property name="ReadTimeout"/>
        </UserStoreManager>

`;
const written = `        <UserStoreManager class="org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager">
            <!-- ours -->
            <Property name="TenantManager">org.wso2.carbon.user.core.tenant.JDBCTenantManager</Property>
            <!-- who may be written -->
            <Property name="ReadGroups">true</Property>
            <Property name="UsernameJavaRegEx">[a-z]{3,30}$</Property> <!-- only small letters -->
            <Property name="UsernameJavaRegExViolationErrorMsg">No</Property>
            <Property name="SCIMEnabled">true</Property>
            <Property name="ReadOnly">false</Property>
            <Property name="WriteGroups">true</Property>
`;
const isOn = change(GOOD, LDAP, '<Property name="enable">false<', '<Property name="enable">true<');

ruleTest(rule, {
  valid: [
    { title: 'as expected', files: expecting(GOOD, JDBC) },
    { title: 'as expected, TOML', files: expecting(GOOD_TOML, JDBC, TOML_HOSTS) },
    { title: 'the store is to stay', files: expecting(users(ldap, isOn), { userStore: 'keep' }) },
    { title: 'nothing is expected of it', files: expecting(users(ldap), { hostName: 'x.example.com' }) },
    { title: 'no embedded-ldap.xml', files: expecting(without(GOOD, LDAP), JDBC) },
    {
      title: 'a template',
      files: expecting(
        change(GOOD, FILE, 'org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager', '{{ manager }}'),
        JDBC,
      ),
    },
    {
      title: 'a template for the server',
      files: expecting(change(GOOD, LDAP, '<Property name="enable">false<', '<Property name="enable">{{ on }}<'), JDBC),
    },
  ],
  invalid: [
    {
      title: 'the embedded LDAP server: what both stores have stays as it is',
      files: expecting(users(ldap, isOn), JDBC),
      at: [`${FILE}:16:34 error`],
      says: /primary store is .*ReadWriteLDAPUserStoreManager/,
      fixed: {
        [FILE]: new RegExp(written.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
        [LDAP]: String(GOOD['is-2/repository/conf/identity/embedded-ldap.xml']),
      },
    },
    {
      title: 'no embedded-ldap.xml',
      files: expecting(users(ldap, without(GOOD, LDAP)), JDBC),
      at: [`${FILE}:16:34 error`],
      fixed: { [FILE]: /JDBCUserStoreManager"/ },
    },
    {
      title: 'only the server is on',
      files: expecting(isOn, JDBC),
      at: [`${LDAP}:4:33 error`],
      says: /its embedded LDAP server is on/,
      fixed: { [LDAP]: /"enable">false</ },
    },
    {
      title: 'nothing of the store can stay',
      files: expecting(
        users(
          '        <UserStoreManager class="x.LDAPUserStoreManager"><Property name="ConnectionURL">ldap://a</Property></UserStoreManager>\n',
        ),
        JDBC,
      ),
      at: [`${FILE}:16:34 error`],
      fixed: {
        [FILE]:
          /\n {8}<UserStoreManager class="org\.wso2\.carbon\.user\.core\.jdbc\.JDBCUserStoreManager">\n {12}<Property name="TenantManager">[\s\S]*\n {8}<\/UserStoreManager>\n/,
      },
    },
    {
      title: 'an empty store',
      files: expecting(users('        <UserStoreManager class="x.LDAPUserStoreManager"/>\n'), JDBC),
      at: [`${FILE}:16:34 error`],
      fixed: {
        [FILE]:
          /\n {8}<UserStoreManager class="org\.wso2\.carbon\.user\.core\.jdbc\.JDBCUserStoreManager">\n {12}<Property name="TenantManager">[\s\S]*\n {8}<\/UserStoreManager>\n/,
      },
    },
    {
      title: 'TOML: 5.9',
      files: expecting(
        change(GOOD_TOML, 'is-2/deployment.toml', 'type = "database_unique_id"', 'type = "read_write_ldap" # stock'),
        JDBC,
        { 'is-2': null },
      ),
      productVersion: '5.9.0',
      at: ['is-2/deployment.toml:12:9 error'],
      fixed: { 'is-2/deployment.toml': /type = "database" # stock\n/ },
    },
    {
      title: 'TOML: later',
      files: expecting(
        change(GOOD_TOML, 'is-2/deployment.toml', 'type = "database_unique_id"', 'type = "read_write_ldap_unique_id"'),
        JDBC,
        { 'is-2': null },
      ),
      productVersion: '5.11.0',
      at: ['is-2/deployment.toml:12:9 error'],
      fixed: { 'is-2/deployment.toml': /type = "database_unique_id"\n/ },
    },
  ],
});
