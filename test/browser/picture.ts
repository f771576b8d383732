import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mermaidPicture } from '../../src/report/picture.js';
import { type ReportCluster, type ReportFinding, reportOf } from '../../src/report/report.js';
import { terminal } from '../../src/text/escape.js';
import { shorten } from '../../src/text/message.js';
import { change, copyNode, type Files, GOOD, lint, load } from '../support/lint.js';
import { isHere, openPainter, type Painter } from './browser.js';

let opened: Promise<Painter> | null = null;
function painter(): Promise<Painter> {
  opened ??= openPainter();
  return opened;
}

/** `SHOTS=/tmp` keeps what was drawn, to be looked at. */
async function draw(name: string, picture: string | null) {
  if (picture === null) throw new Error('no picture');
  const { draw: paint, shoot } = await painter();
  const drawn = await paint(picture);
  if (process.env.SHOTS !== undefined) await shoot(`${process.env.SHOTS}/${name}.png`);
  return drawn;
}

async function pictureOf(files: Files): Promise<string | null> {
  const { clusters, findings } = reportOf(await lint(files));
  const [cluster] = clusters;
  if (cluster === undefined || clusters.length > 1) throw new Error('not one cluster');
  return mermaidPicture(cluster, findings);
}

function nodes(files: Files, count: number): Files {
  let all = files;
  for (let number = 3; number <= count; number += 1) {
    all = copyNode(all, 'is-2', `is-${number}`, { '10.0.0.12': `10.0.0.${10 + number}` });
  }
  return all;
}

const DATABASE = ['A', 'reg_db on db.example.com:3306 (mysql)'];
const here = isHere ? describe : null;

here?.('a picture of a real cluster', () => {
  beforeAll(async () => void (await painter()), 60_000);

  test('of two nodes', async () => {
    const drawn = await draw('good-2', await pictureOf(GOOD));
    expect(drawn.error).toBeNull();
    expect(drawn.frames).toEqual([['clustering domain iam.example.com (wka)']]);
    expect(drawn.nodes).toEqual([
      ['is-1', '10.0.0.11', 'HTTPS 9443, cluster 4000', '1 info'],
      ['is-2', '10.0.0.12', 'HTTPS 9443, cluster 4000', 'B, embedded: local registry'],
      DATABASE,
    ]);
    expect(drawn.links).toEqual([
      ['local registry'],
      ['/_system/config → /_system/nodes', '/_system/governance'],
      ['users, identity, consent'],
    ]);
    expect(drawn.lines).toBe(3);
  });

  test.each([
    [5, 4],
    [12, 11],
  ])('of %i nodes: those that are alike share their links', async (count, alike) => {
    const drawn = await draw(`good-${count}`, await pictureOf(nodes(GOOD, count)));
    expect(drawn.error).toBeNull();
    expect(drawn.nodes).toHaveLength(count + 1);
    expect(drawn.nodes.map(([name]) => name)).toEqual(
      expect.arrayContaining(Array.from({ length: count }, (_, index) => `is-${index + 1}`)),
    );
    expect(drawn.frames.flat().sort()).toEqual([`${alike} nodes alike`, 'clustering domain iam.example.com (wka)']);
    expect(drawn.lines).toBe(3);
  });

  test('of broken nodes: what leads nowhere is drawn as that', async () => {
    const drawn = await draw('broken-2', await pictureOf(load('examples/broken')));
    expect(drawn.error).toBeNull();
    expect(drawn.frames.flat()).toEqual(
      expect.arrayContaining(['clustering domain iam.example.com (wka)', 'clustering domain iam.exmaple.com (wka)']),
    );
    expect(drawn.nodes.flat()).toEqual(
      expect.arrayContaining(['✗ 3 errors', '✗ 5 errors', '✗ jdbc/WSO2CarbonDB_ID is not there']),
    );
    expect(drawn.links.flat()).toEqual(expect.arrayContaining(['✗ identity', '✗ /_system/governance']));
    expect(drawn.lines).toBe(5);
  });

  test('one of five has clustering switched off', async () => {
    const odd = change(nodes(GOOD, 5), 'is-4/axis2/axis2.xml', 'enable="true"', 'enable="false"');
    const drawn = await draw('odd-5', await pictureOf(odd));
    expect(drawn.error).toBeNull();
    expect(drawn.frames.flat()).toContain('clustering is off');
    expect(drawn.nodes.find(([name]) => name === 'is-4')?.at(-1)).toMatch(/^✗ \d errors?/);
  });
});

