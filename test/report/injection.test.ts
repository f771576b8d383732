import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS, type Format } from '../../src/config/options.js';
import type { LintResult } from '../../src/lint/finding.js';
import { guardLog, xmlText } from '../../src/text/escape.js';
import { lint } from '../support/lint.js';
import { commands } from '../text/runner.js';
import { everyFormat, remarks } from './every-format.js';
import { xmlErrors } from './schemas.js';

/** What somebody may write into a pull request who wants to be obeyed, linked, notified or taken for us. */
const PIECES = [
  ...['<!-- wso2is-lint:comment -->', '<img src=x onerror=y>', '</details>', '@team', '#12', 'GH-12', '`', '```'],
  ...['[a](https://evil.example)', '![a](https://evil.example/x.png)', 'https://evil.example', '|', '*', '_', '\\'],
  ...['::error::pwned', '##[group]pwned', '##[endgroup]', '::stop-commands::x', '::add-mask::a', '\n', '\r', ']]>'],
  ...['\u001b[2J', '\u202e', '"', "'", '&', '%0A', ' ', 'a'],
];
const evil = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((list) => list.join(''));
/** A name of a folder: git takes everything but these. */
const folder = evil.map((text) => `x${text.replace(/[/\0]/g, '')}x`);

/** Two nodes of either era whose names, paths and values are all of it, and wrong enough to be told. */
async function hostile(texts: { name: string; value: string; other: string }): Promise<LintResult> {
  const { name, value, other } = texts;
  const conf = (node: string, file: string) => `prod/${name}/${node}/repository/conf/${file}`;
  const axis2 = (domain: string) => `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">${xmlText(other)}</parameter>
    <parameter name="domain">${xmlText(domain)}</parameter>
  </clustering>
</axisconfig>
`;
  const registry = `<wso2registry>
  <currentDBConfig>${xmlText(value)}</currentDBConfig>
  <dbConfig name="d"><dataSource>jdbc/${xmlText(other)}</dataSource></dbConfig>
  <mount path="/_system/${xmlText(other).replaceAll('"', '&quot;')}" overwrite="true">
    <instanceId>${xmlText(value)}</instanceId>
    <targetPath>/_system/governance</targetPath>
  </mount>
</wso2registry>
`;
  const toml = (hostname: string) => `[server]
hostname = ${JSON.stringify(hostname)}
[clustering]
membership_scheme = ${JSON.stringify(other)}
domain = ${JSON.stringify(value)}
[${JSON.stringify(value)}]
${JSON.stringify(other)} = ${JSON.stringify(value)}
`;
  return lint({
    [conf('is-1', 'axis2/axis2.xml')]: axis2('iam.prod'),
    [conf('is-2', 'axis2/axis2.xml')]: axis2(value),
    [conf('is-2', 'registry.xml')]: registry,
    [conf('new-1', 'deployment.toml')]: toml('a.example.com'),
    [conf('new-2', 'deployment.toml')]: toml(value),
    [conf(`is-${name}`, 'registry.xml')]: registry,
    [conf('old', 'registry.xml.j2')]: `{% if x %}${registry}`,
  });
}

const MARKUP = /<!--|<[a-z/]|(?<![a-z0-9])@team|(?<!&)#12|(?<![a-z0-9])GH-12|\]\(http|https:\/\/evil/i;
/** Code spans that one line opens and closes, as GitHub renders them. */
const CODE = /(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g;

const FENCED = /^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm;

function strings(value: unknown, key = ''): [key: string, text: string][] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => strings(each, Array.isArray(value) ? key : name));
}

