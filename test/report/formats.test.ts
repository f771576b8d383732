import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LintResult } from '../../src/lint/finding.js';
import { renderReport } from '../../src/report/formats.js';
import { type Report, type ReportFinding, reportOf } from '../../src/report/report.js';
import { RULES } from '../../src/rules/index.js';
import { lint, load } from '../support/lint.js';
import { OPTIONS } from './every-format.js';
import { golden } from './golden.js';
import { clean, empty, sample } from './sample.js';
import { jsonErrors, xmlErrors } from './schemas.js';

const MACHINE = ['sarif', 'junit', 'checkstyle', 'codeclimate', 'rdjson'] as const;
const ENDING = {
  sarif: 'sarif',
  junit: 'junit.xml',
  checkstyle: 'checkstyle.xml',
  codeclimate: 'codeclimate.json',
  rdjson: 'rdjson',
};

async function errors(format: (typeof MACHINE)[number], reports: readonly Report[]): Promise<string[]> {
  const texts = reports.map((report) => renderReport(format, report, OPTIONS));
  if (format === 'junit' || format === 'checkstyle') return xmlErrors(format, texts);
  return texts.flatMap((text) => jsonErrors(format, text));
}

/** The sample as a run with a base and suppressions tells it. */
function told(): Report {
  const report = reportOf(sample);
  const [first, second, third, fourth] = report.findings as [
    ReportFinding,
    ReportFinding,
    ReportFinding,
    ReportFinding,
  ];
  const by = { until: null, file: '.wso2is-lint.yml', line: 3 } as const;
  const suppressed = [
    { ...second, suppression: { ...by, kind: 'inline' as const, reason: 'the proxy knows better <!-- @team' } },
    { ...fourth, suppression: { ...by, kind: 'baseline' as const, reason: null } },
  ];
  // About a suppression: no node, no cluster, the whole file.
  const unused = { ...third, node: null, cluster: null, file: '.wso2is-lint.yml', line: null, column: null };
  return { ...report, findings: [{ ...first, state: 'new' }, { ...third, state: 'known' }, unused], suppressed };
}

let broken: LintResult;
beforeAll(async () => {
  const files = Object.entries(load('examples/broken')).map(([path, text]) => [`examples/broken/${path}`, text]);
  broken = await lint(Object.fromEntries(files));
});

describe.each(MACHINE)('%s', (format) => {
  test('fits its schema', async () => {
    expect(broken.findings.length).toBeGreaterThan(5);
    const reports = [...[sample, clean, empty, broken].map((result) => reportOf(result)), told()];
    expect(await errors(format, reports)).toEqual([]);
  });

  test('is what it was', () => {
    const text = renderReport(format, told(), OPTIONS);
    expect(text).toBe(golden(`report.${ENDING[format]}`, text));
    expect(text).not.toContain('hunter2');
  });

  test('stays whole with any text in any place', async () => {
    const piece = fc.constantFrom(
      ...['\u0000', '\u0007', '\u001b[31m', '\r', '\n', '\t', ']]>', '<![CDATA[', '-->', '<!-- wso2is-lint', '&amp;'],
      ...['##[', '::error::', '\ud800', '\udc00', '😀', '\ufffe', '\uffff', '\u202e', '"', "'", '<b>', '&', '@team'],
      ...['[x](http://y)', '%', '#12', '\\', '`', '{0}', ' ', 'ä', 'a', '/', '..', ':'],
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
    const odd = fc.record({ file: text, message: text, node: text, cluster: text, reason: text, related: text });
    const reports = fc.sample(odd, 60).map(({ file, message, node, cluster, reason, related }) => {
      const report = told();
      const change = (finding: ReportFinding): ReportFinding => ({
        ...{ ...finding, file: `a${file}`, message, node, cluster, address: related },
        related: [
          { node, file: `b${file}`, line: null, column: null, endLine: null, endColumn: null, message: related },
        ],
      });
      const suppressed = report.suppressed.map((one) => ({
        ...change(one),
        suppression: { kind: 'config' as const, reason, until: null, file, line: null },
      }));
      return { ...report, findings: report.findings.map(change), suppressed, skipped: [{ file, reason }] };
    });
    expect(await errors(format, reports)).toEqual([]);
  });
});

interface Sarif {
  runs: {
    tool: {
      driver: { rules: { id: string; properties: { tags: string[] }; help: { text: string; markdown: string } }[] };
    };
    automationDetails: { id: string };
    invocations: { toolExecutionNotifications: { message: { text: string } }[] }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[];
      relatedLocations: { id: number }[];
      suppressions?: unknown[];
      baselineState?: string;
    }[];
  }[];
}
const sarif = (report: Report, options = OPTIONS) => {
  const text = renderReport('sarif', report, options);
  const [run] = (JSON.parse(text) as Sarif).runs;
  if (run === undefined) throw new Error('no run');
  return { text, run };
};

/** Milliseconds of the processor: half a second on a quiet machine, for machines that are not. */
const SLOWEST = 10_000;

/** As many findings as a very large fleet has, with texts that hardly shrink. */
function many(number: number, message: (index: number) => string): Report {
  const report = reportOf(sample);
  const [one] = report.findings;
  if (one === undefined) throw new Error('no finding');
  const place = { node: 'is-1', line: 3, column: 5, endLine: 3, endColumn: 9 };
  const findings = Array.from({ length: number }, (_, index) => ({
    ...one,
    severity: index < number - 10 ? ('warning' as const) : ('error' as const),
    key: index.toString(16).padStart(16, '0'),
    file: `prod/is-${index}/repository/conf/axis2/axis2.xml`,
    message: message(index),
    related: [1, 2, 3].map((other) => ({
      ...place,
      file: `prod/is-${index}-${other}/x.xml`,
      message: message(index + other),
    })),
  }));
  return { ...report, findings };
}

