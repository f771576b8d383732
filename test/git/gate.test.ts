import { afterAll, describe, expect, test } from '@jest/globals';
import { findBase } from '../../src/git/base.js';
import { sinceBase } from '../../src/git/gate.js';
import { treeAt } from '../../src/git/tree.js';
import type { Host } from '../../src/host.js';
import { exitCodeOf } from '../../src/lint/verdict.js';
import { newMemory } from '../../src/memory.js';
import { type Request, run } from '../../src/pipeline.js';
import { textReport } from '../../src/report/text.js';
import { change, GOOD } from '../support/lint.js';
import { type Repository, removeRepositories, repository } from '../support/repository.js';
import { REQUEST } from '../support/request.js';

afterAll(removeRepositories);

const DECIDES = { failOn: 'error', allowEmpty: false, empty: false } as const;
const WANTED = { base: 'HEAD', head: null, fetch: false };
/** One error before, another on top of it. */
const OLD = change(
  GOOD,
  'is-2/axis2/axis2.xml',
  '<parameter name="domain">iam.example.com<',
  '<parameter name="domain">other<',
);
const NEW = change(OLD, 'is-2/axis2/axis2.xml', 'enable="true"', 'enable="false"');

/** Whether the XML is well-formed is asked elsewhere, and takes longer than all of this. */
const wellFormed: Host['xmllint'] = async () => ({ valid: true, errors: [], rawOutput: '', normalized: '' });

const hostOf = (origin: Repository): Host => ({ ...origin.host(), xmllint: wellFormed });

/** Bytes alone decide what it holds. */
const memory = newMemory();

async function states(host: Host, request: Partial<Request> = {}, base = findBase(host, WANTED)) {
  const [asked, around] = [{ ...REQUEST, ...request }, { memory }];
  const { result, note } = await sinceBase(await run(asked, host, around), asked, host, base, around);
  const errors = result.findings.filter(({ severity }) => severity === 'error');
  return { result, note, errors, told: new Set(errors.map(({ state }) => state)) };
}

const old = repository(OLD);
const first = old.commit();

describe('findings since a commit', () => {
  const origin = old.copy();

  test('that were there decide nothing, and equal files are judged once', async () => {
    const judged: number[] = [];
    const host = hostOf(origin);
    const { result, note, told, errors } = await states({
      ...host,
      xmllint: (options) => {
        judged.push(options.xml.length);
        return wellFormed(options);
      },
    });
    expect([note, [...told]]).toEqual([null, ['known']]);
    expect(errors.length).toBeGreaterThan(0);
    expect(exitCodeOf(result, DECIDES)).toBe(0);
    expect(judged.length).toBe(1);
    const text = (quiet: false | 'error') => textReport(result, { style: (_, shown) => shown, quiet, width: 100 });
    expect(text(false)).toMatch(new RegExp(`in 2 nodes of 1 cluster: 0 new, ${result.findings.length} known`));
    expect(text('error')).not.toMatch(/clustering-/);
  });

  test('that are new decide, whether committed or not', async () => {
    origin.write(NEW);
    const dirty = await states(hostOf(origin));
    expect(dirty.told.has('new')).toBe(true);
    expect(exitCodeOf(dirty.result, DECIDES)).toBe(1);
    origin.commit();
    const committed = await states(hostOf(origin), {}, findBase(hostOf(origin), { ...WANTED, base: first }));
    expect(committed.errors.map(({ key, state }) => [key, state])).toEqual(
      dirty.errors.map(({ key, state }) => [key, state]),
    );
  });

  test('are judged by the settings of today, though those name what was not there', async () => {
    origin.write({
      '.wso2is-lint.yml':
        'clusters:\n  prod:\n    nodes:\n      is-1: { path: is-1 }\n      is-2: { path: is-2 }\n      is-9: { path: is-9, env: nine.env }\n    reference: is-9\nrules: { clustering-enable-mismatch: info }\n',
      'nine.env': 'A=b\n',
      ...Object.fromEntries(
        Object.entries(GOOD).flatMap(([path, text]) =>
          path.startsWith('is-1/') ? [[path.replace('is-1', 'is-9'), text]] : [],
        ),
      ),
    });
    const { note, errors } = await states(hostOf(origin), {
      envFiles: ['is-9=nine.env'],
      reference: 'is-9',
      cluster: 'prod',
    });
    expect(note).toBe(null);
    expect(errors.some(({ rule }) => rule === 'clustering-enable-mismatch')).toBe(false);
  });
});

describe('never green by ignorance', () => {
  test('a renamed node is a new one', async () => {
    const origin = old.copy();
    origin.git('mv', 'is-2', 'is-3');
    expect([...(await states(hostOf(origin))).told]).toEqual(['new']);
  });

  test('a base without configuration knows nothing', async () => {
    const origin = repository({ 'README.md': 'x\n' });
    origin.commit();
    origin.write(OLD);
    const { told, note, result } = await states(hostOf(origin));
    expect([...told]).toEqual(['new']);
    expect(note).toMatch(/^all findings count as new: [0-9a-f]{12}, .* holds no configuration that can be judged$/);
    expect(exitCodeOf(result, DECIDES)).toBe(1);
  });

  test('without a base all findings decide', async () => {
    const base = { commit: null, note: 'there is none' } as const;
    const { told, note, result } = await states(hostOf(old), {}, base);
    expect([[...told], note]).toEqual([[null], 'nothing to compare with, so all findings decide: there is none']);
    expect(exitCodeOf(result, DECIDES)).toBe(1);
  });

  test('a base that git cannot read makes everything new', async () => {
    const origin = old.copy();
    const { told, note } = await states(hostOf(origin), {}, { commit: 'a'.repeat(40), note: null });
    expect([[...told], note?.startsWith('all findings count as new: aaaaaaaaaaaa')]).toEqual([['new'], true]);
  });

  test('what a fork asks to be silent is new, though today’s configuration judges both', async () => {
    const origin = old.copy();
    const base = findBase(hostOf(origin), { ...WANTED, base: first });
    origin.write({ '.wso2is-lint.yml': 'rules:\n  clustering-domain-mismatch: off\n' });
    origin.commit();
    const [host, around] = [hostOf(origin), { memory }];
    const trusted = treeAt(host, base.commit ?? '');
    const found = await run(REQUEST, host, { ...around, trusted });
    const { result } = await sinceBase(found, REQUEST, host, base, { ...around, trusted });
    const states = result.findings.map(({ rule, state }) => `${rule} ${state}`);
    expect(states).toContain('suppression-untrusted new');
    expect(states).toContain('clustering-domain-mismatch known');
  });
});
