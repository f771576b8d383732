import { describe, expect, test } from '@jest/globals';
import { EMPTY_CONFIG } from '../../src/config/parse.js';
import { discover, templateMarker } from '../../src/discovery/discover.js';
import { nodeHost } from '../../src/host.js';
import { toFacts } from '../../src/server/facts.js';
import type { NodeModel } from '../../src/server/model.js';
import { readNode } from '../../src/server/read.js';
import type { Setting } from '../../src/server/setting.js';
import { misplacedElements } from '../../src/server/structure.js';
import { createDocument, type Document } from '../../src/syntax/document.js';
import { checkWellFormed } from '../../src/syntax/xml/gate.js';

/** Real configuration of public repositories, where it is at hand. */
const CORPUS = '../shared/corpus';
const present = nodeHost('.').kindOf(CORPUS) === 'directory';
if (!present) console.warn(`skipped: no ${CORPUS}`);
const nodes = present ? await read() : [];

/** Every node of the corpus, as the pipeline would read it. */
async function read(): Promise<NodeModel[]> {
  const host = nodeHost(CORPUS);
  const { files } = host.list('.');
  const discovery = discover({ files, roots: ['.'], config: EMPTY_CONFIG, sniff: host.sniff });
  const documents = new Map<string, Document>();
  for (const path of new Set(discovery.nodes.flatMap((node) => node.files))) {
    if (!/\.(jks|p12)$/i.test(path)) documents.set(path, createDocument(host.read(path), host.sha256));
  }
  const xml = [...documents].filter(([path]) => path.endsWith('.xml'));
  const distinct = new Map(xml.map(([, document]) => [document.digest, document]));
  const verdicts = await checkWellFormed(
    [...distinct].map(([id, { bytes }]) => ({ id, bytes })),
    { xmllint: host.xmllint },
  );
  for (const [path, document] of xml) {
    const verdict = verdicts.get(document.digest);
    if (verdict?.kind === 'malformed' && templateMarker(document.text) !== null) documents.delete(path);
  }
  const nothing = { keystoreDigests: new Map(), env: null, sys: null, productVersion: null };
  return discovery.nodes.map((discovered) => readNode({ ...nothing, discovered, documents, verdicts }));
}

/** Every setting in a model, however deep. */
function settingsIn(value: unknown, found = new Map<unknown, Setting>(), seen = new Set<unknown>()): Setting[] {
  if (typeof value === 'object' && value !== null && !seen.has(value) && !('digest' in value)) {
    seen.add(value);
    if ('text' in value && 'kind' in value && 'address' in value) found.set(value, value as Setting);
    const nested = value instanceof Map ? [...value.values()] : Object.values(value);
    for (const one of nested) settingsIn(one, found, seen);
  }
  return [...found.values()];
}

const decode = (text: string) =>
  text
    .replace(/<!--.*?-->/gs, '')
    .replace(/<!\[CDATA\[(.*?)\]\]>/gs, '$1')
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")
    .replace(/\s+/g, ' ')
    .trim();

(present ? describe : describe.skip)('real configuration', () => {
  test('there is a lot', () => expect(nodes.length).toBeGreaterThan(100));

  test('every setting stands where its span says', () => {
    const settings = nodes.flatMap((node) => settingsIn(node));
    expect(settings.length).toBeGreaterThan(10_000);
    const wrong = settings.filter(({ span, text, origin }) => {
      const written = span === null ? null : decode(span.document.text.slice(span.start, span.end));
      // Nothing is written of a default, and what is inferred stands nowhere.
      if (origin !== 'explicit') return origin === 'default' && span !== null && written === null;
      // `$ref{}` and templates say what stands in the rendered file, which may add to it (`https://…`, `jdbc/…`).
      if (written !== null && (/\$ref\{|\{/.test(written) || text.includes(written))) return false;
      return written !== decode(text) && !(text.trim() === '' && written?.startsWith('<')) && !written?.includes(text);
    });
    expect(wrong.map(({ file, address }) => `${file} ${address}`)).toEqual([]);
  });

  test('every address begins with its section, and no two settings of a node share one', () => {
    const odd: string[] = [];
    for (const node of nodes) {
      const seen = new Map<string, Setting>();
      for (const setting of settingsIn({ ...node, files: [], malformed: [], failures: [], version: null })) {
        const other = seen.get(setting.address);
        if (!/^[a-zA-Z]+[/[]/.test(setting.address)) odd.push(setting.address);
        // The same value may be in the model twice: as a named field and in the list of all parameters.
        if (other !== undefined && other.span?.start !== setting.span?.start)
          odd.push(`${node.path} ${setting.address}`);
        seen.set(setting.address, setting);
      }
    }
    expect(odd).toEqual([]);
  });

  test('no file is said to stop the server', () => {
    const fatal = nodes.flatMap((node) =>
      node.failures.filter(({ effect }) => effect === 'fatal').map(({ error }) => `${node.path}: ${error}`),
    );
    expect(fatal).toEqual([]);
  });

  test('nothing is out of place', () => {
    const odd = nodes.flatMap((node) =>
      node.files.flatMap((file) => misplacedElements(file).map((one) => ({ path: file.path, one }))),
    );
    expect(odd.map(({ path, one }) => `${path} ${one.address}`)).toEqual([]);
  });

  test('no secret is shown', () => {
    for (const node of nodes) {
      const shown = JSON.stringify(toFacts(node, { showSecrets: false }).facts);
      for (const { text } of settingsIn(node).filter(({ sensitive, text: one }) => sensitive && one.length > 12)) {
        expect(shown).not.toContain(JSON.stringify(text));
      }
    }
  });
});
