import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EMPTY_CONFIG } from '../../src/config/parse.js';
import { discover } from '../../src/discovery/discover.js';

const CORPUS = '../shared/corpus';

function sniff(path: string): string | null {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    return buffer.toString('latin1', 0, readSync(file, buffer));
  } finally {
    closeSync(file);
  }
}

function discoverIn(directory: string) {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, stat: statSync(join(directory, path)) }))
    .filter(({ stat }) => stat.isFile())
    .map(({ path, stat }) => ({ path, size: stat.size }));
  return discover({ files, roots: ['.'], config: EMPTY_CONFIG, sniff: (path) => sniff(join(directory, path)) });
}

const corpus = existsSync(CORPUS)
  ? readdirSync(CORPUS).filter((name) => statSync(join(CORPUS, name)).isDirectory())
  : [];
if (corpus.length === 0) console.warn(`skipped: no ${CORPUS}`);

(corpus.length === 0 ? describe.skip : describe)('the corpus of real configuration', () => {
  test.each(corpus.length === 0 ? ['none'] : corpus)('%s', (name) => {
    const { nodes, skipped } = discoverIn(join(CORPUS, name));
    expect({
      nodes: nodes.map(
        (node) =>
          `${node.name} = ${node.path} [${node.era}${node.wholeHome ? ', whole' : ''}] ${node.files.length} files`,
      ),
      skipped: skipped.map(({ file, reason }) => `${file}: ${reason}`),
    }).toMatchSnapshot();
  });
});
