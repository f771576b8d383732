import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inlineSuppressions, isCovered } from '../../src/lint/inline.js';
import { createDocument } from '../../src/syntax/document.js';

const documentOf = (text: string, encoding: 'utf8' | 'latin1' = 'utf8') =>
  createDocument(Buffer.from(text, encoding), () => text);

/** What stands right behind ▲ must be covered, behind △ not. */
function covered(name: string, marked: string): { entries: number; wrong: string[] } {
  const places: { covered: boolean; offset: number; rest: string }[] = [];
  let text = '';
  for (const part of marked.split(/(?=[▲△])/)) {
    const sign = part.startsWith('▲') ? true : part.startsWith('△') ? false : null;
    const rest = sign === null ? part : part.slice(1);
    if (sign !== null) places.push({ covered: sign, offset: text.length, rest });
    text += rest;
  }
  const entries = inlineSuppressions(documentOf(text), name).filter(({ mistake }) => mistake === null);
  const wrong = places.filter((place) => entries.some((entry) => isCovered(entry, place.offset)) !== place.covered);
  return { entries: entries.length, wrong: wrong.map(({ rest }) => rest.slice(0, 20)) };
}

const I = 'wso2is-lint: ignore[wka-members-empty] why';
const ALL = 'wso2is-lint: ignore-file[wka-members-empty] why';

describe('what a comment covers', () => {
  test.each<[title: string, name: string, entries: number, marked: string]>([
    ['XML, the next start tag', 'a.xml', 1, `△<r>\n<!-- ${I} -->\n▲<a ▲x="1"\n  ▲y="2">\n  △<b/>\n△</a>\n△<c/></r>`],
    ['XML, all of a childless element', 'a.xml', 1, `<r><q/>\n<!-- ${I} -->\n▲<a>\n ▲text\n</a>\n△<c/></r>`],
    ['XML, an empty element', 'a.xml', 1, `<r>\n<!-- ${I} -->\n▲<a/>△<c/>\n</r>`],
    ['XML, its own line', 'a.xml', 1, `<r>\n△<a/>\n▲<a/><!-- ${I} -->▲<b>▲x</b>\n△<c/></r>`],
    ['XML, the end of what began before', 'a.xml', 1, `<r>\n▲<a>\n ▲x\n</a> <!-- ${I} -->\n△<c/></r>`],
    ['XML, a start tag of several lines', 'a.xml', 1, `<r>\n▲<a\n ▲x="1"> <!-- ${I} -->\n△<b/></a></r>`],
    ['XML, in the text', 'a.xml', 1, `<r>\n<a>▲x<!-- ${I} -->▲y</a>\n△<b/></r>`],
    ['XML, a comment over lines', 'a.xml', 1, `<r>\n<!--\n  ${I}\n  and more\n-->\n▲<a>x</a>\n△<b/></r>`],
    [
      'XML, several, with others between',
      'a.xml',
      2,
      `<r>\n<!-- ${I} -->\n\n<!-- other -->\n<!-- ${I} -->\n\n▲<a/>\n△<b/></r>`,
    ],
    ['XML, nothing comes', 'a.xml', 1, `<r>\n△<a/>\n<!-- ${I} -->\n△</r>`],
    ['XML, text comes', 'a.xml', 1, `<r>\n<!-- ${I} -->\ntext △<a/></r>`],
    ['XML, CDATA is none', 'a.xml', 0, `<r>\n<![CDATA[<!-- ${I} -->]]>\n△<a/></r>`],
    ['XML, an attribute is none', 'a.xml', 0, `<r>\n<a x="&lt;!-- ${I} -->"/>\n△<a/></r>`],
    ['XML, in a comment that says more', 'a.xml', 0, `<r>\n<!-- write ${I} -->\n△<a/></r>`],
    ['XML, a file', 'a.xml', 1, `<?xml version="1.0"?>\n<!-- ${ALL} -->\n▲<r>▲<a/></r>`],
    ['XML, a file, too late', 'a.xml', 0, `<r>\n<!-- ${ALL} -->\n△<a/></r>`],
    ['XML, CR LF', 'a.xml', 1, `<r>\r\n<!--\r\n ${I}\r\n-->\r\n▲<a>\r\n▲x</a>\r\n△<b/></r>`],
    ['XML, lone CR', 'a.xml', 1, `<r>\r<!-- ${I} -->\r▲<a/>\r△<b/></r>`],
    ['TOML, the next key', 'deployment.toml', 1, `[a]\n△b = 1\n# ${I}\n▲c = ▲2\n△d = 3`],
    ['TOML, over lines', 'deployment.toml', 1, `# ${I}\n▲c = [\n  ▲"x",\n  ▲"y"\n]\n△d = 3`],
    ['TOML, a header', 'deployment.toml', 1, `# ${I}\n▲[a]\n△d = 3`],
    ['TOML, a header of an array', 'deployment.toml', 1, `[[a]]\nx=1\n# ${I}\n# other\n\n▲[[a]]\n△d = 3`],
    ['TOML, at the end', 'deployment.toml', 1, `△c = 1\n▲d = ▲3 # ${I}\n△e = 1`],
    ['TOML, at the end of a list', 'deployment.toml', 1, `▲c = [\n ▲1,\n] # ${I}\n△e = 1`],
    ['TOML, behind an item', 'deployment.toml', 1, `△c = [\n ▲"x", # ${I}\n △"y"]\n△e = 1`],
    ['TOML, before an item', 'deployment.toml', 1, `△c = [\n △"x",\n # ${I}\n ▲"y"]\n△e = 1`],
    ['TOML, a string is none', 'deployment.toml', 0, `a = "# ${I}"\nb = '# ${I}'\n△c = 1`],
    ['TOML, a string over lines is none', 'deployment.toml', 0, `a = """\n# ${I}\n"""\nb = '''\n# ${I}\n'''\n△c = 1`],
    ['TOML, behind a quote in a string', 'deployment.toml', 1, `▲a = "\\"#" # ${I}\n△c = 1`],
    ['TOML, a file', 'deployment.toml', 1, `# ${ALL}\n\n▲[a]\n▲c = 1`],
    ['TOML, a template', 'deployment.toml', 1, `# ${I}\n▲a = {{ .Values.a }}\n△c = 1`],
    ['TOML, CR LF', 'deployment.toml', 1, `[a]\r\n# ${I}\r\n▲c = 1\r\n△d = 2\r\n`],
    ['properties, the next line', 'a.properties', 1, `△a=1\n# ${I}\n▲b=2\\\n  ▲3\n△c=4`],
    ['properties, the other sign', 'a.properties', 1, `! ${I}\n▲b=2`],
    ['properties, none behind a value', 'a.properties', 0, `△a=1 # ${I}\n△b=2`],
    ['properties, none in a value', 'a.properties', 0, `a=1\\\n# ${I}\n△b=2`],
    ['a script, the next line', 'a.sh', 1, `#!/bin/sh\n△a\n# ${I}\n\n▲java \\\n ▲-Dx=y\n△b`],
    ['a script, its own line', 'a.sh', 1, `△a\n▲b # ${I}\n△c`],
    ['a script, a text is none', 'a.sh', 0, `echo " # ${I}"\n△b`],
    ['a script, a sign in a word is none', 'a.sh', 0, `a=x# ${I}\n△b`],
    ['a script, a file', 'a.sh', 1, `#!/bin/sh\n# ${ALL}\n▲a\n▲b`],
    ['a Dockerfile', '../Dockerfile', 1, `FROM x\n# ${I}\n▲ENV a=b`],
  ])('%s', (_title, name, entries, marked) => {
    expect(covered(name, marked)).toEqual({ entries, wrong: [] });
  });
});

