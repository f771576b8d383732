import { datasourceLabel, isRdbms, readableUrl } from '../../cluster/datasources.js';
import { validationQueryProblem } from '../../cluster/drivers.js';
import { vendorOf } from '../../cluster/jdbc.js';
import type { Datasource } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-validation-query',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the database refuses the validation query of a datasource',
  why: 'With `testOnBorrow` the pool runs the query before it hands out a connection; a query that the database refuses fails every one of them.',
  remedy:
    'Use the query of the vendor: `SELECT 1 FROM DUAL` (Oracle), `SELECT 1 FROM SYSIBM.SYSDUMMY1` (DB2, Derby), `SELECT 1` (the others).',
  sources: [
    'tomcat-jdbc PooledConnection.validate; the SQL manuals of the vendors',
    'WSO2 IS docs, configuring master-datasources.xml',
  ],
  examples: {
    bad: { title: 'the query of MySQL on Oracle', files: files('SELECT 1') },
    good: { title: 'the query of Oracle', files: files('SELECT 1 FROM DUAL') },
  },
  check(node, report) {
    for (const datasource of (node.datasources ?? []).filter(isRdbms)) {
      const { validationQuery } = datasource;
      const query = known(validationQuery);
      const vendor = vendorOf(readableUrl(datasource) ?? '');
      if (validationQuery === null || query === null || vendor === null) continue;
      const problem = validationQueryProblem(vendor, query);
      if (problem === null) continue;
      const onBorrow = isOn(datasource, 'testOnBorrow');
      if (!onBorrow && !isOn(datasource, 'testWhileIdle') && !isOn(datasource, 'testOnReturn')) continue;
      const effect = onBorrow
        ? 'no connection passes the test before it is handed out'
        : 'every connection that is tested is thrown away';
      report({
        node,
        at: validationQuery,
        severity: onBorrow ? 'error' : 'warning',
        message: `The datasource ${datasourceLabel(datasource)} tests its connections to ${vendor} with ${quote(query)}, which the database refuses (${problem.error}): ${effect}. Use ${quote(problem.wanted)}.`,
      });
    }
  },
});

/** What JAXB reads as true. */
function isOn({ properties }: Datasource, name: string): boolean {
  const text = known(properties.findLast((property) => property.name === name) ?? null)?.trim();
  return text === 'true' || text === '1';
}

function files(query: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <definition type="RDBMS">
        <configuration>
          <url>jdbc:oracle:thin:@db.example.com:1521/orcl</url>
          <testOnBorrow>true</testOnBorrow>
          <validationQuery>${query}</validationQuery>
        </configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
