import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LintResult } from '../../src/lint/finding.js';
import { commentBody } from '../../src/report/comment.js';
import { inspectJson, inspectText } from '../../src/report/inspect.js';
import { nodesJson, nodesText } from '../../src/report/nodes.js';
import { reportOf } from '../../src/report/report.js';
import { plainStyle } from '../../src/report/style.js';
import { textReport } from '../../src/report/text.js';
import { type Files, GOOD, GOOD_TOML, lint, load } from '../support/lint.js';
import { everyFormat, remarks } from './every-format.js';
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
    for (const { text } of everyFormat(result(report.clusters, everywhere))) expect(text).not.toContain(secret);
  });
});

const PAGE = { marker: '<!-- m -->', head: null, runUrl: null, link: () => null, notes: [] };

/** Numbered, so that no two planted secrets are equal and every rule that compares them speaks. */
const SENTINEL = /Q\d+sentinelQ/;

/** The tree with a secret of its own in every place that files keep secrets in. */
function planted(files: Files): { files: Record<string, string>; number: number } {
  let number = 0;
  const sentinel = () => {
    number += 1;
    return `Q${number}sentinelQ`;
  };
  const everywhere = Object.entries(files).map(([path, content]) => {
    const text = String(content)
      .replace(/(<(?:\w*[pP]assword|KeyPassword)(?: [^>]*)?>)[^<]*/g, (_, tag: string) => tag + sentinel())
      .replace(/(name="(?!StoreSalted)\w*[pP]assword">)[^<]*/g, (_, tag: string) => tag + sentinel())
      .replace(/(keystorePass=")[^"]*/g, (_, name: string) => name + sentinel())
      .replace(/(jdbc:mysql:\/\/)(?=db)/g, (scheme) => `${scheme}root:${sentinel()}@`)
      .replace(/(jdbc:mysql:[^\s"<?]*)(\?)?/g, (_, url: string, more?: string) => {
        const separator = more === undefined ? '' : '&amp;';
        return `${url}?password=${sentinel()}${separator}`;
      })
      .replace(
        /^((?:key_)?password|key|\w+_(?:password|key)) = ".*"$/gm,
        (_, key: string) => `${key} = "${sentinel()}"`,
      );
    const comment = path.endsWith('.toml')
      ? `# password = "${sentinel()}"\n`
      : path.endsWith('.xml')
        ? `<!-- <password>${sentinel()}</password> jdbc:mysql://root:${sentinel()}@db/x -->\n`
        : '';
    return [path, text.endsWith('\n') ? text + comment : `${text}\n${comment}`];
  });
  return { files: Object.fromEntries(everywhere), number };
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}

/** Both nodes as ConfigMaps, the way charts commit them. */
function configMaps(files: Readonly<Record<string, string>>): Record<string, string> {
  const toml = Object.entries(files).filter(([path]) => path.endsWith('deployment.toml'));
  return Object.fromEntries(
    toml.map(([path, text]) => {
      const node = path.split('/')[0] ?? '';
      const head = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${node}\ndata:\n  deployment.toml: |-\n`;
      return [`${node}/templates/config.yaml`, head + indented(text)];
    }),
  );
}

const half = (text: string): string => text.slice(0, Math.floor(text.length * 0.7));
const mapped = (files: Readonly<Record<string, string>>, change: (text: string, path: string) => string) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text, path)]));

/** What a tree looks like while somebody works on it. */
const STATES: Readonly<Record<string, (files: Readonly<Record<string, string>>) => Record<string, string>>> = {
  'as it is': (files) => ({ ...files }),
  'with every file cut off': (files) => mapped(files, half),
  'with a broken tag or table in every file': (files) =>
    mapped(files, (text, path) => (path.endsWith('.toml') ? `[server\n${text}` : text.replace(/<\/(\w+)>/, '</$1x>'))),
  'as templates': (files) =>
    mapped(files, (text) => text.replace(/Q(\d+)sentinelQ/g, (whole) => `{{ pw | default('${whole}') }}`)),
  'with templates beside it': (files) => ({
    ...files,
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`${path}.j2`, `{% if x %}\n${text}`])),
  }),
  'with wrong references': (files) =>
    mapped(files, (text) => text.replaceAll('jdbc/WSO2', 'jdbc/WS02').replaceAll('db.example.com', 'localhost')),
};

describe.each(Object.keys(STATES))('planted secrets, %s', (state) => {
  test.each<[string, Files, (files: Record<string, string>) => Record<string, string>]>([
    ['XML', GOOD, (files) => files],
    ['XML, wrong', load('examples/broken'), (files) => files],
    ['TOML', GOOD_TOML, (files) => files],
    ['ConfigMaps', GOOD_TOML, configMaps],
  ])('%s', async (_, tree, wrapped) => {
    const { files, number } = planted(tree);
    expect(number).toBeGreaterThan(20);
    const env = 'DB_PASSWORD=Q0sentinelQ\nX=Q00sentinelQ\n';
    const all = { ...STATES[state]?.(wrapped(files)), 'is.env': env };
    const request = { profile: 'pedantic', productVersion: null, envFiles: ['is.env'] } as const;
    const report = await lint(all, { gate: true, request });
    expect(report.clusters.length + report.skipped.length).toBeGreaterThan(0);
    if (state === 'as it is') expect(report.findings.length).toBeGreaterThan(0);
    for (const { format, text } of everyOutput(report)) expect([format, SENTINEL.exec(text)]).toEqual([format, null]);
  });
});

function everyOutput(report: LintResult): readonly { readonly format: string; readonly text: string }[] {
  const hidden = { showSecrets: false };
  return [
    ...everyFormat(report),
    { format: 'comment', text: commentBody(reportOf(report), PAGE) },
    { format: 'review', text: remarks(report).join('\n') },
    { format: 'inspect', text: inspectText(report, { ...hidden, style: plainStyle }) },
    { format: 'inspect JSON', text: inspectJson(report, hidden) },
    { format: 'nodes', text: nodesText(report, { style: plainStyle }) },
    { format: 'nodes JSON', text: nodesJson(report) },
  ];
}
