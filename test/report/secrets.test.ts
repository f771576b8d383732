import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { githubReport } from '../../src/report/github.js';
import { jsonReport } from '../../src/report/json.js';
import { markdownReport } from '../../src/report/markdown.js';
import { reportOf } from '../../src/report/report.js';
import { plainStyle } from '../../src/report/style.js';
import { textReport } from '../../src/report/text.js';
import { GOOD, GOOD_TOML, lint } from '../support/lint.js';
import { cluster, document, finding, node, result } from './sample.js';

/** Ways in which files hold a secret; `%` stands for it. */
const WAYS = [
  '<password>%</password>',
  '<Password svns:secretAlias="a.b">%</Password>',
  '<KeyPassword>\n  %\n</KeyPassword>',
  '<Property name="ConnectionPassword">%</Property>',
  '<parameter name="accessKey">%</parameter>',
  '<parameter name="secretKey" locked="true">%</parameter>',
  '<Connector port="9443" keystorePass="%" scheme="https"/>',
  '<url>jdbc:mysql://u:%@db:3306/reg</url>',
  '<url>jdbc:mysql://db:3306/reg?user=u&amp;password=%&amp;useSSL=false</url>',
  '<remoteInstance url="https://u:%@host:9443/registry"><id>x</id></remoteInstance>',
  '<!-- <password>%</password> -->',
  '<password>%',
  '<password>%</pasword><x>',
  '<a><password>%</a>',
  '<password><![CDATA[%]]></password>',
  'group.password=%',
  'export JAVA_OPTS="-Djavax.net.ssl.keyStorePassword=%"',
];
const SECRET = fc.stringMatching(/^[A-Za-z0-9!*+._-]{6,12}$/).map((text) => `Q${text}Q`);

describe('no report shows a secret', () => {
  test('from lines of any file, well-formed or not, wherever the finding points', () => {
    fc.assert(
      fc.property(fc.constantFrom(...WAYS), SECRET, fc.nat(200), fc.nat(200), (way, secret, from, length) => {
        const text = `<a>\n  ${way.replace('%', secret)}\n</a>\n`;
        const owner = node('n', 'n', { 'some.xml': ['other', text] });
        const [file] = owner.files;
        const start = Math.min(from, text.length - 1);
        const end = Math.min(start + length, text.length);
        const shared = file?.document ?? document(text);
        const [a, b] = [shared.lines.position(start), shared.lines.position(end)];
        const place = {
          ...{ node: 'n', file: 'n/some.xml', line: a.line, column: a.column, endLine: b.line, endColumn: b.column },
          span: { document: shared, start, end },
        };
        const odd = result([{ ...cluster, nodes: [owner] }], [finding(place, { rule: 'r-r', message: 'm' })]);
        for (const width of [30, 80, 500]) {
          expect(textReport(odd, { style: plainStyle, quiet: false, width })).not.toContain(secret);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('from around references and from their defaults', async () => {
    const secret = 'QsecretQ';
    const values = [
      '$env{A:-%}',
      '${A:-%}',
      '$env{A}%',
      '%$ref{server.hostname}',
      '$env{A} %',
      '{{ a | default("%") }}',
    ];
    for (const value of values) {
      const toml = `[database.identity_db]\ntype = "mysql"\npassword = '${value.replace('%', secret)}'\n`;
      const owner = node('n', 'n', { 'deployment.toml': ['deployment-toml', toml] });
      const shared = owner.files[0]?.document ?? document(toml);
      const start = toml.indexOf('password');
      const place = {
        ...{ node: 'n', file: 'n/deployment.toml', line: 3, column: 1, endLine: 3, endColumn: 9 },
        span: { document: shared, start, end: start + 8 },
      };
      const odd = result([{ ...cluster, nodes: [owner] }], [finding(place, { rule: 'r-r', message: 'm' })]);
      const shown = textReport(odd, { style: plainStyle, quiet: false, width: 100 });
      expect(shown).toContain('***');
      expect(shown).not.toContain(secret);
    }
  });

  test('but references in their place', async () => {
    const shown = async (value: string) => {
      const files = Object.entries(GOOD_TOML).map(([path, text]) => [
        path,
        String(text).replace(/^password = .*$/m, () => `password = "${value}"`),
      ]);
      const report = await lint(Object.fromEntries(files), { request: { productVersion: '7.1.0' } });
      return textReport(report, { style: plainStyle, quiet: false, width: 100 });
    };
    expect(await shown('$ref{server.hostnam}')).toContain('password = "$ref{server.hostnam}"');
    const defaulted = await shown('$env{DB_PW:-QsecretQ}');
    expect(defaulted).toContain('password = "$env{DB_PW:-***}"');
    expect(defaulted).not.toContain('QsecretQ');
  });

  test('from the settings of a whole cluster', async () => {
    const secret = 'QsecretQ';
    const files = Object.fromEntries(
      Object.entries(GOOD).map(([path, text]) => [
        path,
        String(text).replace(/(<(?:password|Password|KeyPassword)>)[^<]*</g, `$1${secret}<`),
      ]),
    );
    const report = await lint(files);
    const everywhere = report.clusters.flatMap(({ nodes }) =>
      nodes.flatMap((one) =>
        one.files.flatMap(({ path, document: shared }) =>
          [...shared.text.matchAll(/QsecretQ/g)].map(({ index }) => {
            const { line, column } = shared.lines.position(index);
            const end = index + secret.length;
            const place = {
              node: one.name,
              file: path,
              line,
              column,
              endLine: line,
              endColumn: column + secret.length,
            };
            return finding({ ...place, span: { document: shared, start: index, end } }, { rule: 'r-r', message: 'm' });
          }),
        ),
      ),
    );
    expect(everywhere.length).toBeGreaterThan(5);
    const all = result(report.clusters, everywhere);
    const shown = [
      textReport(all, { style: plainStyle, quiet: false, width: 100 }),
      jsonReport(reportOf(all)),
      markdownReport(reportOf(all)),
      githubReport(reportOf(all)).text,
    ];
    for (const text of shown) expect(text).not.toContain(secret);
  });
});
