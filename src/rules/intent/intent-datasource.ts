import { databaseOf, sameDatabaseOnNode, showDatabase } from '../../cluster/database.js';
import { type ExpectedNode, type ExpectedSource, expectationOf } from '../../cluster/expectation.js';
import { type JndiLookup, resolveJndi } from '../../cluster/jndi.js';
import { known, type Placed } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { type DatasourceFix, writeDatasource } from '../fix-datasources.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'intent-datasource',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a database that `expect` names is not defined on a node, or its datasource leads elsewhere',
  why: 'The configuration says where registry, users, identity and consent data are. A node without a datasource for one of them keeps its own.',
  remedy: 'Let `--fix` write the datasource and set the variable it names for the password, or change `expect`.',
  sources: ['WSO2 Clustering Guide, "Clustering Identity Server", steps 3 and 5'],
  noFix: 'what the file has leaves no place for another datasource: write it by hand',
  examples: {
    bad: { title: 'the stock database', files: example('jdbc:h2:./repository/database/X', 'org.h2.Driver') },
    good: { title: 'as expected', files: example('jdbc:mysql://db.example.com:3306/reg', 'com.mysql.jdbc.Driver') },
  },
  check(cluster, report) {
    for (const expected of expectationOf(cluster)?.nodes ?? []) {
      const { node } = expected;
      for (const source of distinctSources(expected)) {
        const lookup = resolveJndi(node, source.jndiName);
        if (lookup.kind === 'unknown' || leadsThere(lookup, source)) continue;
        const { edits, password } = writeDatasource(node, source);
        const is = lookup.kind === 'missing' ? 'there is none' : `it is ${databaseText(lookup)}`;
        const [todo, secret] = leftToPerson(expected, source, password);
        report({
          node,
          at: placeOf(expected, lookup),
          address: `datasources[${source.jndiName}]`,
          message: `The configuration expects the datasource ${quote(source.jndiName)} of ${node.name} to be ${showDatabase(source.database.identity)}, and ${is}. Write it (--fix does), or change expect. ${secret}`,
          // The title is what is shown once it is written.
          ...fixWith(`Write ${source.jndiName} of ${node.name}; ${todo}`, 'safe', edits),
        });
      }
    }
  },
});

/** What remains to be done: in a title, and as a sentence. */
function leftToPerson(
  { node }: ExpectedNode,
  { database }: ExpectedSource,
  password: DatasourceFix['password'],
): readonly [todo: string, sentence: string] {
  if (password.kind === 'variable') {
    const kind = node.era === 'toml' ? 'an environment variable' : 'a system property (-D)';
    return [`set ${password.name}`, `Its password is left to ${password.name}: set it as ${kind} of the server.`];
  }
  if (password.kind === 'vault')
    return ['see to its password', 'Its password stays in the vault: put the new one there.'];
  const user = database.username === null ? '' : ` of ${quote(database.username)}`;
  return ['write its password', `No passwordFrom is given: write the password${user} into the file.`];
}

/** Each datasource once: several roles may be in one. */
function distinctSources({ registry, users, identity, consent }: ExpectedNode): ExpectedSource[] {
  const all = [registry, users, identity, consent].filter((one) => one !== null);
  return [...new Map(all.map((one) => [one.jndiName, one])).values()];
}

function leadsThere(lookup: JndiLookup, { database }: ExpectedSource): boolean {
  if (lookup.kind !== 'found') return false;
  // Some tool writes it before the server reads it.
  const { url } = lookup.datasource;
  if (url?.kind === 'template') return true;
  if (known(url)?.trim() === '') return false;
  const identity = databaseOf(lookup.datasource);
  return identity !== null && sameDatabaseOnNode(identity, database.identity) !== 'no';
}

function databaseText(lookup: JndiLookup): string {
  const identity = lookup.kind === 'found' ? databaseOf(lookup.datasource) : null;
  return identity === null ? 'no database' : showDatabase(identity);
}

function placeOf({ node }: ExpectedNode, lookup: JndiLookup): Placed {
  if (lookup.kind === 'found') return lookup.datasource.url ?? lookup.datasource;
  const file = node.files.find(({ role }) => role === 'datasources' || role === 'deployment-toml');
  return node.datasources?.[0] ?? { file: file?.name ?? '', span: null, address: 'datasources' };
}

function example(url: string, driver: string): Record<string, string> {
  const datasources = `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB_IS</name>
      <jndiConfig><name>jdbc/WSO2CarbonDB_IS</name></jndiConfig>
      <definition type="RDBMS">
        <configuration>
          <url>${url}</url>
          <username>regadmin</username>
          <driverClassName>${driver}</driverClassName>
        </configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`;
  return {
    '.wso2is-lint.yml': `clusters:
  production:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    expect:
      databases: { registry: { url: 'jdbc:mysql://db.example.com:3306/reg', username: regadmin, passwordFrom: REG_DB_PASSWORD } }
`,
    'is-1/master-datasources.xml': datasources,
    'is-2/master-datasources.xml': datasources,
  };
}
