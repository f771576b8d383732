import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyReplacements, lineEndOf, overlap, uneditable } from '../../src/lint/edit.js';
import { createDocument, embeddedDocument } from '../../src/syntax/document.js';
import { blockScalars } from '../../src/syntax/yaml-blocks.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const documentOf = (bytes: Uint8Array) => createDocument(bytes, sha256);

function replaced(bytes: Uint8Array, from: string, to: string): Buffer {
  const document = documentOf(bytes);
  const start = document.text.indexOf(from);
  const span = { document, start, end: start + from.length };
  return Buffer.from(applyReplacements(document, [{ span, text: to }]));
}

describe('an edit', () => {
  test.each<[string, Buffer, string, string, Buffer]>([
    ['keeps a byte order mark', Buffer.from('\ufeff<a>b</a>'), 'b', 'c', Buffer.from('\ufeff<a>c</a>')],
    [
      'keeps ISO-8859-1',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9b\x85</a>', 'latin1'),
      'b',
      'è',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9\xe8\x85</a>', 'latin1'),
    ],
    [
      'writes a character the encoding lacks as a reference',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>b</a>', 'latin1'),
      'b',
      '日😀',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>&#26085;&#128512;</a>', 'latin1'),
    ],
    [
      'gives new lines the line end of the file',
      Buffer.from('<a>\r\nb\r\n</a>'),
      'b',
      'c\nd',
      Buffer.from('<a>\r\nc\r\nd\r\n</a>'),
    ],
    ['leaves mixed line ends alone', Buffer.from('a\r\nb\nc\rd\n'), 'b', 'x', Buffer.from('a\r\nx\nc\rd\n')],
    ['keeps UTF-16', Buffer.from('\ufeff<a>b</a>', 'utf16le'), 'b', 'é', Buffer.from('\ufeff<a>é</a>', 'utf16le')],
    ['removes', Buffer.from('abc'), 'b', '', Buffer.from('ac')],
  ])('%s', (_title, bytes, from, to, expected) => {
    expect(replaced(bytes, from, to)).toEqual(expected);
  });

  test('inside a ConfigMap goes into the YAML, with its indentation', () => {
    const yaml = 'kind: ConfigMap\ndata:\n  deployment.toml: |\n    [a]\n    b = 1\n  x: 1\n';
    const outer = documentOf(Buffer.from(yaml));
    const [block] = blockScalars(yaml);
    if (block === undefined) throw new Error('no block');
    const document = embeddedDocument(outer, 'cm.yaml', block, sha256);
    const end = document.text.indexOf('b = 1') + 'b = 1'.length;
    const after = applyReplacements(document, [{ span: { document, start: end, end }, text: '\nc = 2' }]);
    expect(Buffer.from(after).toString()).toBe(yaml.replace('b = 1', 'b = 1\n    c = 2'));
  });

  test('is refused for what does not decode', () => {
    expect(uneditable(documentOf(Buffer.from([0x3c, 0xff, 0x3e])))).toMatch(/encoding/);
    expect(uneditable(documentOf(Buffer.from('<a/>')))).toBe(null);
  });

  test('changes nothing outside its range', () => {
    const edits = fc.array(fc.tuple(fc.nat(60), fc.nat(6), fc.stringMatching(/^[a-zé\n]{0,5}$/)), { maxLength: 5 });
    const encodings = fc.constantFrom('utf8' as const, 'latin1' as const, 'utf16le' as const);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zé<> \r\n]{0,60}$/), encodings, edits, (body, encoding, wanted) => {
        const head =
          encoding === 'latin1'
            ? '<?xml version="1.0" encoding="ISO-8859-1"?>'
            : encoding === 'utf16le'
              ? '\ufeff'
              : '';
        const document = documentOf(Buffer.from(head + body, encoding));
        const spans = wanted
          .map(([from, length, text]) => {
            // Not in the XML declaration: it says how to read the rest.
            const start = Math.min(document.text.length - body.length + from, document.text.length);
            return { span: { document, start, end: Math.min(start + length, document.text.length) }, text };
          })
          .filter((one, index, all) => all.findIndex((other) => overlap(one.span, other.span)) === index)
          .sort((a, b) => a.span.start - b.span.start);
        const after = documentOf(applyReplacements(document, spans));
        const lineEnd = lineEndOf(document.text);
        let expected = '';
        let from = 0;
        for (const { span, text } of spans) {
          expected += document.text.slice(from, span.start) + text.replaceAll('\n', lineEnd);
          from = span.end;
        }
        expect(after.text).toBe(expected + document.text.slice(from));
        expect([after.encoding, after.bom]).toEqual([document.encoding, document.bom]);
      }),
    );
  });
});
