import { databaseOf } from '../../cluster/database.js';
import { datasourceLabel, isRdbms, readableUrl } from '../../cluster/datasources.js';
import { isWholeDeployment, tableOf } from '../../cluster/deployment-databases.js';
import { queryFor, validationQueryProblem } from '../../cluster/drivers.js';
import { vendorOf } from '../../cluster/jdbc.js';
import type { Datasource, NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { queryFix } from '../fix-pool.js';
import { writeText } from '../fix-value.js';
import { defineRule, type Report } from '../rule.js';

export default defineRule({
  id: 'datasource-validation-query',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the database refuses the validation query of a datasource, or deployment.toml gives none',
  why: 'With `testOnBorrow` the pool runs the query before it hands out a connection; a query that the database refuses fails every one of them. Without a query nothing is run: connections that a restart or failover of the database has cut may be handed out. Up to IS 7.2 the query that the server makes from a database type goes to a key that no template reads.',
  remedy:
    'Use the query of the vendor: `SELECT 1 FROM DUAL` (Oracle), `SELECT 1 FROM SYSIBM.SYSDUMMY1` (DB2, Derby), `SELECT 1` (the others). In deployment.toml it belongs into `pool_options.validationQuery`.',
  noFix: 'a template or another table decides what stands there',
  sources: [
    'tomcat-jdbc PooledConnection.validate; the SQL manuals of the vendors',
    'WSO2 IS docs, configuring master-datasources.xml',
    'infer.json and master-datasources.xml.j2 of carbon-kernel 4.5.1 to 4.12.34; golden db-validation-query',
    'https://github.com/wso2/product-is/issues/6355',
  ],
  examples: {
    bad: { title: 'the query of MySQL on Oracle', files: files('SELECT 1') },
    good: { title: 'the query of Oracle', files: files('SELECT 1 FROM DUAL') },
  },
  check(node, report) {
    const [first, ...others] = untested(node);
    if (first !== undefined) report(missingQuery(node, first, others));
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
        ...fixWith(
          'Write the validation query of the vendor',
          'safe',
          writeText(node, validationQuery, problem.wanted),
        ),
      });
    }
  },
});

/** Datasources of a deployment.toml that test connections and have nothing to test them with, up to 7.2 at least. */
function untested(node: NodeModel): readonly Datasource[] {
  if (!isWholeDeployment(node)) return [];
  return (node.datasources ?? []).filter((datasource) => {
    const { validationQuery, testOnBorrow } = datasource;
    // From 7.3 on it is inferred; before nothing is.
    const isMissing =
      validationQuery === null || (validationQuery.varies === true && validationQuery.origin === 'inferred');
    const isTested =
      isOn(datasource, 'testOnBorrow') || (testOnBorrow?.varies === true && testOnBorrow.text === 'true');
    const isServer = databaseOf(datasource)?.kind === 'server';
    return (
      isMissing &&
      isTested &&
      isServer &&
      !datasource.properties.some(({ name }) => name === 'validatorClassName') &&
      !hasQueryElsewhere(node, datasource)
    );
  });
}

/** At a place nothing reads: toml-key-unknown. */
function hasQueryElsewhere({ toml }: NodeModel, datasource: Datasource): boolean {
  const table = tableOf(datasource).replace(/^\[+|\]+$/g, '');
  return toml?.written.some(({ key }) => key.startsWith(`${table}.validation`)) ?? false;
}

function missingQuery(node: NodeModel, first: Datasource, others: readonly Datasource[]): Report {
  const all = [first, ...others];
  const sometimes = all.every(({ validationQuery, testOnBorrow }) => validationQuery !== null || testOnBorrow?.varies);
  const query = queryFor(vendorOf(readableUrl(first) ?? ''));
  return {
    node,
    at: first,
    address: `${first.address}/validationQuery`,
    severity: sometimes ? 'info' : 'warning',
    message: `${list(all.map(tableOf))} ${others.length === 0 ? 'has' : 'have'} no pool_options.validationQuery, and the connections are to be tested before use (testOnBorrow)${sometimes ? ': up to IS 7.2' : ':'} the pool has no query to run, and connections that a restart or failover of the database has cut may be handed out. Write pool_options.validationQuery = ${quote(query)} there.`,
    related: others.map((other) => ({ node, at: other, message: `${tableOf(other)} has none, either` })),
    ...queryFix(node, all),
  };
}

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
