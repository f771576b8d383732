import { describe, expect, test } from '@jest/globals';
import { nodeHost } from '../../../src/host.js';
import { createDocument } from '../../../src/syntax/document.js';
import { parseToml } from '../../../src/syntax/toml/parse.js';

/** Real configuration of public repositories, where it is at hand. */
const CORPUS = '../shared/corpus';
const present = nodeHost('.').kindOf(CORPUS) === 'directory';
if (!present) console.warn(`skipped: no ${CORPUS}`);

(present ? describe : describe.skip)('real deployment.toml files, templates too', () => {
  const host = nodeHost(CORPUS);
  const paths = present ? host.list('.').files.map(({ path }) => path) : [];
  const trees = paths
    .filter((path) => /deployment[^/]*\.toml(?:\.j2|\.erb)?$/.test(path))
    .map((path) => ({ path, tree: parseToml(createDocument(host.read(path), host.sha256)) }));

  test('are read without error', () => {
    const refused = trees.flatMap(({ path, tree: { error } }) => {
      if (error === null) return [];
      const { line, column } = error.span.document.lines.position(error.span.start);
      return [`${path}:${line}:${column} ${error.message}`];
    });
    expect(refused).toEqual([]);
    expect(trees.length).toBeGreaterThan(40);
  });
});
