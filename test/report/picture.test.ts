import { describe, expect, test } from '@jest/globals';
import { markdownReport } from '../../src/report/markdown.js';
import { mermaidPicture } from '../../src/report/picture.js';
import { type Report, reportOf } from '../../src/report/report.js';
import { change, copyNode, type Files, GOOD, lint, without } from '../support/lint.js';

function only(report: Report) {
  const [cluster] = report.clusters;
  if (cluster === undefined || report.clusters.length > 1) throw new Error('not one cluster');
  return cluster;
}
async function pictureOf(files: Files): Promise<string> {
  const report = reportOf(await lint(files));
  return mermaidPicture(only(report), report.findings) ?? '';
}
const copies = (count: number): Files =>
  Array.from({ length: count - 2 }, (_, index) => index + 3).reduce(
    (files, number) => copyNode(files, 'is-2', `is-${number}`, { '10.0.0.12': `10.0.0.${10 + number}` }),
    GOOD,
  );

// What Mermaid makes of it is looked at in test/browser.
describe('the picture', () => {
  test('is left to the table for one node, for many nodes, and for many links', async () => {
    const report = reportOf(await lint(copies(13)));
    expect(mermaidPicture(only(report), [])).toBeNull();
    const [first, ...more] = only(report).nodes;
    if (first === undefined) throw new Error('no node');
    expect(mermaidPicture({ ...only(report), nodes: [first] }, [])).toBeNull();
    const busy = [first, ...more].slice(0, 12).map((node, index) => ({
      ...node,
      mounts: ['a', 'b', 'c', 'd'].map((name) => ({
        path: `/${name}${index}`,
        target: '/',
        mode: 'overwrite',
        mark: '✗',
        datasource: name,
      })),
    }));
    expect(mermaidPicture({ ...only(report), nodes: busy }, [])).toBeNull();
  });

  test('marks the node and the link that a finding is about', async () => {
    const text = await pictureOf(
      change(GOOD, 'is-2/identity/identity.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB_ID'),
    );
    expect(text).toMatch(/^n2\["is-2<br>.*#10007; 1 error"\]:::error$/m);
    expect(text).toMatch(/^n2 -\. "#10007; identity" \.-> d\d$/m);
    expect(text).toContain('jdbc/WSO2CarbonDB#95;ID is not there');
    expect(text).toMatch(/^linkStyle \d stroke:#cf222e/m);
    expect(text).toContain('classDef error ');
  });

  test('counts invisible links when it numbers those with a style', async () => {
    const files = change(copies(6), 'is-1/identity/identity.xml', 'jdbc/WSO2CarbonDB', 'jdbc/None');
    const lines = (await pictureOf(files)).split('\n');
    const links = lines.filter((line) => / (~~~|-->|==>|\.->|\.-) \w+$/.test(line));
    const [, number = ''] = /^linkStyle (\d+)/.exec(lines.find((line) => line.startsWith('linkStyle')) ?? '') ?? [];
    expect(links.some((line) => line.includes('~~~'))).toBe(true);
    expect(links[Number(number)]).toContain('identity');
  });

  test('says what the files do not tell, and shows clustering that is off', async () => {
    const text = await pictureOf(without(GOOD, 'is-2/user-mgt.xml'));
    expect(text).toContain('not told#58; users');
    const off = await pictureOf(change(GOOD, 'is-2/axis2/axis2.xml', 'enable="true"', 'enable="false"'));
    expect(off).toMatch(/^subgraph g\d\["clustering is off"\]$/m);
    expect(off).toMatch(/^n2\["is-2<br>10\.0\.0\.12<br>HTTPS 9443<br>/m);
  });

  test('links databases that may be one', async () => {
    const replaced = Object.fromEntries(
      Object.entries(GOOD).map(([path, text]) => [
        path,
        String(text)
          .replaceAll('db.example.com', 'localhost')
          .replaceAll('10.0.0.11', 'is-1.example.com')
          .replaceAll('10.0.0.12', 'is-2.example.com'),
      ]),
    );
    expect(await pictureOf(replaced)).toMatch(/^d1 -\. "the same\?" \.- d2$/m);
  });

  test('stands in the summary letter by letter', async () => {
    const report = reportOf(await lint(GOOD));
    const [, inside] = /^```mermaid\n([\s\S]*?)\n```$/m.exec(markdownReport(report)) ?? [];
    expect(inside).toBe(mermaidPicture(only(report), report.findings));
  });
});
