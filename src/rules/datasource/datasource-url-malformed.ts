import { datasourceLabel, hasOwnClass, isRdbms } from '../../cluster/datasources.js';
import { urlProblems } from '../../cluster/drivers.js';
import { known } from '../../server/setting.js';
import { fixWith } from '../fix.js';
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
  sources: [
    'RDBMSDataSourceUtils, carbon-kernel 4.4.40, and tomcat-jdbc PooledConnection: the URL is used verbatim',
    'WSO2 IS docs, deployment pattern 1: "WSO2_IDENTITY_DB autoReconnect=true"',
  ],
  examples: {
    bad: { title: 'a blank where the question mark belongs', files: files('identity_db autoReconnect=true') },
    good: { title: 'a question mark', files: files('identity_db?autoReconnect=true') },
  },
  check(node, report) {
    for (const datasource of (node.datasources ?? []).filter(isRdbms)) {
      const text = known(datasource.url);
      if (datasource.url === null || text === null || text.trim() === '' || hasOwnClass(datasource)) continue;
      const [problem] = urlProblems(text);
      if (problem === undefined) continue;
      // A blank at the end is some drivers' business and others' part of the name.
      const mild = problem.kind === 'blank-around' && text.trimStart() === text;
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
