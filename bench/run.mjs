/**
 * Times `wso2is-lint check`, and `drift`, which reads every file of the nodes, against `xmllint --noout` on the XML files
 * of the same trees, in one run, so that the ratios mean the same on any machine. Trees: clusters of 10 and 100 nodes made
 * from examples/good, and every directory named as an argument.
 *
 *   npm run bench [-- DIRECTORY…]
 *
 * A native xmllint is used where there is one, else xmllint-wasm in a script that does nothing else.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CLI = join(ROOT, 'dist/cli.js');
const WASM = join(ROOT, 'bench/xmllint-wasm.mjs');
const RUNS = 5;

const temporary = mkdtempSync(join(tmpdir(), 'wso2is-lint-bench-'));
try {
  const native = spawnSync('xmllint', ['--version']).status === 0;
  console.log(`node ${process.version}, against ${native ? 'native xmllint' : 'xmllint-wasm'}, median of ${RUNS} runs`);
  console.log('tree | XML files | MB | check | xmllint | ratio | drift | ratio');
  console.log('--- | --: | --: | --: | --: | --: | --: | --:');
  const trees = [
    ['10 nodes', makeCluster(10)],
    ['100 nodes', makeCluster(100)],
    ...process.argv.slice(2).map((path) => [path, path]),
  ];
  for (const [name, path] of trees) measure(name, path, native);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function measure(name, path, native) {
  const files = xmlFiles(path);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const list = join(temporary, 'files.txt');
  writeFileSync(list, files.join('\n'));
  const ours = (name) => command(process.execPath, [CLI, name, path, '--quiet', '--fail-on', 'never'], [0]);
  const lint = () =>
    native ? command('xmllint', ['--noout', '--nonet', ...files], null) : command(process.execPath, [WASM, list], [0]);
  // Alternating, so that a busy moment of the machine meets both.
  const times = Array.from({ length: RUNS }, () => [ours('check'), lint(), ours('drift')]);
  const [check = 0, peer = 0, drift = 0] = [0, 1, 2].map((index) => median(times.map((each) => each[index])));
  const cells = [`${check.toFixed(0)} ms`, `${peer.toFixed(0)} ms`, (check / peer).toFixed(2)];
  const row = [name, files.length, (bytes / 1e6).toFixed(2), ...cells, `${drift.toFixed(0)} ms`];
  console.log([...row, (drift / peer).toFixed(2)].join(' | '));
}

/** Milliseconds of one process from start to end; throws for an exit code that is not expected (null: any). */
function command(program, args, expected) {
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(program, args, { maxBuffer: 1 << 28, encoding: 'utf8' });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (error !== undefined) throw error;
  if (expected !== null && !expected.includes(status)) throw new Error(`${program} exits with ${status}: ${stderr}`);
  return milliseconds;
}

/** A cluster like examples/good with that many nodes: one owner of the registry, the others mount it. */
function makeCluster(size) {
  const target = join(temporary, `cluster-${size}`);
  for (let number = 1; number <= size; number++) {
    const from = join(ROOT, 'examples/good', number === 1 ? 'is-1' : 'is-2');
    const node = join(target, `is-${number}`);
    cpSync(from, node, { recursive: true });
    if (number < 3) continue;
    const axis2 = join(node, 'repository/conf/axis2/axis2.xml');
    const text = readFileSync(axis2, 'utf8').replaceAll('10.0.0.12', `10.0.0.${number + 10}`);
    writeFileSync(axis2, text);
  }
  return target;
}

function xmlFiles(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