test('rules, end and reason', () => {
  const [entry] = inlineSuppressions(
    documentOf('<!--\n wso2is-lint: ignore[ a-b , c-d ]\n  why  \n not until=2027-01-31 -->\n<r/>'),
    'a.xml',
  );
  expect(entry).toMatchObject({ reason: 'why not', until: '2027-01-31', mistake: null });
  const { text } = entry?.span.document ?? { text: '' };
  expect(entry?.rules.map(({ id, span }) => [id, text.slice(span.start, span.end)])).toEqual([
    ['a-b', 'a-b'],
    ['c-d', 'c-d'],
  ]);
});

test('a file in ISO-8859-1', () => {
  const text = `<?xml version="1.0" encoding="ISO-8859-1"?>\n<r>\n<!-- ${I} für später -->\n<a>ü</a></r>`;
  const [entry] = inlineSuppressions(documentOf(text, 'latin1'), 'a.xml');
  expect(entry?.reason).toBe('why für später');
  expect(entry !== undefined && isCovered(entry, text.indexOf('<a>'))).toBe(true);
});

describe('after the brackets', () => {
  const mistake = (tail: string): boolean | undefined => {
    const [entry] = inlineSuppressions(documentOf(`# wso2is-lint: ignore[a-b]${tail}\na = 1`), 'x.toml');
    return entry === undefined ? undefined : entry.mistake !== null;
  };
  test.each([' x', ' until=2028-02-29 x', ' x until=2027-12-31', ': x', ' they wait until then', ' 4711'])(
    '"%s"',
    (tail) => {
      expect(mistake(tail)).toBe(false);
    },
  );
  test.each([
    ...['', ' ', ' —', ' until=2027-02-29 x', ' until=27-1-1 x', ' until= x', ' until: 2027-01-01 x'],
    ...[' until 2027-01-01 x', ' until=2027-01-01', ' exp=2027-01-01 x', ' until=2027-01-01T00:00 x'],
  ])('not "%s"', (tail) => {
    expect(mistake(tail)).toBe(true);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      I,
      ALL,
      'wso2is-lint:',
      'ignore[',
      ']',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '#',
      '"',
      "'",
      '"""',
      "'''",
    ),
    fc.constantFrom('<a>', '</a>', '<b/>', '\n', '\r\n', 'a = ', '[t]', '\\', 'until=2027-01-31', ' ', '{{ x }}'),
    fc.string({ maxLength: 6 }),
  );
  const any = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(''));
  const name = fc.constantFrom('a.xml', 'deployment.toml', 'a.properties', 'a.sh');

  test('is read without a stumble, and what is covered lies in it', () => {
    fc.assert(
      fc.property(any, name, (text, file) => {
        for (const { span, covers, rules } of inlineSuppressions(documentOf(text), file)) {
          const ranges = [span, ...(covers === 'file' ? [] : covers), ...rules.map((rule) => rule.span)];
          for (const { start, end } of ranges) expect(0 <= start && start <= end && end <= text.length).toBe(true);
        }
      }),
    );
  });

  test('the words in a value silence nothing', () => {
    const words = fc.string({ unit: fc.constantFrom('x', ' ', '#', '=', '[', ']', '!', 'é') });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const said = `${before}${I}${after}`;
        const texts: [string, string][] = [
          ['a.xml', `<r>\n<a x='${said}'>${said}</a>\n<b><![CDATA[<!-- ${said} -->]]></b></r>`],
          ['deployment.toml', `[t]\na = "${said}"\nb = '${said}'\nc = """\n${said}\n"""\nd = ["${said}"]\n`],
          ['a.properties', `a=${said}\nb=x\\\n  ${said}\nc=d\n`],
        ];
        for (const [file, text] of texts) expect(inlineSuppressions(documentOf(text), file)).toEqual([]);
      }),
    );
  });
});
