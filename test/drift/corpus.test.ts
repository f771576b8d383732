import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { drift } from '../../src/drift.js';
import { type Host, nodeHost } from '../../src/host.js';
import { ROOT } from '../support/lint.js';
import { recorded } from '../support/recorded.js';
import { REQUEST } from '../support/request.js';

// Replicas that people committed, beside the project: each difference below was looked at with `diff -r` of the two.
const CORPUS = join(ROOT, '../shared/corpus');
const expectRecorded = recorded('test/drift/corpus.json');

const PAIRS = [
  // Kubernetes: the pairs differ in localMemberHost and in a comment.
  'wso2__kubernetes-is@v5.5.x',
  'wso2__kubernetes-is@5.6.x',
  // All the same but for what each tells of itself: localMemberHost, its peer, thriftServerHost, event-processor.xml.
  'wso2__docker-ei@release-6.1.1-old/docker-compose',
  // Templates of deployment.toml: each names the other in event_duplicate_url, which must differ.
  'wso2__helm-apim',
  // Managers and workers of gateways: throttling, files for the worker alone. What may differ: subDomain,
  // AutoCommit, log4j.properties; the addresses of the traffic manager are placeholders on the one side.
  'wso2__docker-apim@2.0.0/docker-compose/pattern-4',
];

if (!existsSync(CORPUS)) {
  test('replicas in real configurations', () => {
    console.warn(`skipped: ../shared/corpus is not here, ${PAIRS.length} trees of replicas were not compared`);
  });
} else {
  describe('replicas in real configurations', () => {
    // Whether the XML is well-formed is asked elsewhere.
    const valid: Host['xmllint'] = async () => ({ valid: true, errors: [], rawOutput: '', normalized: '' });
    const host: Host = { ...nodeHost(CORPUS), xmllint: valid };

    test.each(PAIRS)('%s', async (path) => {
      const { drift: found, result } = await drift({ ...REQUEST, paths: [path] }, host, {
        against: null,
        since: null,
        fetch: false,
      });
      const values = found.settings.map(({ cluster, address, said, values: all }) =>
        [
          `${cluster}: ${address}:`,
          all.map(({ node, value }) => `${node} ${value ?? 'has none'}`).join(', '),
          said ?? '',
        ]
          .join(' ')
          .trim(),
      );
      const missing = found.files.map(
        ({ cluster, file, missingOn }) => `${cluster}: ${file} not on ${missingOn.join()}`,
      );
      const several = found.clusters.filter(({ nodes }) => nodes.length > 1).length;
      expectRecorded(path, [`${several} clusters of several nodes`, ...values, ...missing]);
      expect(found.summary.compared).toBeGreaterThan(100);
      expect(result.findings.filter(({ rule }) => rule === 'drift-setting')).toHaveLength(
        found.settings.filter(({ said }) => said === undefined).length + found.files.length,
      );
    });
  });
}
