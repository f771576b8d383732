import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cellCode,
  codeSpan,
  fencedBlock,
  guardLog,
  html,
  inert,
  jsonText,
  linkTarget,
  markdown,
  mermaidText,
  plainLine,
  terminal,
  uriPath,
  workflowData,
  workflowProperty,
  xmlAttribute,
  xmlText,
} from '../../src/text/escape.js';
import { commands } from './runner.js';

/** Strings made of what the grammars and renderers look for. */
const pieces = [
  ...['::', ':', '##[', '#', '[', ']', 'error', 'add-mask', ' ', '\t', '\n', '\r', '\r\n', '%', '%0A', '%3A', ',', '='],
  ...[
    '\u2028',
    '\u0085',
    '\u00a0',
    '\ufeff',
    '\u200b',
    '\u001b[31m',
    '\u202e',
    '`',
    '```',
    '|',
    '\\',
    '<',
    '<!--',
    '>',
  ],
  ...['@octocat', '#123', '*', '_', '&', '"', "'", '$', '~', '-', '- ', '1. ', 'a', 'é', '😀', '\ud800', ']]>', '://'],
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((list) => list.join(''));
const any = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string());

describe('the runner', () => {
  test('sees exactly one command, with the very text that went in', () => {
    fc.assert(
      fc.property(any, any, any, (file, title, message) => {
        const line = `::error file=${workflowProperty(file)},title=${workflowProperty(title)}::${workflowData(message)}`;
        const seen = commands(`${line}\n`);
        expect(seen).toHaveLength(1);
        expect(seen[0]).toMatchObject({ grammar: 'v2', name: 'error' });
        expect(seen[0]?.data).toBe(message.replace(/\r\n/g, '\r\n'));
        expect(seen[0]?.properties.file ?? '').toBe(file);
        expect(seen[0]?.properties.title ?? '').toBe(title);
      }),
    );
  });

  test('sees no command in a plain line, wherever the text stands', () => {
    fc.assert(
      fc.property(any, any, (before, after) => {
        for (const line of [plainLine(before), plainLine(before + after), `${plainLine(`  ${before}: ${after}`)}`]) {
          expect(commands(line)).toEqual([]);
          expect(line).not.toMatch(/[\n\r\u2028\u2029\u0085\u001b]/);
        }
      }),
    );
  });

  test('sees no command in a guarded log', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(commands(guardLog(text))).toEqual([]);
      }),
    );
  });

  test.each([
    '::error::x',
    '  ::add-mask::x',
    '\u0085::stop-commands::x',
    'a ##[error]x',
    '##[[error]x',
    '####[error]x',
  ])('and %j is what it looks for', (line) => {
    expect(commands(line)).toHaveLength(1);
    expect(commands(guardLog(line))).toHaveLength(0);
  });
});

describe('terminal', () => {
  test.each([
    ['a\u001b[31mb', 'a␛[31mb'],
    ['a\r\nb\tc\u007f', 'a␍␊b c␡'],
    ['\u202eevil\u2066', '\\u{202e}evil\\u{2066}'],
    ['\u009b31m', '\\u{9b}31m'],
    ['\ud800x', '\\u{d800}x'],
    ['😀 é "ok"', '😀 é "ok"'],
  ])('%j', (text, expected) => {
    expect(terminal(text)).toBe(expected);
  });

  test('leaves one line of printable text, and is idempotent', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(terminal(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(terminal(terminal(text))).toBe(terminal(text));
      }),
    );
  });
});

describe('Markdown', () => {
  test.each([
    ['a|b', 'a\\|b'],
    ['@octocat closes #12', '@&#8203;octocat closes #&#8203;12'],
    ['<!-- x --><b>', '&lt;!-- x --&gt;&lt;b&gt;'],
    ['*a* _b_ [c](d) `e`', '\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\`'],
    ['https://evil.example', 'https:&#8203;//evil.example'],
    ['# Title', '\\# Title'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['is-1 has "iam.prod"', 'is-1 has "iam.prod"'],
  ])('%j', (text, expected) => {
    expect(markdown(text)).toBe(expected);
  });

  test('text has no live markup, mention, reference or marker', () => {
    fc.assert(
      fc.property(any, (text) => {
        const out = markdown(text);
        expect(out).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]|~$]/);
        expect(out).not.toMatch(/[<>\n\r]|@[\w-]|(?<!&)#\d|:\/\//);
      }),
    );
  });

  test('code spans and fences cannot be closed from within', () => {
    fc.assert(
      fc.property(any, (text) => {
        const span = codeSpan(text);
        const fence = /^`+/.exec(span)?.[0] ?? '';
        const body = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        expect(body.match(/`+/g)?.some((run) => run.length === fence.length) ?? false).toBe(false);
        expect(cellCode(text).replace(/\\./g, '')).not.toContain('|');
        const [open = '', ...rest] = fencedBlock(text).split('\n');
        expect(rest.findIndex((line) => line.trim().startsWith(open))).toBe(rest.length - 1);
        expect(span + fencedBlock(text)).not.toContain('<!--');
      }),
    );
  });

  test.each([
    ['https://example.org/a b(c)', 'https://example.org/a%20b%28c%29'],
    ['javascript:alert(1)', null],
    ['https://example.org/\u202e', null],
  ])('linkTarget %j', (url, expected) => {
    expect(linkTarget(url)).toBe(expected);
  });
});

