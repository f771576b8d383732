import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shortenTogether } from '../../src/text/together.js';

describe('the values of one setting', () => {
  test.each<[string, (string | null)[], number, (string | null)[]]>([
    ['that are short stay as they are', ['a', null, '', 'a'], 5, ['a', null, '', 'a']],
    ['keep start and end where there is only one', ['abcdefghijklmnop', null], 10, ['abcdef…nop', null]],
    [
      'keep what differs in the middle',
      [
        'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
        'jdbc:h2:./repository/database/WSO2CARBON_XX;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
      ],
      40,
      ['jdbc:h2:./…CARBON_DB;DB_CLOSE…EOUT=60000', 'jdbc:h2:./…CARBON_XX;DB_CLOSE…EOUT=60000'],
    ],
    [
      'keep the letters of secrets',
      ['A', 'B', 'C'].map((letter) => `-Djavax.net.ssl.trustStore=client-truststore.jks -Dpassword=*** ${letter}`),
      30,
      ['A', 'B', 'C'].map((letter) => `-Djavax.net.…-Dpassword=*** ${letter}`),
    ],
  ])('%s', (_, texts, longest, short) => {
    expect(shortenTogether(texts, longest)).toEqual(short);
  });

  const text = fc
    .array(fc.oneof(fc.constantFrom('a', 'b', '/', '𝄞', '*** A', '*** B', '***'), fc.constant('same/'.repeat(9))), {
      maxLength: 30,
    })
    .map((parts) => parts.join(','));
  const values = fc.array(fc.option(text), { minLength: 1, maxLength: 5 });
  const size = (one: string) => [...one].length;

  test('stay equal or different, within the length, with whole masks', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 60, max: 120 }), (texts, longest) => {
        const short = shortenTogether(texts, longest);
        expect(short).toHaveLength(texts.length);
        for (const [index, one] of short.entries()) {
          const whole = texts[index] ?? null;
          if (one === null || whole === null) {
            expect([one, whole]).toEqual([null, null]);
            continue;
          }
          expect(size(one)).toBeLessThanOrEqual(longest);
          if (size(whole) <= longest) expect(one).toBe(whole);
          for (const [at, other] of texts.entries()) expect(short[at] === one).toBe(other === whole);
          // All that is not between two ellipses stands in the value.
          let from = 0;
          for (const part of one.split('…')) {
            from = whole.indexOf(part, from);
            expect(from).toBeGreaterThanOrEqual(0);
          }
          expect(one.replace(/\*\*\*( [AB])?/g, '')).not.toContain('*');
          expect(one).not.toMatch(/(?<!\*\*\*) [AB]/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are cut where so many part that there is no room', () => {
    const many = Array.from({ length: 40 }, (_, index) => `${'x'.repeat(index)}y${'x'.repeat(60 - index)}`);
    for (const short of shortenTogether(many, 20)) expect(short).toMatch(/^.{1,19}…$/);
  });
});
