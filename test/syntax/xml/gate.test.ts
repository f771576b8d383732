import { describe, expect, test } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';
import { checkWellFormed, type GateVerdict, type XmlLint } from '../../../src/syntax/xml/gate.js';

const xmllint = validateXML as unknown as XmlLint;
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytesOf = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : [part])));
const utf16 = (text: string) => bytesOf(0xff, 0xfe, ...[...text].flatMap((char) => [char.charCodeAt(0), 0]));

const bomb = `<!DOCTYPE l [<!ENTITY a "ha">${[...'bcdefghij']
  .map((name, index) => `<!ENTITY ${name} "${`&${String.fromCharCode(97 + index)};`.repeat(10)}">`)
  .join('')}]><l>&j;</l>`;

const cases: readonly [string, string | Uint8Array, GateVerdict['kind'], string?][] = [
  ['plain', '<a>\n<b c="1"/></a>', 'ok'],
  ['byte order mark', bytesOf(0xef, 0xbb, 0xbf, '<a/>'), 'ok'],
  ['UTF-16', utf16('<a>ä</a>'), 'ok'],
  ['latin1', bytesOf('<?xml version="1.0" encoding="ISO-8859-1"?><a>', 0xe4, '</a>'), 'ok'],
  ['windows-1252', bytesOf('<?xml version="1.0" encoding="windows-1252"?><a>', 0x80, '</a>'), 'ok'],
  ['CDATA', '<a><![CDATA[<&]]></a>', 'ok'],
  ['CRLF', '<a>\r\n</a>\r\n', 'ok'],
  ['plain entity', '<!DOCTYPE a [<!ENTITY e "v">]><a>&e;</a>', 'ok'],
  ['external subset', '<!DOCTYPE a SYSTEM "nowhere.dtd"><a/>', 'ok'],
  ['namespace name that is no URI', '<a xmlns="a b"/>', 'ok'],
  ['text that looks like a location', '<a>f00001.xml:1: parser error : no</a>', 'ok'],
  ['mismatched tag', '<a>\n<b></a>', 'malformed', 'The element opened on line 2 is closed by another end tag'],
  ['< in attribute', '<a b="<"/>', 'malformed', "Unescaped '<' not allowed in attributes values"],
  ['bare &', '<url>jdbc:mysql://h:3306/d?a=1&b=2</url>', 'malformed', "EntityRef: expecting ';'"],
  ['two roots', '<a/><b/>', 'malformed', 'Extra content at the end of the document'],
  ['text after root', '<a/>x', 'malformed', 'Extra content at the end of the document'],
  ['-- in comment', '<a><!-- x -- y --></a>', 'malformed', 'Double hyphen within comment'],
  ['control character', '<a>\u0001</a>', 'malformed', 'PCDATA invalid Char value 1'],
  ['unbound prefix', '<p:a/>', 'malformed', 'A namespace prefix is not declared'],
  ['bytes that are not UTF-8', bytesOf('<a>\n', 0xe4, ' </a>'), 'malformed', 'Invalid bytes in character encoding'],
  ['undeclared entity', '<a>&e;</a>', 'malformed', 'Entity not defined'],
  ['attribute twice', '<a b="" b=""/>', 'malformed', 'An attribute stands twice in one element'],
  ['not XML', 'hello', 'malformed', "Start tag expected, '<' not found"],
  ['empty', '', 'malformed', 'The file is empty.'],
  ['blank', ' \r\n', 'malformed', 'The file is empty.'],
  ['billion laughs', bomb, 'skipped'],
  ['external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', 'skipped'],
  ['entity loop', '<!DOCTYPE a [<!ENTITY e "&f;"><!ENTITY f "&e;">]><a>&e;</a>', 'skipped'],
  ['100,000 nested elements', '<a>'.repeat(1e5) + '</a>'.repeat(1e5), 'skipped'],
  ['unknown encoding', '<?xml version="1.0" encoding="foo-9"?><a/>', 'skipped'],
  ['50 MB', new Uint8Array(50 * 1024 * 1024).fill(0x20), 'skipped'],
];

describe('real libxml2, all cases in one call', () => {
  const files = cases.map(([id, content]) => ({ id, bytes: typeof content === 'string' ? utf8(content) : content }));
  const verdicts = checkWellFormed(files, { xmllint });

  const rows = cases.map(([id, , kind, message]) => ({ id, kind, message }));

  test.each(rows)('$id', async ({ id, kind, message }) => {
    const verdict = (await verdicts).get(id);
    expect(verdict?.kind).toBe(kind);
    if (verdict?.kind === 'malformed') expect(verdict.errors.map((error) => error.message)).toContain(message);
  });

  test('lines', async () => {
    expect((await verdicts).get('mismatched tag')).toMatchObject({ errors: [{ line: 2 }] });
  });
});