const PIECES = [
  '"',
  "'",
  ']',
  '[',
  '(',
  ')',
  '{',
  '}',
  'end',
  '"]',
  '-->',
  '~~~',
  '`',
  '**a**',
  '_a_',
  '- a',
  '1. a',
  '%%{init: {"theme":"dark"}}%%',
  '\nclick n1 "javascript:alert(1)"\n',
  'click n1 href "https://example.org"',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<br>',
  '&lt;b&gt;',
  '#35;',
  '#quot;',
  'fa:fa-user',
  'www.example.org',
  'https://example.org',
  'a@example.org',
  '$$x^2$$',
  '\\n',
  '|',
  ';',
  '😀',
  'שלום',
  '\u202eabc',
  'ﬂ°°60¶ß',
  '\ud800',
  '\u0000',
  'x'.repeat(10_000),
  ' ',
  '#',
  '---',
  '# a',
  '> a',
  'classDef x fill:#fff;',
];

/** Every piece at least once. */
const EACH = Array.from({ length: Math.ceil(PIECES.length / 8) }, (_, row): [string[]] => [
  Array.from({ length: 8 }, (_, column) => PIECES[(row * 8 + column) % PIECES.length] ?? ''),
]);

/** A cluster with these texts wherever a text is shown. */
function hostile([name, host, domain, database, path, target, jndi, scheme]: readonly string[]): ReportCluster {
  const node = (index: number): ReportCluster['nodes'][number] => ({
    name: `${index}${name}`,
    path: 'p',
    home: 'p',
    era: 'xml',
    product: null,
    productVersion: null,
    files: [],
    replicas: 1,
    template: false,
    host: host ?? null,
    clustering: { enabled: true, domain: domain ?? null, scheme: scheme ?? null },
    ports: [],
    mounts: [
      { path: path ?? '', target: target ?? null, mode: 'overwrite', mark: 'A', datasource: null },
      { path: `2${path}`, target: target ?? null, mode: 'overwrite', mark: '✗', datasource: jndi ?? null },
    ],
    registry: null,
  });
  const cell = { mark: '✗', name: jndi ?? null, path: null };
  return {
    name: 'c',
    guessed: false,
    nodes: [node(1), node(2)],
    roles: {
      nodes: [],
      rows: [{ role: 'users', cells: [cell, cell] }],
      databases: [{ mark: 'A', text: database ?? '', nodes: null }],
      maybe: [],
    },
  };
}

/** What a label shows of a text: white space run together, and what Mermaid itself would decode or draw taken apart. */
const shown = (text: string): string =>
  terminal(shorten(text, 60))
    .replace(/\s+/g, ' ')
    .replaceAll('ﬂ', 'fl')
    .replaceAll('¶ß', '¶ ß')
    .replaceAll(':fa-', ': fa-')
    .replace(/\$(?=\$)/g, '$ ')
    .replaceAll('\\n', '\\ n')
    .trim();

here?.('hostile texts', () => {
  test('are seen as they are, and do nothing', async () => {
    const { draw: paint, noise } = await painter();
    const { elements } = await paint(mermaidPicture(hostile(Array(8).fill('plain')), []) ?? '');
    const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((list) => list.join(''));
    const finding = (node: string): ReportFinding =>
      ({ node, severity: 'error', address: 'userMgt/dataSource' }) as ReportFinding;
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 8, maxLength: 8 }), async (texts) => {
        const cluster = hostile(texts);
        const [name = '', host = '', domain = '', database = '', path = '', target = '', jndi = '', scheme = ''] =
          texts;
        const drawn = await paint(mermaidPicture(cluster, [finding(`1${name}`)]) ?? '');
        expect(drawn.error).toBeNull();
        const seen = new Set([...drawn.nodes, ...drawn.frames, ...drawn.links].flat());
        const to = target === path ? '' : ` → ${target}`;
        const wanted = [
          shown(`1${name}`),
          shown(host),
          shown(`clustering domain ${domain} (${scheme})`),
          shown(database),
          shown(`${path}${to}`),
          shown(`✗ ${jndi} is not there`),
        ];
        expect(wanted.filter((line) => line !== '' && !seen.has(line))).toEqual([]);
        expect(drawn.elements.filter((element) => !elements.includes(element))).toEqual([]);
        expect(drawn.active).toEqual([]);
      }),
      { numRuns: 20, examples: EACH },
    );
    expect(noise).toEqual([]);
  }, 60_000);
});
