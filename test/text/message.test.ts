import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { count, list, quote, shorten, show } from '../../src/text/message.js';

const setting = (text: string, sensitive = false) => ({ text, sensitive });

test.each([
  [quote(setting('iam.prod')), '"iam.prod"'],
  [quote(setting(' wka\n')), '" wka␊"'],
  [quote(setting('s3cret', true)), '***'],
  [quote('jdbc:mysql://u:pw@db/reg?password=pw'), '"jdbc:mysql://u:***@db/reg?password=***"'],
  [quote(setting('')), '""'],
  [['wka', 'aws'].map(quote).join(' '), '"wka" "aws"'],
  [show(null), 'nothing'],
  [show(null, 'no domain'), 'no domain'],
  [show(setting('x')), '"x"'],
  [list([]), ''],
  [list(['is-1']), 'is-1'],
  [list(['is-1', 'is-2']), 'is-1 and is-2'],
  [list(['is-1', 'is-2', 'is-3']), 'is-1, is-2 and is-3'],
  [list(['1', '2', '3', '4', '5', '6', '7', '8']), '1, 2, 3, 4, 5 and 3 more'],
  [count(0, 'error'), 'no errors'],
  [count(1, 'error'), '1 error'],
  [count(3, 'error'), '3 errors'],
])('%s', (actual, expected) => {
  expect(actual).toBe(expected);
});

test('shorten keeps both ends and never splits a character', () => {
  expect(shorten('abcdefghij', 7)).toBe('abcd…ij');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 5, max: 40 }), (text, longest) => {
      const short = shorten(text, longest);
      expect([...short].length).toBeLessThanOrEqual(Math.max(longest, 0));
      expect(() => encodeURIComponent(short)).not.toThrow();
    }),
  );
});
