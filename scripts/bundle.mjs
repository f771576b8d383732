// Bundles build/*.js into dist/ with ncc: dist/index.js for the action, dist/cli.js for the command line.
// Both share one xmllint worker and one wasm file, which ncc does not see.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const out = process.argv[2] ?? 'dist';
const xmllint = dirname(require.resolve('xmllint-wasm/package.json'));
const ncc = require.resolve('@vercel/ncc/dist/ncc/cli.js');
// ncc copies the worker as xmllint-node.js, which "type": "module" would make an ES module: it is CommonJS.
const WORKER = /(\.ab\s*\+\s*)"xmllint-node\.js"/g;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const [entry, target] of [
  ['build/action.js', 'index.js'],
  ['build/cli.js', 'cli.js'],
]) {
  const work = join('build', 'ncc', target);
  execFileSync(process.execPath, [ncc, 'build', entry, '-o', work, '--no-cache', '--license', 'licenses.txt'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = readFileSync(join(work, 'index.js'), 'utf8');
  if ((code.match(WORKER) ?? []).length !== 1)
    throw new Error('ncc no longer emits the xmllint-wasm worker as expected');
  const head = target === 'cli.js' ? '#!/usr/bin/env node\n' : '';
  writeFileSync(join(out, target), head + code.replace(WORKER, '$1"xmllint-node.cjs"'), {
    mode: target === 'cli.js' ? 0o755 : 0o644,
  });
  copyFileSync(join(work, 'licenses.txt'), join(out, target === 'cli.js' ? 'licenses-cli.txt' : 'licenses.txt'));
  copyFileSync(join(work, 'xmllint-node.js'), join(out, 'xmllint-node.cjs'));
}
copyFileSync(join(xmllint, 'xmllint.wasm'), join(out, 'xmllint.wasm'));
writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
