import { identityToml } from '../../cluster/deployment.js';
import { isWholeDeployment, TYPES, typeMeant, unknownTypes, vendorOfType } from '../../cluster/deployment-databases.js';
import { list, quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { writeText } from '../fix-value.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'database-type-unknown',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a database type from which the server makes no driver and no URL',
  why: 'Driver and URL come from exactly `mysql`, `mariadb` (5.11 on), `postgre`, `mssql`, `oracle`, `db2` or `h2`. From any other text nothing is made: with `hostname` and `port` the server stops with "Configuration with key database.shared_db.url doesn\'t exist", or the datasource is left without driver and URL.',
  remedy: 'Write one of the types above, letter by letter, or give `url` and `driver` yourself.',
  noFix: 'which database is meant the file does not say',
  sources: [
    "infer.json of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0); run on the server's own code: golden db-type-unknown, db-type-case",
    'https://github.com/wso2/product-apim/issues/7091',
  ],
  examples: {
    bad: { title: 'the name of the product', files: files('postgresql') },
    good: { title: 'the name the server knows', files: files('postgre') },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null || !isWholeDeployment(node)) return;
    for (const { table, type, missing } of unknownTypes(node, toml)) {
      const meant = vendorOfType(type.text) === null ? typeMeant(type.text) : null;
      const stops = toml.faults.some(({ name }) => name === 'database.shared_db.url') && table.name === 'shared_db';
      const effect = stops
        ? 'the server stops at start with "Configuration with key database.shared_db.url doesn\'t exist"'
        : `${table.datasource.name} has no ${list(missing)}, and the pool cannot connect`;
      report({
        node,
        at: type,
        discriminator: table.name,
        message: `${table.header} has type ${quote(type)}, from which the server makes neither url nor driver: ${effect}. The types are ${list(TYPES, 9)}; with another one write ${list(missing)} yourself.${meant === null ? '' : ` Did you mean ${quote(meant)}?`}`,
        ...fixWith(`Write type = "${meant}"`, 'safe', meant === null ? [] : writeText(node, type, meant)),
      });
    }
  },
});

function files(type: string): Readonly<Record<string, string>> {
  const table = `type = "${type}"\nhostname = "db.example.com"\nport = "5432"\nname = "shared"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"`;
  return { 'deployment.toml': deploymentToml({ tables: { '[database.shared_db]': table } }) };
}
