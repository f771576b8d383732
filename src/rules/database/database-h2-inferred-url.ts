import { identityToml } from '../../cluster/deployment.js';
import { databaseTables, isWholeDeployment } from '../../cluster/deployment-databases.js';
import { known } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'database-h2-inferred-url',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a database of type h2 without url is the file of the local registry',
  why: 'From `type = "h2"` the server makes the same URL for every database, `./repository/database/WSO2CARBON_DB`: what was meant to be several databases, and the local registry, are one file, whose tables are made for the local registry only.',
  remedy: 'Write a url for each H2 database (`jdbc:h2:./repository/database/WSO2SHARED_DB`).',
  noFix: 'where each database is to be only you know',
  sources: ['infer.json of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0)'],
  examples: {
    bad: { title: 'no url', files: files('') },
    good: { title: 'a file of its own', files: files('\nurl = "jdbc:h2:./repository/database/WSO2SHARED_DB"') },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null || !isWholeDeployment(node)) return;
    const tables = databaseTables(toml).filter(
      (table) =>
        table.name !== 'registry_db' &&
        known(table.effective('type')) === 'h2' &&
        table.effective('url')?.origin === 'inferred',
    );
    for (const table of tables) {
      const others = tables.filter((other) => other !== table).map(({ header }) => header);
      const same = list(['the local registry', ...others]);
      report({
        node,
        at: table.effective('type') ?? table.at,
        discriminator: table.name,
        message: `${table.header} has type "h2" and no url: the server then uses ./repository/database/WSO2CARBON_DB, the same file as for ${same}, which does not have its tables. Write a url, "jdbc:h2:./repository/database/${table.datasource.name}".`,
      });
    }
  },
});

function files(url: string): Readonly<Record<string, string>> {
  const table = `type = "h2"${url}\nusername = "wso2carbon"\npassword = "$env{DB_PASSWORD}"`;
  return { 'deployment.toml': deploymentToml({ tables: { '[database.shared_db]': table } }) };
}
