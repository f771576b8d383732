import { databaseOf } from '../../cluster/database.js';
import { datasourceLabel, hasOwnClass, isRdbms } from '../../cluster/datasources.js';
import type { Datasource } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
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
  remedy: 'Add the missing element to `<configuration>`.',
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
      if (hasOwnClass(datasource)) continue;
      for (const { field, setting, severity, effect } of missing(datasource)) {
        report({
          node,
          at: setting ?? datasource,
          address: `${datasource.address}/${field}`,
          severity,
          message: `The datasource ${datasourceLabel(datasource)} has ${setting === null ? 'no' : 'an empty'} <${field}>: ${effect}. Add it to its <configuration>.`,
        });
      }
    }
  },
});

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
