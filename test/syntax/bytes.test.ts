import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decode, type Encoding, encode, lacks } from '../../src/syntax/bytes.js';

const bytesOf = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [part])));
const declaration = (encoding: string) => `<?xml version="1.0" encoding='${encoding}'?>`;
const wide = (text: string, littleEndian: boolean) =>
  bytesOf(...[...text].flatMap((char) => (littleEndian ? [char, 0] : [0, char])));

describe('decode', () => {
  test.each<[string, Uint8Array, Encoding, number, boolean, string]>([
    ['nothing', bytesOf(), 'utf-8', 0, false, ''],
    ['UTF-8', bytesOf('a', 0xc3, 0xa4), 'utf-8', 0, false, 'aä'],
    ['UTF-8 with a mark', bytesOf(0xef, 0xbb, 0xbf, 'a'), 'utf-8', 3, false, 'a'],
    ['a second mark is text', bytesOf(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf), 'utf-8', 3, false, '\uFEFF'],
    ['UTF-16 little', bytesOf(0xff, 0xfe, 0xe4, 0), 'utf-16le', 2, false, 'ä'],
    ['UTF-16 big', bytesOf(0xfe, 0xff, 0, 0xe4), 'utf-16be', 2, false, 'ä'],
    ['UTF-16 without a mark', wide('<?xml?><a/>', true), 'utf-16le', 0, false, '<?xml?><a/>'],
    ['UTF-16 big without a mark', wide('<?xml?><a/>', false), 'utf-16be', 0, false, '<?xml?><a/>'],
    ['UTF-16 cut short', bytesOf(0xff, 0xfe, 'a'), 'utf-16le', 2, true, '\uFFFD'],
    ['UTF-32', bytesOf(0xff, 0xfe, 0, 0, 'a', 0, 0, 0), 'unsupported', 4, true, 'a\0\0\0'],
    ['no UTF-8', bytesOf('a', 0xe4, 'b'), 'utf-8', 0, true, 'a\uFFFDb'],
    [
      'latin1 is not windows-1252',
      bytesOf(declaration('ISO-8859-1'), 0x80),
      'latin1',
      0,
      false,
      `${declaration('ISO-8859-1')}\u0080`,
    ],
    ['ASCII', bytesOf(declaration('US-ASCII')), 'us-ascii', 0, false, declaration('US-ASCII')],
    [
      'ASCII that is none',
      bytesOf(declaration('us-ascii'), 0xe4),
      'us-ascii',
      0,
      true,
      `${declaration('us-ascii')}\uFFFD`,
    ],
    [
      'ISO-8859-15 in use',
      bytesOf(declaration('ISO-8859-15'), 0xa4),
      'unsupported',
      0,
      true,
      `${declaration('ISO-8859-15')}€`,
    ],
    [
      'windows-1252 not in use',
      bytesOf(declaration('windows-1252')),
      'us-ascii',
      0,
      false,
      declaration('windows-1252'),
    ],
    ['an unknown encoding', bytesOf(declaration('foo-9'), 0xe4), 'unsupported', 0, true, `${declaration('foo-9')}ä`],
    [
      'a mark goes before a declaration',
      bytesOf(0xef, 0xbb, 0xbf, declaration('ISO-8859-1')),
      'utf-8',
      3,
      false,
      declaration('ISO-8859-1'),
    ],
  ])('%s', (_, bytes, encoding, bom, lossy, text) => expect(decode(bytes)).toEqual({ text, encoding, bom, lossy }));
});

describe('decode, then encode', () => {
  const same = (bytes: Uint8Array) => {
    const decoded = decode(bytes);
    if (!decoded.lossy) expect(Buffer.from(encode(decoded.text, decoded)).equals(bytes)).toBe(true);
    return !decoded.lossy;
  };
  const heads = [bytesOf(), bytesOf(0xef, 0xbb, 0xbf), bytesOf(0xff, 0xfe), bytesOf(0xfe, 0xff)].concat(
    ['UTF-8', 'ISO-8859-1', 'US-ASCII', 'UTF-16', 'windows-1252'].map((encoding) => bytesOf(declaration(encoding))),
  );

  test('is the identity for random bytes that are not lossy', () => {
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 24 }), (head, tail) => {
        same(bytesOf(...head, ...tail));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the identity for every text in every encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'), (text, encoding) => {
        fc.pre(!text.startsWith('\u0000')); // FF FE 00 00 is the mark of UTF-32
        const bom = encoding === 'utf-8' ? 3 : 2;
        expect(decode(encode(text, { encoding, bom }))).toEqual({ text, encoding, bom, lossy: false });
      }),
    );
  });

  test('any byte can be latin1', () => {
    expect(same(bytesOf(declaration('latin1'), ...Array.from({ length: 256 }, (_, byte) => byte)))).toBe(true);
  });
});

test.each<[Encoding, string, boolean]>([
  ['us-ascii', 'ä', true],
  ['latin1', 'ä', false],
  ['latin1', '€', true],
  ['utf-8', '€', false],
  ['unsupported', 'a', true],
])('%s and %s', (encoding, text, missing) => {
  expect(lacks(encoding, text.codePointAt(0) ?? 0)).toBe(missing);
  if (missing) expect(() => encode(text, { encoding, bom: 0 })).toThrow(RangeError);
});