const decoded = (text: string): string =>
  text
    .replace(/&(?:lt|gt|quot|#(\d+));/g, (entity, code?: string) =>
      code === undefined
        ? ({ '&lt;': '<', '&gt;': '>', '&quot;': '"' }[entity] ?? '')
        : String.fromCodePoint(Number(code)),
    )
    .replaceAll('&amp;', '&');

/** Tags of the page: names and attributes that it has, with values that hold no quote. */
const OURS =
  /^(?:<!doctype html>|<\/?(?:a|article|b|body|button|caption|circle|code|desc|details|div|em|footer|form|g|h[123]|head|header|html|input|label|li|main|meta|nav|optgroup|option|p|path|rect|script|section|select|small|span|strong|style|summary|svg|table|tbody|td|text|th|thead|title|tr|ul|wbr)(?: (?:hidden|open|data-row|(?:aria-[a-z]+|autocomplete|charset|class|colspan|content|cx|cy|d|data-node|for|height|href|http-equiv|id|label|lang|name|r|rel|role|rx|scope|spellcheck|tabindex|type|value|viewBox|width|x|y)="[^"<>]*"))*\/?>)$/;

/** The texts of a format that somebody may show as Markdown. */
const SHOWN: Readonly<Record<Exclude<Format, 'text' | 'github'>, (text: string) => string[]>> = {
  // For programs: values are what they are.
  json: () => [],
  sarif: (text) =>
    strings(JSON.parse(text))
      .filter(([key]) => key === 'text' || key === 'justification')
      .map(([, shown]) => shown.replace(/\nSee .*$/, '')),
  codeclimate: (text) =>
    strings(JSON.parse(text))
      .filter(([key]) => key === 'description')
      .map(([, shown]) => shown),
  rdjson: (text) =>
    strings(JSON.parse(text))
      .filter(([key]) => key === 'message')
      .map(([, shown]) => shown),
  junit: (text) =>
    [...text.matchAll(/="([^"]*)"|>([^<]+)</g)].map(([, attribute, content]) =>
      decoded(attribute ?? content ?? '').replace(/\nrule https:.*$/, ''),
    ),
  checkstyle: (text) => [...text.matchAll(/ message="([^"]*)"/g)].map(([, message]) => decoded(message ?? '')),
  html: (text) => {
    // Whatever is a tag is one of ours, and what a tag holds ends where we end it.
    const tags =
      text.replace(/(<style>|<script[^>]*>)[\s\S]*?(<\/style>|<\/script>)/g, '$1$2').match(/<[^>]*>?/g) ?? [];
    expect(tags.filter((tag) => !OURS.test(tag))).toEqual([]);
    expect(text.match(/<script/g)).toHaveLength(text.includes('id="data"') ? 2 : 1);
    return [];
  },
  markdown: (text) => {
    expect(text).not.toContain('<!--');
    const live = text
      .replace(/\]\(https:\/\/github\.com\/wso2is-lint\/[^)]*\)/g, '')
      .replace(FENCED, '')
      .replace(CODE, '');
    return [live.replace(/<\/?(?:br|code|details|summary)>/g, '').replace(/\\[\\`*_[\]|~$]/g, '')];
  },
};

describe('hostile names and values', () => {
  test('obey nobody in a log, and are nothing but text where they are shown', async () => {
    const xml: Record<'junit' | 'checkstyle', string[]> = { junit: [], checkstyle: [] };
    let told = 0;
    await fc.assert(
      fc.asyncProperty(fc.record({ name: folder, value: evil, other: evil }), async (texts) => {
        const result = await hostile(texts);
        told += result.findings.length;
        for (const { format, text } of everyFormat(result)) {
          if (format === 'github') {
            const seen = commands(text);
            const expected = (['error', 'warning', 'info'] as const).map((severity) =>
              Math.min(
                result.findings.filter((one) => one.severity === severity).length,
                severity === 'error' ? 9 : 10,
              ),
            );
            expect(seen).toHaveLength(expected.reduce((sum, number) => sum + number, 0));
            for (const { grammar, name } of seen)
              expect([grammar, name]).toEqual(['v2', expect.stringMatching(/^(error|warning|notice)$/)]);
            continue;
          }
          // As the command line prints it under Actions; files are printed by other tools, as they are.
          expect([format, commands(guardLog(text))]).toEqual([format, []]);
          if (format === 'text') continue;
          if (format !== 'markdown') expect([format, commands(text)]).toEqual([format, []]);
          for (const shown of SHOWN[format](text))
            expect([format, MARKUP.exec(shown)?.[0], shown]).toEqual([format, undefined, shown]);
          if (format === 'junit' || format === 'checkstyle') xml[format].push(text);
        }
        for (const text of remarks(result)) {
          for (const shown of SHOWN.markdown(text)) expect(MARKUP.exec(shown)?.[0]).toBeUndefined();
        }
      }),
      { numRuns: 20 },
    );
    expect(told).toBeGreaterThan(100);
    for (const format of ['junit', 'checkstyle'] as const) expect(await xmlErrors(format, xml[format])).toEqual([]);
  }, 30_000);

  test('every format is looked at', () => {
    expect(Object.keys(SHOWN).sort()).toEqual(
      FORMATS.filter((format) => format !== 'text' && format !== 'github').sort(),
    );
  });
});
