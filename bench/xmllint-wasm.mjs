/** `xmllint --noout` by xmllint-wasm: the files listed in the file named, one a line, in one call. */
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

const [list = ''] = process.argv.slice(2);
const xml = readFileSync(list, 'utf8')
  .split('\n')
  .map((fileName) => ({ fileName, contents: readFileSync(fileName) }));
await validateXML({ xml, initialMemoryPages: 1024, maxMemoryPages: 16384 });
