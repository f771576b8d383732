import { existsSync, readdirSync } from 'node:fs';
import { describe, test } from '@jest/globals';
import { EMPTY_CONFIG } from '../../src/config/parse.js';
import { discover } from '../../src/discovery/discover.js';
import { nodeHost } from '../../src/host.js';
import { createDocument } from '../../src/syntax/document.js';
import { recorded } from '../support/recorded.js';

const expectRecorded = recorded('test/discovery/corpus.json');
const CORPUS = '../shared/corpus';
const snapshots = existsSync(CORPUS)
  ? readdirSync(CORPUS, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  : [];
if (snapshots.length === 0) console.warn(`skipped: there is no ${CORPUS}`);

(snapshots.length === 0 ? describe.skip : describe)('the corpus of real configuration', () => {
  test.each(snapshots.length === 0 ? ['none'] : snapshots)('%s', (name) => {
    const host = nodeHost(`${CORPUS}/${name}`);
    const { files } = host.list('.');
    const open = (path: string) => createDocument(host.read(path), host.sha256);
    const { nodes, skipped } = discover({ files, roots: ['.'], config: EMPTY_CONFIG, sniff: host.sniff, open });
    expectRecorded(name, {
      nodes: nodes.map(
        (node) =>
          `${node.name} = ${node.path} [${node.era}${node.wholeHome ? ', whole' : ''}] ${node.files.length} files`,
      ),
      skipped: skipped.map(({ file, reason }) => `${file}: ${reason}`),
    });
  });
});
