import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDocument, type Span } from '../../../src/syntax/document.js';
import { parseXml } from '../../../src/syntax/xml/parse.js';
import { descendants } from '../../../src/syntax/xml/query.js';
import type { XmlElement } from '../../../src/syntax/xml/tree.js';

/** A random element: what it is written as, and what must be read out of it. */
interface Written {
  readonly xml: string;
  readonly shape: Shape;
}

interface Shape {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, raw: string])[];
  readonly text: string;
  readonly children: readonly Shape[];
}

const name = fc.constantFrom('a', 'b-c', 'p:d', 'constructor', '__proto__', 'toString', 'é', '_1.2');
const blank = fc.constantFrom(' ', '\n', '\r\n', '\t ');
const gap = fc.constantFrom('', ' ', '\r\n');
const quote = fc.constantFrom('"', "'");
const plain = fc.constantFrom('x', ' ', '\r\n', '\n', '>', '/', '\u{1F600}', 'ä', '=', ']', '-', '!', '?');
const words = fc.array(plain, { maxLength: 5 }).map((parts) => parts.join(''));
const inside = fc.array(fc.oneof(plain, fc.constantFrom('<', '&', '"', "'", '</a>', '<a b="')), { maxLength: 5 });
const foreign = inside.map((parts) => parts.join('').replaceAll('-', '').replaceAll(']', '').replaceAll('?', ''));
const lineEnds = (text: string) => text.replaceAll('\r\n', '\n');

type Part = { readonly xml: string; readonly text: string; readonly child?: Shape };

const characters: fc.Arbitrary<Part> = fc.oneof(
  words.filter((text) => !text.includes(']')).map((text) => ({ xml: text, text: lineEnds(text) })),
  foreign.map((text) => ({ xml: `<![CDATA[${text}]]>`, text: lineEnds(text) })),
  foreign.map((text) => ({ xml: `<!--${text}-->`, text: '' })),
  foreign.map((text) => ({ xml: `<?pi ${text}?>`, text: '' })),
  fc.constantFrom(['&amp;', '&'], ['&#xA9;', '©'], ['&#13;', '\r']).map(([xml = '', text = '']) => ({ xml, text })),
);

const attribute = fc
  .tuple(blank, name, gap, gap, quote, words, fc.constantFrom('', '<', '"', "'"))
  .map(([before, key, left, right, mark, value, odd]) => {
    const raw = odd === mark ? value : value + odd;
    return { key, raw, xml: `${before}${key}${left}=${right}${mark}${raw}${mark}` };
  });

const { element } = fc.letrec<{ element: Written }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.array(attribute, { maxLength: 3 }),
      gap,
      fc.array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          characters,
          tie('element').map(({ xml, shape }): Part => ({ xml, text: '', child: shape })),
        ),
        { maxLength: 4 },
      ),
    )
    .map(([tag, attributes, end, parts]) => {
      const body = parts.map((part) => part.xml).join('');
      const head = `<${tag}${attributes.map(({ xml }) => xml).join('')}${end}`;
      return {
        xml: body === '' ? `${head}/>` : `${head}>${body}</${tag}${end}>`,
        shape: {
          name: tag,
          attributes: attributes.map(({ key, raw }) => [key, raw] as const),
          text: parts.map((part) => part.text).join(''),
          children: parts.flatMap((part) => part.child ?? []),
        },
      };
    }),
}));

const slice = ({ document, start, end }: Span) => document.text.slice(start, end);
const read = (bytes: Uint8Array) => createDocument(bytes, () => 'digest');

function shapeOf(found: XmlElement): Shape {
  return {
    name: slice(found.nameSpan),
    attributes: found.attributes.map((one) => [one.name, slice(one.valueSpan)] as const),
    text: found.text,
    children: found.children.map(shapeOf),
  };
}

/** The parts of every element follow one another and stay inside its parent; put together they are the file. */
function expectOrder(root: XmlElement): void {
  for (const one of [root, ...descendants(root)]) {
    const inTag = one.attributes.flatMap(({ span, valueSpan }) => [
      span.start,
      valueSpan.start,
      valueSpan.end,
      span.end,
    ]);
    const below = one.children.flatMap(({ span }) => [span.start, span.end]);
    const places = [
      ...[one.span.start, one.startTag.start, one.nameSpan.start, one.nameSpan.end, ...inTag, one.startTag.end],
      ...[one.contentSpan.start, ...below, one.contentSpan.end, one.span.end],
    ];
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(slice(one.startTag) + slice(one.contentSpan)).toBe(
      one.span.document.text.slice(one.span.start, one.contentSpan.end),
    );
  }
}

describe('random documents', () => {
  const prolog = fc.constantFrom(
    '',
    '<?xml version="1.0"?>\r\n',
    '<!-- <a> -->\n',
    "<?x it's?>",
    '<!DOCTYPE a SYSTEM "a>b">',
  );
  const epilog = fc.constantFrom('', '\r\n', '<!-- </a> -->', '<?x "?>');

  test('are read as they were written', () => {
    fc.assert(
      fc.property(prolog, element, epilog, fc.boolean(), (before, { xml, shape }, after, mark) => {
        const text = before + xml + after;
        const document = read(new TextEncoder().encode(mark ? `\uFEFF${text}` : text));
        const { root, problem } = document.xml();
        expect(problem).toBeNull();
        if (root === null) throw new Error('no root');
        expect(shapeOf(root)).toEqual(shape);
        expect(slice(root.span)).toBe(xml);
        expectOrder(root);
      }),
      { numRuns: 300 },
    );
  });

  test('in latin1 have the same places', () => {
    const xml = '<?xml version="1.0" encoding="ISO-8859-1"?>\r\n<a b="é">ü<c/>ß</a>';
    const { root } = read(Uint8Array.from(Buffer.from(xml, 'latin1'))).xml();
    expect(root?.text).toBe('üß');
    expect(root?.children.map(({ span }) => slice(span))).toEqual(['<c/>']);
  });

  test('a start tag of odd quotes is read to its end', () => {
    const shard = fc.constantFrom('"', "'", ' ', 'x', '=', '/', '<', '\n');
    fc.assert(
      fc.property(fc.array(shard, { maxLength: 12 }), (shards) => {
        const { root } = read(new TextEncoder().encode(`<${shards.join('')}>`)).xml();
        if (root !== null) expectOrder(root);
      }),
      { numRuns: 2000 },
    );
  });

  test('broken anyhow: no throw, places in order', () => {
    const shard = fc.constantFrom(
      ...[
        '<a>',
        '</a>',
        '<b',
        '/>',
        '>',
        '<',
        '"',
        "'",
        ' x="1"',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        '&',
        ';',
      ],
      ...[
        '<!DOCTYPE',
        '[',
        ']',
        '<!ENTITY e "v">',
        '%p;',
        '\r',
        '\n',
        '\0',
        '\u{1F600}',
        '\uD800',
        'x',
        '/',
        '=',
        '<a/ >',
        '</',
      ],
    );
    fc.assert(
      fc.property(fc.array(shard, { maxLength: 30 }), (shards) => {
        const document = read(new TextEncoder().encode(shards.join('')));
        const { root, problem } = parseXml(document);
        if (root === null) expect(problem).not.toBeNull();
        else expectOrder(root);
      }),
      { numRuns: 2000 },
    );
  });
});
