import { databaseOf } from '../../cluster/database.js';
import { datasourceLabel, hasOwnClass, isRdbms } from '../../cluster/datasources.js';
import {
  databaseTables,
  isWholeDeployment,
  keyOfField,
  tableOf,
  unknownTypes,
} from '../../cluster/deployment-databases.js';
import type { Datasource, NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { driverFix } from '../fix-driver.js';
import { defineRule } from '../rule.js';

/** The login is somewhere else: in the URL, with the operating system, in a wallet, in properties of the driver. */
const OTHER_LOGIN =
  /[?&;](user(name)?|password)=|integratedSecurity|authentication(Scheme)?=|:\/\/[^/]*@|:\/@|trustServer|\/@/i;

export default defineRule({
  id: 'datasource-field-missing',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a datasource lacks its URL, driver, user name or password',
  why: 'Without a URL or a driver the pool cannot connect, and whatever uses the datasource does not start. Without a user name the server passes neither user name nor password to the database.',
  remedy: 'Add the missing element to `<configuration>`, or the key to the table of deployment.toml.',
  noFix: 'what belongs there the files do not say',
  sources: [
    'RDBMSDataSourceUtils.createPoolConfiguration, carbon-kernel 4.4.40',
    'WSO2 IS docs, configuring master-datasources.xml',
  ],
  examples: {
    bad: { title: 'no driver', files: files('') },
    good: { title: 'complete', files: files('<driverClassName>com.mysql.jdbc.Driver</driverClassName>') },
  },
  check(node, report) {
    for (const datasource of (node.datasources ?? []).filter(isRdbms)) {
      if (hasOwnClass(datasource) || isToldElsewhere(node, datasource)) continue;
      for (const { field, setting, severity, effect } of missing(datasource)) {
        report({
          node,
          at: setting ?? datasource,
          address: `${datasource.address}/${field}`,
          severity,
          message:
            node.era === 'toml'
              ? `The datasource ${datasourceLabel(datasource)} has ${isWritten(setting) ? 'an empty' : 'no'} ${keyOfField(field)}: ${effect}. ${adviceFor(datasource, field)}`
              : `The datasource ${datasourceLabel(datasource)} has ${setting === null ? 'no' : 'an empty'} <${field}>: ${effect}. Add it to its <configuration>.`,
          ...(field === 'driverClassName' && isAllElse(datasource) ? driverFix(node, datasource) : {}),
        });
      }
    }
  },
});

/** A piece of a deployment.toml, a reference that stops the server, a type that infers nothing. */
function isToldElsewhere(node: NodeModel, datasource: Datasource): boolean {
  const { toml } = node;
  if (toml === null || node.era === 'xml') return false;
  if (!isWholeDeployment(node)) return true;
  const table = databaseTables(toml).find(({ datasource: one }) => one.jndiName === datasource.jndiName?.text);
  const header = tableOf(datasource).slice(1, -1);
  if (toml.faults.some(({ key, name }) => [key, name].some((each) => each.startsWith(`${header}.`)))) return true;
  const type = table?.effective('type') ?? null;
  if (type !== null && type.kind !== 'literal') return true;
  return unknownTypes(node, toml).some((unknown) => unknown.table.name === table?.name); // database-type-unknown
}

function isWritten(setting: Setting | null): boolean {
  return setting?.origin === 'explicit';
}

function adviceFor(datasource: Datasource, field: string): string {
  const header = tableOf(datasource);
  const key = keyOfField(field);
  if (header.startsWith('[database.'))
    return `Add ${key} to ${header}${key === 'url' || key === 'driver' ? ', or a type with its coordinates' : ''}.`;
  return `Add ${key} to ${header}${key === 'driver' ? ': a type infers nothing there' : ''}.`;
}

interface Missing {
  readonly field: string;
  readonly setting: Setting | null;
  readonly severity: 'error' | 'warning';
  readonly effect: string;
}

function missing(datasource: Datasource): readonly Missing[] {
  const { url, driverClassName, username, password } = datasource;
  const cannot = 'the pool cannot connect, and whatever uses the datasource does not start';
  if (isEmpty(url)) return [{ field: 'url', setting: url, severity: 'error', effect: cannot }];
  if (isEmpty(driverClassName)) {
    return [{ field: 'driverClassName', setting: driverClassName, severity: 'error', effect: cannot }];
  }
  if (databaseOf(datasource)?.kind !== 'server' || hasOtherLogin(datasource)) return [];
  if (isEmpty(username)) {
    const effect = 'the server passes neither user name nor password to the database, which will most likely refuse it';
    return [{ field: 'username', setting: username, severity: 'warning', effect }];
  }
  if (!isEmpty(password)) return [];
  return [
    { field: 'password', setting: password, severity: 'warning', effect: 'the server logs in without a password' },
  ];
}

/** Nothing but the driver is missing. */
function isAllElse(datasource: Datasource): boolean {
  return missing({ ...datasource, driverClassName: datasource.url }).length === 0;
}

function isEmpty(setting: Setting | null): boolean {
  return setting === null || (setting.kind === 'literal' && setting.text.trim() === '');
}

function hasOtherLogin({ url, properties }: Datasource): boolean {
  const elsewhere = ['databaseProps', 'connectionProperties'];
  return OTHER_LOGIN.test(url?.text ?? '') || properties.some(({ name }) => elsewhere.includes(name));
}

function files(driver: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <definition type="RDBMS">
        <configuration>
          <url>jdbc:mysql://db.example.com:3306/reg_db</url>
          <username>regadmin</username>
          <password>secret</password>
          ${driver}
        </configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
