import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { generatedFiles } from '../support/generate.js';
import { ROOT } from '../support/lint.js';

// `npm run generate` runs this file with UPDATE_GENERATED=1, which writes what is compared otherwise.
const update = process.env.UPDATE_GENERATED === '1';

test.each(Object.entries(await generatedFiles()))('%s is what the sources say', (path, content) => {
  const file = join(ROOT, path);
  if (update) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(content);
});
