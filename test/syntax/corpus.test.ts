import { describe, expect, test } from '@jest/globals';
import { nodeHost } from '../../src/host.js';
import { encode } from '../../src/syntax/bytes.js';
import { createDocument } from '../../src/syntax/document.js';
import { descendants } from '../../src/syntax/xml/query.js';

/** Real configuration of public repositories, where it is at hand. */
const CORPUS = '../shared/corpus';
const present = nodeHost('.').kindOf(CORPUS) === 'directory';
if (!present) console.warn(`skipped: no ${CORPUS}`);

(present ? describe : describe.skip)('real files', () => {
  const host = nodeHost(CORPUS);
  const files = present ? host.list('.').files : [];
  const documents = files.map(({ path }) => ({ path, document: createDocument(host.read(path), host.sha256) }));

  test('decode, then encode, is the identity', () => {
    const changed = documents.filter(
      ({ document }) => !document.lossy && Buffer.compare(encode(document.text, document), document.bytes) !== 0,
    );
    expect(changed.map(({ path }) => path)).toEqual([]);
  });

  test('every XML file is read with right places, or says why not', () => {
    const xml = documents.filter(({ path }) => path.endsWith('.xml'));
    const silent = xml.filter(({ document }) => document.xml().root === null && document.xml().problem === null);
    const wrong = xml.filter(({ document }) => {
      const { root } = document.xml();
      if (root === null) return false;
      return [root, ...descendants(root)].some(
        ({ span, name, startTag, nameSpan }) =>
          !document.text.startsWith(`<${name}`, span.start) ||
          document.text.slice(nameSpan.start, nameSpan.end) !== name ||
          document.text[startTag.end - 1] !== '>' ||
          !['/>', `</${name}>`].some((end) => document.text.slice(span.start, span.end).endsWith(end)),
      );
    });
    const paths = (list: typeof xml) => list.map(({ path }) => path);
    expect({ silent: paths(silent), wrong: paths(wrong) }).toEqual({ silent: [], wrong: [] });
  });
});
