import { jndiNames, resolveJndi } from '../../cluster/jndi.js';
import { jndiMeant } from '../../cluster/jndi-meant.js';
import { isPrefixDouble } from '../../cluster/references.js';
import { isPadded } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { isUnknown, known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { jndiFix } from '../fix-jndi.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'user-store-datasource-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'user-mgt.xml names a datasource that no datasource file defines',
  why: 'The server looks the name up before it opens the realm: "Error in looking up data source: Name [x] is not bound in this Context", and does not start.',
  remedy:
    'Write the JNDI name (`jndiConfig/name`) of a datasource, not its `name`, letter by letter; surrounding blanks do not count here. In deployment.toml: the id, without `jdbc/`, into `[realm_manager] data_source`.',
  noFix: 'which datasource is meant the files do not say',
  sources: [
    'RealmConfigXMLProcessor and DatabaseUtil, carbon-kernel 4.4.40 (IS 5.8.0)',
    'Failure report: the name of the datasource where its JNDI name belongs',
  ],
  examples: {
    bad: { title: 'the datasource’s name, not its JNDI name', files: realm('WSO2_CARBON_DB') },
    good: { title: 'its JNDI name', files: realm('jdbc/WSO2CarbonDB') },
  },
  check(node, report) {
    for (const setting of references(node)) {
      const name = setting.text.trim();
      if (name === '' || isUnknown(setting) || resolveJndi(node, name).kind !== 'missing') continue;
      if (isPadded(name, jndiNames(node))) continue; // xml-whitespace-in-reference
      if (isPrefixDouble(node, setting)) continue; // datasource-reference-prefix
      report({
        node,
        at: setting,
        message: `${subject(node, setting)} ${problem(node, name)}: the server stops with "Error in looking up data source: Name [${name}] is not bound in this Context". ${advice(node, setting)}`,
        ...jndiFix(node, setting, isRealmKey(node, setting) ? 'jdbc/' : ''),
      });
    }
  },
});

/** What the server looks up: the realm's datasource and those of the stores it keeps (a later one without domain is skipped). */
function references({ userMgt }: NodeModel): readonly Setting[] {
  if (userMgt === null) return [];
  const stores = userMgt.userStores.filter(({ properties }, index) => index === 0 || properties.has('DomainName'));
  return [userMgt, ...stores].flatMap(({ properties }) => properties.get('dataSource') ?? []);
}

function subject({ era }: NodeModel, setting: Setting): string {
  if (era === 'xml') return `The dataSource ${quote(setting)} in user-mgt.xml`;
  return setting.address === 'userMgt/dataSource'
    ? `The datasource ${quote(setting)}, which the server makes of [realm_manager] data_source,`
    : `The dataSource ${quote(setting)} in [user_store.properties]`;
}

/** The JNDI name of the datasource of that name. */
function jndiOfName(node: NodeModel, name: string): string | null {
  const bare = node.era === 'toml' ? name.replace(/^jdbc\//, '') : name;
  return known(node.datasources?.find((each) => known(each.name)?.trim() === bare)?.jndiName ?? null);
}

function problem(node: NodeModel, name: string): string {
  if (jndiOfName(node, name) !== null) return "holds the datasource's name, not its JNDI name";
  const names = jndiNames(node);
  const defined = names.length === 0 ? 'none' : list(names.map(quote), 4);
  return `is no JNDI name of the committed datasources (${defined})`;
}

function advice(node: NodeModel, setting: Setting): string {
  const name = setting.text.trim();
  const meant = jndiOfName(node, name);
  if (meant !== null) return `Write ${quote(asWritten(node, setting, meant))}.`;
  const near = jndiMeant(node, name)?.jndiName ?? null;
  return near === null
    ? 'Define the datasource or name another.'
    : `Did you mean ${quote(asWritten(node, setting, near))}?`;
}

/** `[realm_manager] data_source` is written without `jdbc/`. */
function asWritten(node: NodeModel, setting: Setting, name: string): string {
  return isRealmKey(node, setting) ? name.replace(/^jdbc\//, '') : name;
}

function isRealmKey({ era }: NodeModel, { address }: Setting): boolean {
  return era === 'toml' && address === 'userMgt/dataSource';
}

function realm(name: string): Readonly<Record<string, string>> {
  return {
    'user-mgt.xml': `<UserManager>
  <Realm>
    <Configuration>
      <AddAdmin>true</AddAdmin>
      <AdminRole>admin</AdminRole>
      <AdminUser><UserName>admin</UserName><Password>admin</Password></AdminUser>
      <EveryOneRoleName>everyone</EveryOneRoleName>
      <Property name="dataSource">${name}</Property>
    </Configuration>
    <AuthorizationManager class="org.wso2.carbon.user.core.authorization.JDBCAuthorizationManager"/>
  </Realm>
</UserManager>
`,
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
      <definition type="RDBMS">
        <configuration><url>jdbc:mysql://db.example.com:3306/reg_db</url></configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
