import { describe, expect, test } from '@jest/globals';
import type { Finding, Suppressed } from '../../src/lint/finding.js';
import { change, type Files, GOOD, lint, short } from '../support/lint.js';

const BROKEN = change(GOOD, 'is-2/axis2/axis2.xml', '>iam.example.com<', '>iam.exmaple.com<');

async function rules(ignore: string): Promise<{ shown: string[]; suppressed: string[] }> {
  const config = `ignore:\n  - { rule: clustering-domain-mismatch, reason: two data centres${ignore} }\n`;
  const result = await lint({ ...BROKEN, '.wso2is-lint.yml': config });
  expect(result.summary.suppressed).toBe(result.suppressed.length);
  const ids = (findings: readonly Finding[]) =>
    findings.map(({ rule }) => rule).filter((rule) => rule === 'clustering-domain-mismatch');
  return { shown: ids(result.findings), suppressed: ids(result.suppressed) };
}

const SILENT = { shown: [], suppressed: ['clustering-domain-mismatch'] };
const SHOWN = { shown: ['clustering-domain-mismatch'], suppressed: [] };

describe('ignore', () => {
  test.each([
    ['by rule', '', SILENT],
    ['by folder of the primary place', ', path: is-1', SILENT],
    ['by folder of a related place', ', path: is-2/', SILENT],
    ['by glob', ', path: "**/axis2.xml"', SILENT],
    ['not in another folder', ', path: is-3', SHOWN],
    ['by address', ', address: clustering/domain', SILENT],
    ['by address with a wildcard', ', address: "clustering/*"', SILENT],
    ['not at another address', ', address: clustering/port', SHOWN],
    ['until today', ', until: 2026-11-24', SILENT],
    ['no longer after its day', ', until: 2026-11-23', SHOWN],
  ])('%s', async (_title, ignore, expected) => {
    expect(await rules(ignore)).toEqual(expected);
  });
});

const XML = 'is-2/axis2/axis2.xml';
const DOMAIN = '<parameter name="domain">iam.example.com</parameter>';
const OTHER = DOMAIN.replace('iam.', 'sso.');
const ASKED = '<!-- wso2is-lint: ignore[clustering-domain-mismatch] two data centres -->';
const commented = (node: string): Files =>
  change(
    change(GOOD, XML, DOMAIN, OTHER),
    `${node}/axis2/axis2.xml`,
    '<parameter name="domain">',
    `${ASKED}\n        <parameter name="domain">`,
  );

async function domain(files: Files, trusted?: Files): Promise<{ shown: string[]; suppressed: Suppressed[] }> {
  const result = await lint(files, trusted === undefined ? {} : { trusted });
  const about = ({ rule }: Finding) => rule === 'clustering-domain-mismatch' || rule.startsWith('suppression-');
  return { shown: result.findings.filter(about).map(short), suppressed: result.suppressed.filter(about) };
}

