import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CommentOptions, commentBody, issueBody } from '../../src/report/comment.js';
import { markdownReport } from '../../src/report/markdown.js';
import { type Report, type ReportPlace, reportOf } from '../../src/report/report.js';
import { copyNode, GOOD, lint, load } from '../support/lint.js';
import { golden } from './golden.js';
import { clean, empty, sample } from './sample.js';

const MARKER = '<!-- wso2is-lint:comment key="" head="0123456" -->';
const OPTIONS: CommentOptions = {
  marker: MARKER,
  head: { sha: `0123456${'0'.repeat(33)}`, url: `https://github.com/o/r/commit/0123456${'0'.repeat(33)}` },
  runUrl: 'https://github.com/o/r/actions/runs/7',
  link: ({ file, line }: ReportPlace) =>
    `https://github.com/o/r/blob/0123456/${file}${line === null ? '' : `#L${line}`}`,
  notes: ['Compared with main at abcdef0.', '3 more review comments were left out.'],
};
const broken = reportOf(await lint(load('examples/broken')));
const good = reportOf(await lint(GOOD));

describe('the comment', () => {
  test('of a broken cluster', () => {
    const text = commentBody(broken, OPTIONS);
    expect(text).toBe(golden('comment.md', text));
  });

  test('of a clean one is short, folded, and says what was checked where', () => {
    const text = commentBody(good, OPTIONS);
    expect(text).toBe(golden('comment-clear.md', text));
    expect(text).toMatch(/✅ \*\*All clear: 1 info in 2 nodes of 1 cluster\*\* at \[`0123456`\]/);
    expect(
      unfolded(text)
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBeLessThan(8);
  });

  test('is never clear about nothing', () => {
    expect(commentBody(reportOf(empty), OPTIONS)).toContain('⚠️ **nothing to lint');
    const template = {
      ...good,
      clusters: good.clusters.map((cluster) => ({
        ...cluster,
        nodes: cluster.nodes.map((node) => ({ ...node, template: true })),
      })),
    };
    expect(commentBody(template, OPTIONS)).toContain('⚠️ **nothing to lint');
    expect(commentBody(reportOf(clean), OPTIONS)).toContain('✅ **All clear: no findings in 2 nodes');
  });

  test('tells what is new from what is known', () => {
    const findings = broken.findings.map((finding, index) => ({
      ...finding,
      state: index === 0 ? ('new' as const) : ('known' as const),
    }));
    const text = commentBody({ ...broken, findings }, OPTIONS);
    expect(text).toContain('❌ **New: 1 error in 2 nodes of 1 cluster**; 7 known findings at');
    expect(text).toContain('<summary>7 known findings</summary>');
    expect(unfolded(text).match(/❌ error/g)).toHaveLength(1);
    const known = commentBody({ ...broken, findings: findings.slice(1) }, OPTIONS);
    expect(known).toContain('✅ **All clear: no new findings in 2 nodes of 1 cluster**; 7 known findings at');
  });

  test('says how to get the corrections', () => {
    expect(commentBody(broken, OPTIONS)).toMatch(/\*\*6 findings can be fixed\*\* \(4 safely\): .*`patch-file: /);
    const patch = { name: 'wso2is.patch', url: 'https://github.com/o/r/actions/runs/7/artifacts/1' };
    expect(commentBody(broken, { ...OPTIONS, patch })).toContain(
      '[`wso2is.patch`](https://github.com/o/r/actions/runs/7/artifacts/1), for `git apply wso2is.patch`.',
    );
    expect(commentBody(good, OPTIONS)).not.toContain('can be fixed');
  });

  test('shows one registry for all nodes that have the same', async () => {
    const many = reportOf(
      await lint(
        copyNode(copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' }), 'is-2', 'is-4', {
          '10.0.0.12': '10.0.0.14',
        }),
      ),
    );
    const text = commentBody(many, OPTIONS);
    expect([...text.matchAll(/<summary>(Registry of .*)<\/summary>/g)].map(([, title]) => title)).toEqual([
      'Registry of is-1',
      'Registry of is-2, is-3 and is-4',
    ]);
  });

  test('puts the worst cluster first and draws a few only', () => {
    const [cluster] = broken.clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const report = {
      ...broken,
      clusters: names.map((name) => ({ ...cluster, name })),
      findings: broken.findings.slice(0, 2).map((finding, index) => ({
        ...finding,
        cluster: index === 0 ? 'd' : 'f',
        severity: index === 0 ? ('warning' as const) : ('error' as const),
      })),
    };
    const text = commentBody(report, OPTIONS);
    expect([...text.matchAll(/^### Cluster (.)/gm)].map(([, name]) => name).join('')).toBe('fdabce');
    expect(text.match(/^```mermaid$/gm)).toHaveLength(4);
  });
});

