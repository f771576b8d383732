import { describe, expect, test } from '@jest/globals';
import type { Host } from '../../src/host.js';
import { newMemory } from '../../src/memory.js';
import { type Around, type Request, run, runFixed } from '../../src/pipeline.js';
import { jsonReport } from '../../src/report/json.js';
import { reportOf } from '../../src/report/report.js';
import { change, type Files, GOOD, GOOD_TOML, memoryHost, without } from '../support/lint.js';
import { REQUEST } from '../support/request.js';
import { MUTATIONS } from './mutations.js';
import { TOML_MUTATIONS } from './mutations-toml.js';

const PEDANTIC: Request = { ...REQUEST, profile: 'pedantic' };

async function report(files: Files, around: Around, request: Partial<Request> = {}): Promise<string> {
  return jsonReport(reportOf(await run({ ...PEDANTIC, ...request }, memoryHost(files, false), around)));
}

/** A host that notes which files libxml2 is asked about, by their content. */
function watched(files: Files): { host: Host; judged: string[] } {
  const judged: string[] = [];
  const host = memoryHost(files, true);
  const xmllint: Host['xmllint'] = (options) => {
    judged.push(...options.xml.map(({ contents }) => Buffer.from(contents).toString('utf8')));
    return host.xmllint(options);
  };
  return { host: { ...host, xmllint }, judged };
}

describe('a run that remembers', () => {
  test('finds what a run that starts from nothing finds, whatever was seen before', async () => {
    const memory = newMemory();
    const some = [...MUTATIONS, ...TOML_MUTATIONS].filter((_, index) => index % 8 === 0);
    for (const { files } of some) expect(await report(files, { memory })).toBe(await report(files, {}));
  });

  test('takes the same file for another where its place, its variables or the version differ', async () => {
    const memory = newMemory();
    const path = 'is-1/repository/conf/deployment.toml';
    const toml = {
      ...GOOD_TOML,
      [path]: String(GOOD_TOML[path]).replace(/^hostname = .*$/m, 'hostname = "$env{NAME}"'),
    };
    const trees: [Files, Partial<Request>][] = [
      [toml, {}],
      [{ ...toml, 'a.env': 'NAME=a\n', 'b.env': 'NAME=b\n' }, { envFiles: ['a.env'] }],
      [{ ...toml, 'a.env': 'NAME=a\n', 'b.env': 'NAME=b\n' }, { envFiles: ['b.env'] }],
      [{ ...toml, 'a.env': 'OTHER=a\n' }, { envFiles: ['a.env'] }],
      [toml, { productVersion: '5.9.0' }],
      [toml, { productVersion: '7.1.0' }],
      [Object.fromEntries(Object.entries(toml).map(([name, text]) => [`x/${name}`, text])), {}],
      [without(toml, path), {}],
    ];
    const reports: string[] = [];
    for (const [files, request] of trees) {
      reports.push(await report(files, { memory }, request));
      expect(reports.at(-1)).toBe(await report(files, {}, request));
    }
    expect(new Set(reports).size).toBeGreaterThan(4);
  });

  test('asks libxml2 once about equal bytes', async () => {
    const memory = newMemory();
    const first = watched(GOOD);
    await run(PEDANTIC, first.host, { memory });
    expect(new Set(first.judged).size).toBe(first.judged.length);
    expect(first.judged.length).toBeGreaterThan(4);
    const carbon = change(GOOD, 'is-2/carbon.xml', '</Server>', '<!-- changed --></Server>');
    const second = watched(carbon);
    await run(PEDANTIC, second.host, { memory });
    expect(second.judged).toEqual([carbon['is-2/repository/conf/carbon.xml']]);
  });

  test('remembers what is malformed', async () => {
    const memory = newMemory();
    const broken = change(GOOD, 'is-2/carbon.xml', '</Server>', '</Sever>');
    for (let round = 0; round < 2; round += 1) {
      const { findings } = await run(PEDANTIC, watched(broken).host, { memory });
      expect(findings.map(({ rule }) => rule)).toContain('xml-malformed');
    }
  });

  test('is what the passes of the fixes share', async () => {
    const broken = MUTATIONS.find(({ title }) => title === 'each lists only itself')?.files ?? GOOD;
    const { host, judged } = watched(broken);
    const { files } = await runFixed(PEDANTIC, host, 'unsafe');
    expect(files.length).toBeGreaterThan(0);
    expect(new Set(judged).size).toBe(judged.length);
  });
});
