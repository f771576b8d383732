/** `xmllint --noout` by xmllint-wasm: the files listed in the file named, one a line, 100 a call (many more crash it). */
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

const BATCH = 100;
const [list = ''] = process.argv.slice(2);
const names = readFileSync(list, 'utf8').split('\n');
for (let start = 0; start < names.length; start += BATCH) {
  const batch = names.slice(start, start + BATCH);
  const xml = batch.map((fileName) => ({ fileName, contents: readFileSync(fileName) }));
  await validateXML({ xml, initialMemoryPages: 1024, maxMemoryPages: 16384 });
}