describe('a call that fails', () => {
  const names = (xml: readonly { contents: Uint8Array | string }[]) =>
    xml.map(({ contents }) => new TextDecoder().decode(contents as Uint8Array));
  const files = ['<a/>', '<bad/>', '<c/>', '<d/>', '<e/>'].map((text) => ({ id: text, bytes: utf8(text) }));
  const kinds = (verdicts: Map<string, GateVerdict>) => files.map(({ id }) => verdicts.get(id)?.kind);

  test('the culprit is found and skipped, the others judged', async () => {
    const crashing: XmlLint = (options) =>
      names(options.xml).includes('<bad/>') ? Promise.reject(new Error('Aborted(OOM)')) : xmllint(options);
    const verdicts = await checkWellFormed(files, { xmllint: crashing });
    expect(kinds(verdicts)).toEqual(['ok', 'skipped', 'ok', 'ok', 'ok']);
    expect(verdicts.get('<bad/>')).toEqual({ kind: 'skipped', reason: 'libxml2: Aborted(OOM)' });
  });

  test('out of memory under a name: the batch runs again without it', async () => {
    const batches: string[][] = [];
    const starving: XmlLint = async (options) => {
      const texts = names(options.xml);
      batches.push(texts);
      const index = texts.indexOf('<bad/>');
      return { rawOutput: index < 0 ? '' : `f0000${index + 1}.xml:1: error: libxml2: out of memory\n` };
    };
    const verdicts = await checkWellFormed(files, { xmllint: starving });
    expect(kinds(verdicts)).toEqual(['ok', 'skipped', 'ok', 'ok', 'ok']);
    expect(batches).toEqual([files.map(({ id }) => id), ['<a/>', '<c/>', '<d/>', '<e/>']]);
  });

  test('an error without a name is traced by halving', async () => {
    const nameless: XmlLint = async (options) => ({
      rawOutput: names(options.xml).includes('<bad/>') ? 'Entity: line 1: parser error : Detected a loop\n' : '',
    });
    expect(kinds(await checkWellFormed(files, { xmllint: nameless }))).toEqual(['ok', 'skipped', 'ok', 'ok', 'ok']);
  });
});

test('batches of 8 MB, two at a time', async () => {
  let running = 0;
  let most = 0;
  let calls = 0;
  const slow: XmlLint = async () => {
    calls++;
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return { rawOutput: '' };
  };
  const bytes = new Uint8Array(3 * 1024 * 1024).fill(0x61);
  const files = Array.from({ length: 8 }, (_, index) => ({ id: String(index), bytes }));
  expect((await checkWellFormed(files, { xmllint: slow })).size).toBe(8);
  expect({ calls, most }).toEqual({ calls: 4, most: 2 });
});

test('no files, no call', async () => {
  const never: XmlLint = () => Promise.reject(new Error('called'));
  expect((await checkWellFormed([], { xmllint: never })).size).toBe(0);
});

test('no call gets more than 200 files', async () => {
  const sizes: number[] = [];
  const files = Array.from({ length: 450 }, (_, index) => ({
    id: String(index),
    bytes: new TextEncoder().encode('<a/>'),
  }));
  const verdicts = await checkWellFormed(files, {
    xmllint: async ({ xml }) => {
      sizes.push(xml.length);
      return { rawOutput: '' };
    },
  });
  expect(sizes).toEqual([200, 200, 50]);
  expect(verdicts.size).toBe(450);
});

test.each([
  '<password>a<s3cret</password>',
  '<password>a<b s3cret</password>',
  '<password>a<s3cret:x/></password>',
  '<password>a&s3cret;</password>',
  '<password>a&s3cret</password>',
  '<password>a<x s3cret="" s3cret=""/></password>',
  '<a><password>a</s3cret></password></a>',
  '<password s3cret>',
  '<s3cret',
  '<password>a<!--s3cret--s3cret--></password>',
])('what libxml2 says of %s shows nothing of the password', async (text) => {
  const verdicts = await checkWellFormed([{ id: 'x', bytes: new TextEncoder().encode(text) }], {
    xmllint: validateXML,
  });
  const verdict = verdicts.get('x');
  expect(verdict?.kind).toBe('malformed');
  expect(JSON.stringify(verdict)).not.toContain('s3cret');
});
