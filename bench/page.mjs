/**
 * Times how long a browser takes to open the page of 10 nodes and 5,000 settings that differ (`--format html`), from the
 * start of the navigation to the first picture, and to filter it. Needs what the tests in test/browser need.
 *
 *   npm run bench:page
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = '5';
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
const { status } = spawnSync(
  process.execPath,
  [...jest, 'test/browser', '--testNamePattern', 'opens soon', '--silent=false'],
  {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    env: { ...process.env, PAGE_BENCH: RUNS, REQUIRE_BROWSER: '1' },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
