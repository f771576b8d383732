import { existsSync, readdirSync } from 'node:fs';
import { describe, test } from '@jest/globals';
import { nodeHost } from '../../src/host.js';
import { run } from '../../src/pipeline.js';
import { recorded } from '../support/recorded.js';
import { REQUEST } from '../support/request.js';

const expectRecorded = recorded('test/cluster/corpus.json');
const CORPUS = '../shared/corpus';
const snapshots = existsSync(CORPUS)
  ? readdirSync(CORPUS, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  : [];
if (snapshots.length === 0) console.warn(`skipped: there is no ${CORPUS}`);

async function clustersIn(directory: string): Promise<string[]> {
  const host = nodeHost(directory);
  const { clusters } = await run(
    REQUEST,
    // Grouping does not depend on what libxml2 says.
    { ...host, xmllint: async () => ({ valid: true, errors: [], rawOutput: '', normalized: '' }) },
  );
  return clusters.flatMap((cluster) => [
    `${cluster.name}${cluster.guessed ? ' (guessed)' : ''}: ${cluster.nodes
      .map((node) => `${node.name}${node.replicas === 1 ? '' : ` × ${node.replicas}`} [${node.product}]`)
      .join(' + ')}`,
    ...cluster.evidence.map(({ kind, nodes, text }) => `    ${kind} ${nodes.join(', ')}: ${text}`),
  ]);
}

(snapshots.length === 0 ? describe.skip : describe)('clusters in the corpus of real configuration', () => {
  test.each(snapshots.length === 0 ? ['none'] : snapshots)('%s', async (name) => {
    expectRecorded(name, await clustersIn(`${CORPUS}/${name}`));
  });
});