test('the issue', () => {
  const text = issueBody(broken, { ...OPTIONS, scope: 'production', when: '2026-11-24 03:30 UTC' });
  expect(text).toBe(golden('issue.md', text));
});

test('the step summary of the same', () => {
  const text = markdownReport(broken, { link: OPTIONS.link });
  expect(text).toBe(golden('summary.md', text));
});

/** What is seen before anything is opened. */
function unfolded(text: string): string {
  let depth = 0;
  return text
    .split('\n')
    .filter((line) => {
      if (line.startsWith('<details>')) depth += 1;
      const shown = depth === 0;
      if (line === '</details>') depth -= 1;
      return shown;
    })
    .join('\n');
}

/** Fences are closed; outside of them, so are details, and there is no HTML but ours. */
function assertWhole(text: string, marker: string): void {
  const [first, ...rest] = text.split('\n');
  expect(first).toBe(marker);
  expect(rest.join('\n')).not.toContain('<!--');
  let fence: string | null = null;
  let depth = 0;
  const outside: string[] = [];
  for (const line of rest) {
    const ticks = /^(`{3,})(.*)$/.exec(line);
    if (fence !== null) {
      if (line === fence) fence = null;
      continue;
    }
    if (ticks !== null && !ticks[2]?.includes('`')) {
      fence = ticks[1] ?? null;
      continue;
    }
    if (line.startsWith('<details>')) depth += 1;
    if (line === '</details>') depth -= 1;
    expect(depth).toBeGreaterThanOrEqual(0);
    outside.push(line);
  }
  expect(fence).toBeNull();
  expect(depth).toBe(0);
  const prose = outside.join('\n').replace(/(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  const tags = [...prose.matchAll(/<\/?([a-z]+)/gi)].map(([, tag]) => tag);
  expect(tags.filter((tag) => !['details', 'summary', 'br', 'sub', 'code'].includes(tag ?? ''))).toEqual([]);
  expect(prose.replace(/\]\([^)\s]*\)/g, ']')).not.toMatch(/(?<![\w&])[@#]\w/);
}

describe('hostile texts and small budgets', () => {
  const piece = fc.constantFrom(
    ...[
      '|',
      '\\',
      '`',
      '```',
      '~~~',
      '\n',
      '\r',
      '<b>',
      '<img src=x>',
      MARKER,
      '<!-- x',
      '@team',
      '#12',
      'GH-1',
      'a',
      ' ',
    ],
    ...['</details>', '<details>', '</summary>', '$x$', '](https://x)', '- ', '1. ', '# ', '> ', '\u202e', '"', 'é😀'],
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 10 }).map((list) => list.join(''));

  /** Every text that somebody else wrote. */
  function spoilt(report: Report, [a = '', b = '', c = '', d = '']: readonly string[], copies: number): Report {
    const cluster = a + b;
    const finding = (index: number) => {
      const found = report.findings[index % report.findings.length];
      if (found === undefined) throw new Error('no finding');
      return {
        ...found,
        cluster,
        node: c,
        message: d + index,
        file: `${b}/${a}`,
        related: [{ node: d, file: a, line: 1, column: 1, endLine: null, endColumn: null, message: c }],
        fix: { title: b, safety: 'safe' as const },
      };
    };
    return {
      ...report,
      clusters: report.clusters.map((one) => ({
        ...one,
        name: cluster,
        nodes: one.nodes.map((node, index) => ({
          ...node,
          name: index === 0 ? c : d,
          path: a,
          host: b,
          product: d,
          clustering: { enabled: true, domain: c, scheme: a },
          mounts: node.mounts.map((mount) => ({ ...mount, path: d, target: a })),
          registry: [a, b, `${c}\n${d}`],
        })),
        roles:
          one.roles === null
            ? null
            : {
                ...one.roles,
                nodes: [c, d],
                rows: one.roles.rows.map((row) => ({
                  ...row,
                  cells: row.cells.map((cell) => ({ ...cell, name: b, path: a })),
                })),
                databases: one.roles.databases.map((database) => ({ ...database, text: a })),
              },
      })),
      findings: Array.from({ length: copies }, (_, index) => finding(index)),
      skipped: [{ file: a, reason: b }],
    };
  }

  test('nothing is cut, nothing gets out of its place, and nothing forges the marker', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 400, max: 12_000 }),
        (texts, budget) => {
          const report = spoilt(broken, texts, 12);
          const options = {
            ...OPTIONS,
            notes: texts,
            scope: texts[0] ?? '',
            link: () => `https://x/${texts[0]}`,
            budget,
          };
          for (const body of [commentBody(report, options), issueBody(report, { ...options, when: texts[1] ?? '' })]) {
            expect(body.length).toBeLessThanOrEqual(budget);
            if (body !== '') assertWhole(body, MARKER);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a large report fits by itself, and tells how much is left out', () => {
    const report = spoilt(broken, ['a', 'b', 'c', 'd'], 5000);
    const body = commentBody(report, OPTIONS);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(body)).toBeLessThan(262_144);
    expect(body).toMatch(/… and \d+ more findings\./);
    assertWhole(body, MARKER);
  });

  test('of a thousand clusters the worst are told, and the others counted', () => {
    const [cluster] = broken.clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const names = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    const findings = names.flatMap((name, index) =>
      broken.findings.map((finding) => ({
        ...finding,
        cluster: name,
        severity: index === 700 ? ('error' as const) : ('info' as const),
      })),
    );
    const body = commentBody({ ...broken, clusters: names.map((name) => ({ ...cluster, name })), findings }, OPTIONS);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toMatch(/^### Cluster c700$/m);
    expect(body).toMatch(/^… and the findings of \d+ more clusters\.$/m);
    assertWhole(body, MARKER);
  });

  test('what is given up first is what can be missed', () => {
    const full = commentBody(broken, OPTIONS);
    const kept = (budget: number) => {
      const body = commentBody(broken, { ...OPTIONS, budget });
      return ['↳', 'Registry of', '```mermaid', 'Who shares what', '| ❌ error'].filter((part) => body.includes(part));
    };
    expect(kept(full.length)).toHaveLength(5);
    const steps = Array.from({ length: 60 }, (_, index) => kept(Math.floor((full.length * (60 - index)) / 60)).length);
    expect(steps).toEqual(steps.toSorted((x, y) => y - x));
    expect(new Set(steps)).toEqual(new Set([5, 4, 3, 2, 1, 0]));
  });

  test('the last words are the verdict, else nothing', () => {
    expect(commentBody(reportOf(sample), { ...OPTIONS, budget: 260 })).toMatch(
      /^<!--.*-->\n## wso2is-lint\n\n❌ .*\n$/,
    );
    expect(commentBody(reportOf(sample), { ...OPTIONS, budget: 20 })).toBe('');
  });
});
