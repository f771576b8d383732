import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ROOT } from '../support/lint.js';

const work = mkdtempSync(join(tmpdir(), 'wso2is-lint-hook-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the git hook in docs/workflows.md lets a commit through or not by what is in the index', () => {
  const repository = join(work, 'iam');
  cpSync(join(ROOT, 'dist'), join(work, 'wso2is-lint/dist'), { recursive: true });
  mkdirSync(repository);
  git('init', '--quiet');
  const [, hook = ''] =
    /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/workflows.md'), 'utf8')) ?? [];
  mkdirSync(join(repository, '.git/hooks'), { recursive: true });
  writeFileSync(join(repository, '.git/hooks/pre-commit'), hook, { mode: 0o755 });

  cpSync(join(ROOT, 'examples/broken'), join(repository, 'prod'), { recursive: true });
  git('add', '.');
  cpSync(join(ROOT, 'examples/good'), join(repository, 'prod'), { recursive: true });
  const refused = git('commit', '-m', 'broken in the index, good on disk');
  expect(refused.status).toBe(1);
  expect(refused.stdout + refused.stderr).toContain('registry-mount-instance-unresolved');

  git('add', '.');
  expect(git('commit', '--quiet', '-m', 'good').status).toBe(0);

  function git(...words: string[]) {
    const settings = ['user.name=a', 'user.email=a@example.com', 'core.hooksPath=.git/hooks', 'core.autocrlf=false'];
    const { GIT_DIR: _dir, GIT_INDEX_FILE: _index, ...env } = process.env;
    const all = [...settings.flatMap((setting) => ['-c', setting]), ...words];
    return spawnSync('git', all, { cwd: repository, encoding: 'utf8', env });
  }
});
