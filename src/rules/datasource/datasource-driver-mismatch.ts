import { datasourceLabel, hasOwnClass, isRdbms, readableUrl } from '../../cluster/datasources.js';
import { driverAccepts, driverMeant } from '../../cluster/drivers.js';
import { vendorOf } from '../../cluster/jdbc.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { driverFor } from '../fix-driver.js';
import { writeText } from '../fix-value.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-driver-mismatch',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the driver of a datasource does not take its URL',
  why: 'A JDBC driver answers a URL of another vendor with no connection ("Driver … returned null for URL …"): the pool cannot connect.',
  remedy:
    'Name the driver class of the database that the URL leads to, and put its jar into `repository/components/lib`.',
  noFix: 'no driver is known that takes the URL',
  sources: ['java.sql.Driver.acceptsURL; tomcat-jdbc PooledConnection.connectUsingDriver'],
  examples: {
    bad: { title: 'the URL was changed, the driver was not', files: files('org.h2.Driver') },
    good: { title: 'the driver of the database', files: files('com.mysql.jdbc.Driver') },
  },
  check(node, report) {
    for (const datasource of (node.datasources ?? []).filter(isRdbms)) {
      const { driverClassName } = datasource;
      const driver = known(driverClassName);
      const url = readableUrl(datasource);
      if (driverClassName === null || driver === null || url === null || hasOwnClass(datasource)) continue;
      // What a type inferred is database-type-url-mismatch.
      if (driverClassName.origin === 'inferred') continue;
      const meant = driverMeant(driver);
      if (meant !== null) {
        report({
          node,
          at: driverClassName,
          message: `The datasource ${datasourceLabel(datasource)} names the driver ${quote(driver)}, which no database vendor has: the server cannot load the class, and the datasource does not work. Did you mean ${quote(meant)}?`,
          ...fixWith(`Write the driver ${meant}`, 'safe', writeText(node, driverClassName, meant)),
        });
      }
      if (driverAccepts(driver, url) !== 'no') continue;
      const usual = driverFor(node, url);
      const remedy = usual === null ? 'Name the driver of that database' : `Use ${quote(usual)}`;
      report({
        node,
        at: driverClassName,
        message: `The datasource ${datasourceLabel(datasource)} has a URL for ${vendorOf(url) ?? 'another vendor'} and the driver ${quote(driver)}, which does not take such URLs: it answers them with no connection at all. ${remedy}, with its jar in repository/components/lib.`,
        related:
          datasource.url === null ? [] : [{ node, at: datasource.url, message: 'the URL the driver does not take' }],
        // The URL may be what is wrong.
        ...fixWith(
          `Write the driver ${usual}`,
          'unsafe',
          usual === null ? [] : writeText(node, driverClassName, usual),
        ),
      });
    }
  },
});

function files(driver: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <definition type="RDBMS">
        <configuration>
          <url>jdbc:mysql://db.example.com:3306/reg_db</url>
          <driverClassName>${driver}</driverClassName>
        </configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
