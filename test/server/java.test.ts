import { expect, test } from '@jest/globals';
import { parseBoolean, parseInteger, trim } from '../../src/server/java.js';

test.each([
  [' a ', 'a'],
  ['\t\r\n a\u0000', 'a'],
  ['\u00a0a\u00a0', '\u00a0a\u00a0'],
  ['   ', ''],
])('trim %j', (text, expected) => expect(trim(text)).toBe(expected));

test.each([
  ['4000', 4000],
  ['+4000', 4000],
  ['-1', -1],
  ['04000', 4000],
  ['2147483647', 2147483647],
  ['2147483648', null],
  [' 4000', null],
  ['4000.0', null],
  ['', null],
  ['four', null],
])('parseInteger %j', (text, expected) => expect(parseInteger(text)).toBe(expected));

test.each([
  ['true', true],
  ['TRUE', true],
  [' true', false],
  ['yes', false],
  ['1', false],
])('parseBoolean %j', (text, expected) => expect(parseBoolean(text)).toBe(expected));
