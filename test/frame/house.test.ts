import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../src/rules/index.js';
import { VERSION } from '../../src/version.js';
import { ROOT } from '../support/lint.js';

/** The stages in order: an import points only to the same or an earlier one. */
const STAGES = ['text', 'syntax', 'config', 'discovery', 'server', 'cluster', 'rules', 'lint', 'report', 'github'];
/** What is beside the stages, in order too. */
const TOP = [
  'version.ts',
  'host.ts',
  'memory.ts',
  'silence.ts',
  'homes.ts',
  'pipeline.ts',
  'corrected.ts',
  'renew.ts',
  'merge.ts',
  'git',
  'drift.ts',
  'init.ts',
  'cli.ts',
  'action.ts',
];
/** The only modules that may touch Node's own world. */
const WORLD = new Set(['src/host.ts', 'src/cli.ts', 'src/action.ts']);

function filesBelow(directory: string, ending: string): string[] {
  return readdirSync(join(ROOT, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

const SOURCES = filesBelow('src', '.ts');

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

/** One file for each rule; `index.ts` lists those of its folder. */
function isRule(file: string): boolean {
  return /^src\/rules\/[^/]+\//.test(file) && !file.endsWith('/index.ts');
}

function stageOf(file: string): number {
  const [, first = ''] = file.split('/');
  const stage = STAGES.indexOf(first);
  if (stage >= 0) return stage;
  return STAGES.length + TOP.indexOf(first);
}

describe('the house', () => {
  test('every source file is in a stage or beside them', () => {
    const homeless = SOURCES.filter(
      (file) => stageOf(file) < STAGES.length && !STAGES.includes(file.split('/')[1] ?? ''),
    );
    expect(homeless.filter((file) => !TOP.includes(file.split('/')[1] ?? ''))).toEqual([]);
  });

  test('imports point only to the same stage or an earlier one', () => {
    const upward = SOURCES.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => posix.join(posix.dirname(file), target).replace(/\.js$/, '.ts'))
        // The version is a constant: reading it makes no stage depend on a later one.
        .filter((target) => target !== 'src/version.ts' && stageOf(target) > stageOf(file))
        .map((target) => `${file} → ${target}`),
    );
    expect(upward).toEqual([]);
  });

  test('rules do not import each other', () => {
    const sideways = SOURCES.filter(isRule).flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => posix.join(posix.dirname(file), target))
        .filter(
          (target) => target.startsWith('src/rules/') && !/^src\/rules\/(?:rule|example|fix)[\w-]*\.js$/.test(target),
        )
        .map((target) => `${file} → ${target}`),
    );
    expect(sideways).toEqual([]);
  });

  test('only the host and the two entries touch Node’s world', () => {
    const leaks = SOURCES.filter((file) => !WORLD.has(file)).flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const nodeImports = importsOf(file).filter((target) => target.startsWith('node:'));
      const globals = [...text.matchAll(/\b(process\.(?:env|stdout|stderr|cwd|argv|exit)|Date\.now|new Date\(\))/g)];
      // src/github talks to the runner, through @actions/core and what it is handed.
      return [...nodeImports, ...globals.map((match) => match[0])].map((leak) => `${file}: ${leak}`);
    });
    expect(leaks).toEqual([]);
  });

  test('nothing in src names a real configuration', () => {
    const named = SOURCES.filter((file) => /corpus|golden\//.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(named).toEqual([]);
  });

  test('the version is the package’s', () => {
    expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version).toBe(VERSION);
  });
});

describe('rules', () => {
  const sources = SOURCES.filter(isRule);
  const stem = (file: string): string => posix.basename(file).replace(/(\.test)?\.(ts|md)$/, '');
  const ids = RULES.map((rule) => rule.id);

  test('each has a source file, a test and a page of the same stem, and nothing else has', () => {
    const sorted = [...ids].sort();
    expect(sources.map(stem).sort()).toEqual(sorted);
    // Beside the folders are the pieces that fixes share.
    const tests = filesBelow('test/rules', '.test.ts').filter((file) => !/\/(?:fix-|all\.test)/.test(file));
    expect(tests.map(stem).sort()).toEqual(sorted);
    expect(filesBelow('docs/rules', '.md').map(stem).sort()).toEqual(sorted);
  });

  test('each id is told once and is kebab-case', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
  });

  test('each file stays readable in a minute', () => {
    const long = sources.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 140);
    expect(long).toEqual([]);
  });

  test('each says its evidence', () => {
    expect(RULES.filter((rule) => rule.sources.length === 0).map((rule) => rule.id)).toEqual([]);
  });
});
