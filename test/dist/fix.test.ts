import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commandLine } from '../support/command-line.js';
import { ROOT } from '../support/lint.js';

const CLI = join(ROOT, 'dist/cli.js');
let work = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'wso2is-lint-fix-'));
  cpSync(join(ROOT, 'examples/broken'), join(work, 'broken'), { recursive: true });
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, 'check', ...args], { cwd: work, encoding: 'utf8' });

const here = (...args: string[]) => commandLine(work, ['check', ...args]);

/** Path → content of every file below a directory, as latin1. */
function contents(directory: string): Map<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(directory, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(directory, name), 'latin1')]));
}

describe('check --fix, as built', () => {
  test('corrects in place what can be corrected and tells the rest', async () => {
    const { status, stderr, stdout } = run('broken', '--fix');
    expect(status).toBe(1);
    expect(stderr).toMatch(/fixes in \d files, written in place/);
    expect(stdout).toMatch(/clustering-domain-mismatch[\s\S]*no fix: nothing says which node is right/);
    expect(stdout).toMatch(/datasource-embedded-in-cluster[\s\S]*no fix: it needs a database server/);
    expect((await here('broken', '--fix')).stderr).toMatch(/nothing to fix/);
  });

  test('with a reference node the domain is one of them', async () => {
    const { stdout } = await here('broken', '--fix=unsafe', '--reference', 'is-1');
    expect(stdout).not.toMatch(/clustering-domain-mismatch/);
  });

  test('a word after --fix is its value where it is one, and a path otherwise', async () => {
    expect((await here('broken', '--fix', 'unsafe', '--dry-run')).stderr).toMatch(
      /would fix datasource-driver-mismatch/,
    );
    expect((await here('--fix', 'broken', '--dry-run')).stderr).toMatch(
      /would fix registry-mount-overwrite-ineffective/,
    );
  });

  test('--fix-to, --patch and --dry-run leave the files alone and say the same', async () => {
    const before = contents(join(work, 'broken'));
    run('broken', '--fix=unsafe', '--fix-to', 'out', '--patch', 'the.patch');
    const dry = run('broken', '--fix=unsafe', '--dry-run', '--no-color');
    expect(contents(join(work, 'broken'))).toEqual(before);
    expect(dry.stdout).toMatch(/^-.*overwrite="true\|false\|virtual"/m);
    expect(dry.stderr).toMatch(/nothing written/);

    const corrected = contents(join(work, 'out/broken'));
    execFileSync('git', ['init', '-q'], { cwd: work });
    execFileSync('git', ['apply', 'the.patch'], { cwd: work });
    const patched = contents(join(work, 'broken'));
    for (const [name, content] of before) expect(patched.get(name)).toBe(corrected.get(name) ?? content);
    expect(corrected.size).toBeGreaterThan(0);

    cpSync(join(ROOT, 'examples/broken'), join(work, 'again/broken'), { recursive: true });
    await commandLine(join(work, 'again'), ['check', 'broken', '--fix=unsafe']);
    expect(contents(join(work, 'again/broken'))).toEqual(patched);
  });

  test('killed at any moment it leaves every file whole', async () => {
    const before = contents(join(work, 'broken'));
    const done = join(work, 'done');
    cpSync(join(work, 'broken'), join(done, 'broken'), { recursive: true });
    const started = Date.now();
    spawnSync(process.execPath, [CLI, 'check', 'broken', '--fix'], { cwd: done });
    const whole = Date.now() - started;
    const after = contents(join(done, 'broken'));
    for (let round = 0; round < 8; round += 1) {
      const place = join(work, `kill-${round}`);
      cpSync(join(ROOT, 'examples/broken'), join(place, 'broken'), { recursive: true });
      const child = spawn(process.execPath, [CLI, 'check', 'broken', '--fix'], { cwd: place, stdio: 'ignore' });
      // Around the end, where the files are written.
      await killed(child, whole * (0.7 + (round / 8) * 0.4));
      for (const [name, content] of contents(join(place, 'broken'))) {
        if (name.endsWith('.wso2is-lint')) continue;
        expect([before.get(name), after.get(name)]).toContain(content);
      }
    }
  }, 60_000);
});

function killed(child: ChildProcess, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
}
