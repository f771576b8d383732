import { datasourceLabel } from '../../cluster/datasources.js';
import { quote } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { fixWith } from '../fix.js';
import { writeText } from '../fix-value.js';
import { defineRule } from '../rule.js';

const NO_READER = 'A data source reader cannot be found';

export default defineRule({
  id: 'datasource-type-unknown',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'no reader of the server takes the type of a datasource',
  why: 'The server logs "A data source reader cannot be found for the type …" and does not bind the datasource; whatever refers to it does not start.',
  remedy: 'Write `<definition type="RDBMS">`, in capitals.',
  noFix: 'which type is meant the file does not say',
  sources: ['DataSourceManager of org.wso2.carbon.ndatasource.core, carbon-kernel 4.4.40'],
  examples: {
    bad: { title: 'lower case', files: files('rdbms') },
    good: { title: 'the one type of the stock reader', files: files('RDBMS') },
  },
  check(node, report) {
    for (const datasource of node.datasources ?? []) {
      const type = datasource.definitionType;
      const at = type ?? datasource;
      // The reader of the files knows which types their <providers> take.
      const refused = node.failures.some(
        ({ error, file, span }) => error.startsWith(NO_READER) && file === at.file && span === at.span,
      );
      if (!refused) continue;
      const what =
        type === null ? 'has no <definition> with a type' : `has the type ${quote(type)}, and only "RDBMS" is known`;
      report({
        node,
        at,
        message: `The datasource ${datasourceLabel(datasource)} ${what}: the server logs "${NO_READER} …" and does not bind it, so whatever refers to it does not start. Write <definition type="RDBMS">.${didYouMean(type?.text ?? '', ['RDBMS'])}`,
        ...fixWith(
          'Write type="RDBMS"',
          'safe',
          type !== null && nearest(type.text, ['RDBMS']) !== null ? writeText(node, type, 'RDBMS') : [],
        ),
      });
    }
  },
});

function files(type: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
      <definition type="${type}">
        <configuration>
          <url>jdbc:h2:./repository/database/WSO2CARBON_DB</url>
          <driverClassName>org.h2.Driver</driverClassName>
        </configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
