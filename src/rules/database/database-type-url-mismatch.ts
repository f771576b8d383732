import { identityToml } from '../../cluster/deployment.js';
import {
  type DatabaseTable,
  databaseTables,
  isMadeBySome,
  typeOfVendor,
  vendorOfType,
} from '../../cluster/deployment-databases.js';
import { driverAccepts, driversFor } from '../../cluster/drivers.js';
import { hasMarker, vendorOf } from '../../cluster/jdbc.js';
import type { Setting } from '../../server/setting.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { writeText } from '../fix-value.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'database-type-url-mismatch',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the type of a database and its url name two vendors',
  why: 'A url that is written wins over the one made from the type, but the driver still comes from the type: a driver does not take the URL of another vendor, and the pool cannot connect. Where the driver is written too, the type is only misleading.',
  remedy: 'Set the type to the vendor of the url, or remove it and write url and driver.',
  noFix: 'no type stands for the vendor of the url',
  sources: [
    'infer.json and ValueInferrer: what is written wins, the rest is inferred (IS 5.9.0 to 7.3.0)',
    'java.sql.Driver.acceptsURL',
  ],
  examples: {
    bad: { title: 'the driver of PostgreSQL for MySQL', files: files('postgre') },
    good: { title: 'one vendor', files: files('mysql') },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    for (const table of databaseTables(toml)) {
      const { type, url } = pairOf(table);
      if (type === null || url === null) continue;
      const [ofType, ofUrl] = [vendorOfType(type.text), vendorOf(url.text)];
      if (ofType === null || ofUrl === null || ofUrl === 'other' || ofType === ofUrl) continue;
      const driver = table.effective('driver');
      const className = known(driver);
      const refused =
        driver?.origin === 'inferred' && className !== null && driverAccepts(className, url.text) === 'no';
      // One family: the driver of either takes the URL, or somebody has chosen it.
      if (!refused && [ofType, ofUrl].every((vendor) => vendor === 'mysql' || vendor === 'mariadb')) continue;
      if (!refused && driver?.origin !== 'explicit') continue;
      const [usual] = driversFor(url.text);
      const right = typeOfVendor(ofUrl);
      const isKnown = right !== null && isMadeBySome(node, right);
      const what = `${table.header} has type ${quote(type)} and a url for ${ofUrl}`;
      report({
        node,
        at: type,
        discriminator: table.name,
        ...(refused ? {} : { severity: 'info' as const }),
        message: refused
          ? `${what}: the url that is written stays, but the driver is made from the type (${quote(driver)}) and does not take it, so the pool cannot connect. Set the type to that of the url${usual === undefined ? '' : `, or write driver = ${quote(usual)}`}.`
          : `${what}: url and driver are written and win, so the type only misleads. Set it to the vendor of the url, or remove it.`,
        related: [{ node, at: url, message: `the url for ${ofUrl}` }],
        // What is written wins: the url stays what it is.
        ...fixWith(`Write type = "${right}" in ${table.header}`, 'safe', isKnown ? writeText(node, type, right) : []),
      });
    }
  },
});

function pairOf(table: DatabaseTable): { readonly type: Setting | null; readonly url: Setting | null } {
  const [type, url] = [table.effective('type'), table.effective('url')];
  const isRead =
    url?.origin === 'explicit' && (url.kind === 'literal' || (url.kind !== 'secret' && hasMarker(url.text)));
  return { type: type?.kind === 'literal' && type.origin === 'explicit' ? type : null, url: isRead ? url : null };
}

function files(type: string): Readonly<Record<string, string>> {
  const table = `type = "${type}"\nurl = "jdbc:mysql://db.example.com:3306/shared"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"`;
  return { 'deployment.toml': deploymentToml({ tables: { '[database.shared_db]': table } }) };
}