test('JSON holds the same value and no command', () => {
  fc.assert(
    fc.property(fc.dictionary(any, fc.array(any)), (value) => {
      const text = jsonText(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(commands(text)).toEqual([]);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028]/);
    }),
  );
});

describe('markup', () => {
  test('has nothing live in it', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(html(text)).not.toMatch(/[<>"']/);
        expect(xmlText(text)).not.toMatch(/[<>\r]|[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
        expect(xmlAttribute(text)).not.toMatch(/[<>"'\t\n\r]/);
        expect(html(text).replace(/&(?:amp|lt|gt|quot|#39|#35);/g, '')).not.toContain('&');
        expect(xmlAttribute(text).replace(/&(?:amp|lt|gt|quot|#\d+);/g, '')).not.toContain('&');
      }),
    );
  });
});

describe('text that may be shown as Markdown', () => {
  test.each([
    ['is-1 has "iam.prod" in <domain>', 'is-1 has "iam.prod" in <\u200bdomain>'],
    ['@octocat closes #12 and GH-3', '@\u200boctocat closes #\u200b12 and GH\u200b-3'],
    ['<!-- wso2is-lint -->', '<\u200b!-- wso2is-lint -->'],
    ['[a](b) ![c](d) [e][f]', '[a]\u200b(b) ![c]\u200b(d) [e]\u200b[f]'],
    ['https://evil.example www.evil.example', 'https:\u200b//evil.example www\u200b.evil.example'],
    ['jdbc:mysql://db:3306/reg admin@wso2.com 1 < 2', 'jdbc:mysql://db:3306/reg admin@wso2.com 1 < 2'],
  ])('%s', (text, expected) => expect(inert(text)).toBe(expected));

  test('reads the same, and has nothing live in it', () => {
    fc.assert(
      fc.property(any, (text) => {
        const safe = inert(text);
        expect(safe.replaceAll('\u200b', '')).toBe(terminal(text));
        expect(safe).not.toMatch(/<[a-z/!?]|(?<![a-z0-9])@\w|#\d|gh-\d|\]\(|https?:\/\/|\n/i);
      }),
    );
  });
});

describe('a path in a URI', () => {
  test.each([
    ['prod/is-1/axis2.xml', 'prod/is-1/axis2.xml'],
    ['/etc/passwd', 'etc/passwd'],
    ['a b/ä#?%/c:d', 'a%20b/%C3%A4%23%3F%25/c%3Ad'],
    ['\ud800', '%EF%BF%BD'],
    ['', '.'],
  ])('%s is %s', (path, uri) => expect(uriPath(path)).toBe(uri));

  test('can be read back', () => {
    fc.assert(
      fc.property(any, (path) => {
        const uri = uriPath(path);
        expect(uri).toMatch(/^(?:[\w.~-]|%[0-9A-F]{2}|\/(?!\/))+$/);
        if (!/\p{Surrogate}/u.test(path) && !/^\/|\/\/|\/$/.test(path) && path !== '')
          expect(decodeURIComponent(uri)).toBe(path);
      }),
    );
  });
});

describe('mermaidText', () => {
  test.each([
    ['is-1', 'is-1'],
    ['10.0.0.11:9443', '10.0.0.11:9443'],
    ['/_system/config', '#47;#95;system/config'],
    ['a"] --> end', 'a#34;#93; #45;#45;#62; end'],
    ['1. a\n- b', '1#46; a#9226;#45; b'],
    ['www.example.org', 'www#46;example.org'],
    ['https://a', 'https#58;#47;#47;a'],
    ['%%{init', '#37;#37;#123;init'],
    ['<b>&#35;', '#60;b#62;#38;#35;35#59;'],
    ['fa:fa-user', 'fa#58; fa-user'],
    ['$$x$$', '#36; #36;x#36; #36;'],
    ['a\\nb', 'a#92; nb'],
    ['ﬂ°°60¶ß', 'fl#176;#176;60#182; #223;'],
    ['\u{1f600}', '#128512;'],
    ['  a   b ', 'a b'],
  ])('%j', (text, expected) => {
    expect(mermaidText(text)).toBe(expected);
  });
});