describe('comments', () => {
  test.each(['is-1', 'is-2'])('at the place on %s: the primary or a related one', async (node) => {
    const { shown, suppressed } = await domain(commented(node));
    expect(shown).toEqual([]);
    expect(suppressed.map(({ suppression }) => suppression)).toEqual([
      {
        kind: 'inline',
        reason: 'two data centres',
        until: null,
        file: `${node}/repository/conf/axis2/axis2.xml`,
        line: 8,
      },
    ]);
  });

  test('elsewhere they silence nothing', async () => {
    const files = change(
      change(GOOD, XML, DOMAIN, OTHER),
      XML,
      '<parameter name="membershipScheme">',
      `${ASKED}\n<parameter name="membershipScheme">`,
    );
    expect((await domain(files)).shown).toContain('is-1/axis2/axis2.xml:8:34 error clustering-domain-mismatch');
  });

  test('two nodes with the same bytes: each has its own path', async () => {
    const broken = change(
      GOOD,
      'is-2/registry.xml',
      '<currentDBConfig>wso2registry<',
      '<currentDBConfig><!-- wso2is-lint: ignore[registry-current-dbconfig-unresolved] soon -->gone<',
    );
    const content = broken['is-2/repository/conf/registry.xml'] ?? '';
    const result = await lint({ ...broken, 'is-1/repository/conf/registry.xml': content });
    const places = result.suppressed
      .filter(({ rule }) => rule === 'registry-current-dbconfig-unresolved')
      .map(({ file, suppression }) => [file, suppression.file]);
    expect(places).toEqual(['is-1', 'is-2'].map((node) => Array(2).fill(`${node}/repository/conf/registry.xml`)));
  });

  test.each(['\n', '\r\n'])('inside a ConfigMap, with the lines of the YAML file (%j)', async (eol) => {
    const about = async (comment: string) => {
      const yaml = `kind: ConfigMap
metadata:
  name: is-1
data:
  registry.xml: |
    <wso2registry>
${comment}      <currentDBConfig>nope</currentDBConfig>
    </wso2registry>
`;
      const result = await lint({ 'k8s/is-1.yaml': yaml.replaceAll('\n', eol) });
      return [
        result.findings.map(short),
        result.suppressed.map(({ suppression }) => `${suppression.file}:${suppression.line}`),
      ];
    };
    const comment = (rule: string): string => `      <!-- wso2is-lint: ignore[${rule}]\n           soon -->\n`;
    const found = 'error registry-current-dbconfig-unresolved';
    expect(await about('')).toEqual([[`k8s/is-1.yaml:7:24 ${found}`], []]);
    expect(await about(comment('registry-current-dbconfig-unresolved'))).toEqual([[], ['k8s/is-1.yaml:7']]);
    expect(await about(comment('registry-current-dbconfig-missing'))).toEqual([
      ['k8s/is-1.yaml:7:32 warning suppression-unknown-rule', `k8s/is-1.yaml:9:24 ${found}`],
      [],
    ]);
  });

  test('for a file as a whole', async () => {
    const broken = change(GOOD, 'is-2/registry.xml', '<currentDBConfig>wso2registry<', '<currentDBConfig>gone<');
    const asked = (word: string): Files =>
      change(
        broken,
        'is-2/registry.xml',
        '<wso2registry>',
        `<!-- wso2is-lint: ${word}[registry-current-dbconfig-unresolved] soon -->\n<wso2registry>`,
      );
    const count = async (word: string) => (await lint(asked(word))).suppressed.length;
    expect(await count('ignore-file')).toBe(1);
    expect(await count('ignore')).toBe(0);
  });
});

describe('a pull request from a fork', () => {
  const CONFIG = 'ignore:\n  - { rule: clustering-domain-mismatch, reason: two data centres }\n';
  const broken = change(GOOD, XML, DOMAIN, OTHER);
  const at = 'is-1/axis2/axis2.xml:8:34 error clustering-domain-mismatch';

  test('what the base branch silences is silent', async () => {
    expect((await domain(commented('is-2'), commented('is-2'))).shown).toEqual([]);
    const files = { ...broken, '.wso2is-lint.yml': CONFIG };
    expect((await domain(files, files)).shown).toEqual([]);
    expect((await domain(broken, files)).shown).toEqual(['.wso2is-lint.yml info suppression-untrusted']);
  });

  test('a comment, an entry, a rule, an exclusion of its own silence nothing', async () => {
    expect((await domain(commented('is-2'), GOOD)).shown).toEqual([
      at,
      'is-2/axis2/axis2.xml:8:9 info suppression-untrusted',
    ]);
    for (const config of [CONFIG, 'rules: { clustering-domain-mismatch: off }\n', 'paths: { exclude: [is-2] }\n']) {
      expect((await domain({ ...broken, '.wso2is-lint.yml': config }, GOOD)).shown).toEqual([
        '.wso2is-lint.yml info suppression-untrusted',
        at,
      ]);
    }
  });

  test('its clusters count', async () => {
    const config = 'clusters: { prod: { nodes: { a: { path: is-1 }, b: { path: is-2 } } } }\n';
    const result = await lint({ ...broken, '.wso2is-lint.yml': config }, { trusted: GOOD });
    expect(result.clusters.map(({ name }) => name)).toEqual(['prod']);
    expect(result.findings.map(({ rule }) => rule)).not.toContain('suppression-untrusted');
  });

  test('the baseline is that of the base branch', async () => {
    const keys = (await lint(broken)).findings.map(({ key }) => `${key}\n`).join('');
    const files = { ...broken, '.wso2is-lint-baseline': keys };
    expect((await domain(files, GOOD)).shown).toEqual([at]);
    expect((await domain(broken, files)).shown).toEqual([]);
  });
});

test('who asks no rules hears of the nodes alone, not of what would have been silent', async () => {
  const broken = { ...BROKEN, '.wso2is-lint.yml': 'ignore: [ { rule: clustering-disabled, reason: x } ]\n' };
  const [all, none] = [await lint(broken), await lint(broken, { rules: [] })];
  expect(all.findings.some(({ file }) => file === '.wso2is-lint.yml')).toBe(true);
  expect([none.findings, none.suppressed]).toEqual([[], []]);
  expect(none.clusters.map(({ nodes }) => nodes)).toEqual(all.clusters.map(({ nodes }) => nodes));
  expect(none.skipped).toEqual(all.skipped);
});
