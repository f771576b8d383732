import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { driftOf, tell } from './homes.js';
import type { Choose } from './reformat.js';

/** Names and values, and records in them. */
interface Rec {
  readonly [name: string]: string | number | boolean | Rec;
}

const value = fc.oneof(
  fc.stringMatching(/^[a-z][a-zé ]{0,8}[a-z]$/).map((text) => `v${text}`),
  fc.nat(9999),
  fc.boolean(),
);
const name = fc.stringMatching(/^[a-z]{1,5}$/).map((text) => `k${text}`);
const record = (depth: number): fc.Arbitrary<Rec> =>
  fc.dictionary(name, depth === 0 ? value : fc.oneof(value, value, record(depth - 1)), {
    ...{ minKeys: 1, maxKeys: 4, noNullPrototype: true },
  });

const choices = fc.infiniteStream(fc.nat(1000)).map((stream): Choose => {
  return (count) => (stream.next().value ?? 0) % count;
});
/** Always the first: one leaf a line, in their order. */
const PLAIN: Choose = () => 0;

function entries(one: Rec, choose: Choose): [string, Rec[string]][] {
  const all = Object.entries(one);
  const mixed: typeof all = [];
  while (all.length > 0) mixed.push(...all.splice(choose(all.length), 1));
  return mixed;
}

function leaves(one: Rec, choose: Choose, prefix = ''): [string, string | number | boolean][] {
  return entries(one, choose).flatMap(([key, each]): [string, string | number | boolean][] =>
    typeof each === 'object' ? leaves(each, choose, `${prefix}${key}.`) : [[`${prefix}${key}`, each]],
  );
}

const isScalar = (entry: [string, Rec[string]]): entry is [string, string | number | boolean] =>
  typeof entry[1] !== 'object';

const FORMATS: Readonly<Record<string, (one: Rec, choose: Choose) => string>> = {
  'a.properties': (one, choose) =>
    leaves(one, choose)
      .map(([key, each]) => {
        const comment = choose(4) === 1 ? '# note = 1\n\n' : '';
        const text = [...String(each)].map((letter) => {
          if (letter.charCodeAt(0) > 127) return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
          return letter === ' ' && choose(3) === 1 ? ' \\\n    ' : letter;
        });
        return `${comment}${key}${['=', ' = ', ': ', ' '][choose(4)]}${text.join('')}`;
      })
      .join(choose(2) === 1 ? '\r\n' : '\n'),
  'a.json': (one, choose) => {
    const sorted = (each: Rec[string]): unknown =>
      typeof each === 'object'
        ? Object.fromEntries(entries(each, choose).map(([key, inner]) => [key, sorted(inner)]))
        : each;
    return JSON.stringify(sorted(one), null, [2, 0, 4, '\t'][choose(4)]);
  },
  'a.yaml': (one, choose) => {
    const pad = ['  ', '    ', ' '][choose(3)] ?? '';
    const write = (each: Rec, indent: string): string =>
      entries(each, choose)
        .map(([key, inner]) => {
          const comment = choose(4) === 1 ? `${indent}# note: 1\n` : '';
          if (typeof inner === 'object') return `${comment}${indent}${key}:\n${write(inner, indent + pad)}`;
          const spelled = [String(inner), JSON.stringify(inner), JSON.stringify(String(inner)), `'${inner}'`][
            choose(4)
          ];
          return `${comment}${indent}${choose(3) === 1 ? `"${key}"` : key}: ${spelled}${choose(4) === 1 ? ' # x' : ''}`;
        })
        .join('\n');
    return write(one, '');
  },
  'a.toml': (one, choose) => {
    const spelled = (each: string | number | boolean): string => {
      if (typeof each !== 'string') return choose(3) === 1 ? `"${each}"` : String(each);
      return [JSON.stringify(each), `'${each}'`, `"""\n${each}"""`][choose(3)] ?? '';
    };
    const line = (key: string, each: string | number | boolean): string =>
      `${choose(4) === 1 ? '# note = 1\n' : ''}${key} ${choose(2) === 1 ? '=' : '  =  '} ${spelled(each)}`;
    if (choose(2) === 1)
      return leaves(one, choose)
        .map(([key, each]) => line(key, each))
        .join('\n');
    const table = (each: Rec, path: string): string[] => {
      const all = entries(each, choose);
      return [
        ...(path === '' ? [] : [`[${path.slice(0, -1)}]`]),
        ...all.filter(isScalar).map(([key, inner]) => line(key, inner)),
        ...all.flatMap(([key, inner]) => (typeof inner === 'object' ? table(inner, `${path}${key}.`) : [])),
      ];
    };
    return table(one, '').join('\n');
  },
};

describe.each(Object.entries(FORMATS))('%s', (file, write) => {
  test('in another order and spelling is no drift', () => {
    fc.assert(
      fc.property(record(2), choices, choices, (one, first, second) => {
        const copies = [write(one, first), write(one, second)].map((text) => ({ [file]: text }));
        expect(tell(driftOf(copies))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('with one changed value has one setting, at its line, whatever the order of the others', () => {
    fc.assert(
      fc.property(record(2), fc.nat(), choices, (one, pick, choose) => {
        const text = write(one, PLAIN);
        const all = leaves(one, PLAIN);
        const [path = ''] = all[pick % all.length] ?? [];
        const changed = with9(one, path.split('.'));
        const plain = write(changed, PLAIN);
        const line = plain.split('\n').findIndex((each) => each.includes('changed9')) + 1;
        const found = driftOf([text, plain, text, write(one, choose)].map((each) => ({ [file]: each }))).settings;
        expect(found.map(({ odd, values }) => [odd, values[1]?.line, values[0]?.line])).toEqual([
          [['is-2'], line, line],
        ]);
        expect(found[0]?.address.replaceAll('/', '.')).toBe(`${file}.${path}`);
      }),
      { numRuns: 60 },
    );
  });
});

/** The record with `changed9` at a path. */
function with9(one: Rec, [key = '', ...rest]: readonly string[]): Rec {
  const inner = one[key];
  return { ...one, [key]: typeof inner === 'object' ? with9(inner, rest) : 'changed9' };
}