describe('SARIF and GitHub', () => {
  test('every result has its rule, one line, and a path below the root', () => {
    const { run } = sarif(reportOf(broken));
    for (const { ruleId, ruleIndex, locations } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      const [{ physicalLocation } = { physicalLocation: null }] = locations;
      const { startLine, endLine = startLine } = physicalLocation?.region ?? {};
      expect(startLine).toBeGreaterThan(0);
      expect(endLine).toBe(startLine);
      expect(physicalLocation?.artifactLocation.uri).toMatch(/^examples\/broken\//);
    }
    expect(new Set(run.results.map(({ ruleId }) => ruleId)).size).toBe(run.tool.driver.rules.length);
    for (const { properties, help } of run.tool.driver.rules) {
      expect(properties.tags.length).toBeLessThanOrEqual(20);
      expect(help.text).toContain('What to do: ');
      expect(help.markdown).toContain('**Why.** ');
    }
  });

  test('the other nodes are linked from the message', () => {
    const { run } = sarif(reportOf(sample));
    const linked = run.results.find(({ ruleId }) => ruleId === 'clustering-domain-mismatch');
    expect(linked?.relatedLocations.map(({ id }) => id)).toEqual([1]);
    expect(linked?.message.text).toContain('\nSee [prod/is-1/repository/conf/axis2/axis2.xml:3:28](1).');
  });

  test('suppressed findings are marked, or left out where nobody understands the mark', () => {
    expect(sarif(told()).run.results.filter(({ suppressions }) => suppressions !== undefined)).toHaveLength(2);
    const without = sarif(told(), { ...OPTIONS, suppressed: false }).run.results;
    expect(without.map(({ suppressions }) => suppressions)).toEqual([undefined, undefined, undefined]);
    expect(without.map(({ baselineState }) => baselineState).sort()).toEqual(['new', 'unchanged', undefined]);
  });

  test.each([
    ['', 'wso2is-lint/'],
    ['prod/../a b#/', 'wso2is-lint/prod/../a%20b%23/'],
  ])('the category "%s" is %s', (category, id) => {
    expect(sarif(reportOf(sample), { ...OPTIONS, category }).run.automationDetails.id).toBe(id);
  });

  test('tags no rule twice, whatever it is about: GitHub rejects the whole file for it', () => {
    const all = RULES.map(({ id }) => ({ ...told().findings[0], rule: id }) as Report['findings'][number]);
    const { run, text } = sarif({ ...reportOf(sample), findings: all });
    expect(run.tool.driver.rules).toHaveLength(RULES.length);
    expect(jsonErrors('sarif', text)).toEqual([]);
  });

  test('nothing found is an empty list', () => {
    expect(sarif(reportOf(clean)).run.results).toEqual([]);
  });

  test('an unknown rule of another version is told as far as the report tells it', () => {
    const report = reportOf(sample);
    const { run, text } = sarif(report, { ...OPTIONS, rules: [] });
    expect(run.tool.driver.rules).toHaveLength(4);
    expect(jsonErrors('sarif', text)).toEqual([]);
  });

  test('30,000 findings: the worst 25,000 in time, and how many are left out', () => {
    const report = many(30_000, (index) => `is-${index} has the domain "iam.prod" and the others have "iam.dev".`);
    const started = process.cpuUsage();
    const { text, run } = sarif(report);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(SLOWEST);
    expect(run.results).toHaveLength(25_000);
    expect(run.results.slice(0, 11).map(({ level }) => level)).toEqual([...Array(10).fill('error'), 'warning']);
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^5000 findings left out/);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  }, 30_000);

  test('texts that do not shrink get shorter', () => {
    const noise = Array.from({ length: 4000 }, (_, index) =>
      String.fromCharCode(0x4e00 + ((index * 7919 * 7919) % 20_900)),
    ).join('');
    const report = many(6000, (index) => noise.slice((index * 37) % 2900, ((index * 37) % 2900) + 500));
    const { text, run } = sarif(report);
    expect(run.results[0]?.relatedLocations).toEqual([]);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  }, 30_000);
});

test('30,000 findings in the other formats', () => {
  const { findings, ...rest } = many(30_000, (index) => `finding ${index}`);
  const report = { ...rest, findings: findings.map((finding) => ({ ...finding, related: [] })) };
  for (const format of MACHINE.filter((one) => one !== 'sarif')) {
    const started = process.cpuUsage();
    expect(renderReport(format, report, OPTIONS).split('finding 29999').length).toBeGreaterThan(1);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(SLOWEST);
  }
}, 30_000);

describe('Code Climate', () => {
  test('one fingerprint is one issue', () => {
    const report = reportOf(sample);
    const issues = JSON.parse(
      renderReport('codeclimate', { ...report, findings: [...report.findings, ...report.findings] }, OPTIONS),
    );
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(8);
  });
});

describe('JUnit', () => {
  test('errors and warnings fail, what is known or suppressed is skipped, a node without findings passes', () => {
    const count = (report: Report) => {
      const text = renderReport('junit', report, OPTIONS);
      return [/<failure/g, /<skipped/g, /<system-out/g, /name="no findings"/g].map(
        (part) => [...text.matchAll(part)].length,
      );
    };
    expect(count(reportOf(sample))).toEqual([3, 1, 1, 1]);
    expect(count(told())).toEqual([1, 4, 1, 1]);
    expect(count(reportOf(clean))).toEqual([0, 0, 0, 2]);
  });
});
