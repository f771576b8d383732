import { datasourceLabel, hasOwnClass, isRdbms } from '../../cluster/datasources.js';
import { placeOfKey } from '../../cluster/deployment.js';
import { tableOf } from '../../cluster/deployment-databases.js';
import { urlProblems } from '../../cluster/drivers.js';
import type { Datasource, NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import type { WrittenKey } from '../../server/toml/flatten.js';
import { lastPart } from '../../server/toml/value.js';
import { quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { writeText } from '../fix-value.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-url-malformed',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the URL of a datasource cannot be a JDBC URL that works',
  why: 'The pool hands the text to the driver as it is. A driver that does not know the prefix returns no connection ("Driver … returned null for URL"); a missing "?" or a blank becomes part of the name of the database.',
  remedy: 'Correct the URL: `jdbc:mysql://host:3306/database?name=value&amp;name=value`, without blanks.',
  noFix: 'there is more than one way to correct it',
  sources: [
    'RDBMSDataSourceUtils, carbon-kernel 4.4.40, and tomcat-jdbc PooledConnection: the URL is used verbatim',
    'WSO2 IS docs, deployment pattern 1: "WSO2_IDENTITY_DB autoReconnect=true"',
    'ReferenceResolver of config-mapper: a reference to what is no string takes the place of the whole value; golden rf-ref-bool',
  ],
  examples: {
    bad: { title: 'a blank where the question mark belongs', files: files('identity_db autoReconnect=true') },
    good: { title: 'a question mark', files: files('identity_db?autoReconnect=true') },
  },
  check(node, report) {
    for (const datasource of (node.datasources ?? []).filter(isRdbms)) {
      const text = known(datasource.url);
      if (datasource.url === null || text === null || text.trim() === '' || hasOwnClass(datasource)) continue;
      const port = numberInstead(node, datasource);
      if (port !== null && node.toml !== null) {
        report({
          node,
          at: datasource.url,
          message: `The URL of the datasource ${datasourceLabel(datasource)} is ${text}: ${port.key} is a number, and a number that the URL refers to takes the place of the whole text. The pool cannot connect. Write the port in quotes.`,
          ...fixWith(
            `Write port = "${text}" in ${tableOf(datasource)}`,
            'safe',
            setKey(node, node.toml, port.key, text),
          ),
        });
        continue;
      }
      const [problem] = urlProblems(text);
      if (problem === undefined) continue;
      // A blank at the end is some drivers' business and others' part of the name.
      const mild = problem.kind === 'blank-around' && text.trimStart() === text;
      const part = partOfUrl(node, datasource, problem.kind);
      if (part !== null && node.toml !== null) {
        report({
          node,
          at: placeOfKey(node.toml, part.key, part.value.span),
          ...(mild ? { severity: 'warning' as const } : {}),
          message: `${part.key} is ${quote(part.value.kind === 'scalar' ? part.value.text : '')}, and the server makes the URL of the datasource ${datasourceLabel(datasource)} from it, which ${problem.text}: the pool hands it to the driver as it is, which ${mild ? 'may not find that database' : 'cannot connect to the database meant'}. Correct ${lastPart(part.key)}.`,
        });
        continue;
      }
      report({
        node,
        at: datasource.url,
        ...(mild ? { severity: 'warning' as const } : {}),
        message: `The URL of the datasource ${datasourceLabel(datasource)} ${problem.text}: the pool hands it to the driver as it is, which ${mild ? 'may not find that database' : 'cannot connect to the database meant'}. Correct the URL.`,
        ...fixWith(
          `Correct the URL of the datasource ${datasourceLabel(datasource).slice(0, 40)}`,
          'unsafe',
          problem.corrected === null ? [] : writeText(node, datasource.url, problem.corrected),
        ),
      });
    }
  },
});

/** Of a URL that is made from other keys the one that spoils it; null where the URL is written, or none does. */
function partOfUrl({ toml }: NodeModel, datasource: Datasource, kind: string): WrittenKey | null {
  if (toml === null || datasource.url === null || datasource.url.origin === 'explicit') return null;
  const table = tableOf(datasource).slice(1, -1);
  const spoils = (name: string, text: string): boolean => {
    if (kind === 'port-invalid') return name === 'port' ? !isPort(text) : name === 'hostname' && text.includes(':');
    return (kind === 'question-mark-missing' ? /&/ : /\s/).test(text);
  };
  const find = (name: string): WrittenKey | undefined =>
    toml.written.find(
      ({ key, value, inArray }) =>
        inArray === null && key === `${table}.${name}` && value.kind === 'scalar' && spoils(name, value.text),
    );
  return find('port') ?? find('hostname') ?? find('name') ?? find('sid') ?? null;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65535;
}

/** The port that became the whole of an inferred URL; null where none did. */
function numberInstead({ toml }: NodeModel, datasource: Datasource): WrittenKey | null {
  const { url } = datasource;
  if (toml === null || url === null || url.origin === 'explicit' || !/^\d+$/.test(url.text)) return null;
  const key = `${tableOf(datasource).slice(1, -1)}.port`;
  return toml.written.find((one) => one.key === key && one.inArray === null) ?? null;
}

function files(database: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_IDENTITY_DB</name>
      <definition type="RDBMS">
        <configuration><url>jdbc:mysql://db.example.com:3306/${database}</url></configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
