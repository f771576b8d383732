import { describe, expect, test } from '@jest/globals';
import { applyReplacements, overlap } from '../../src/lint/edit.js';
import type { Finding, LintResult } from '../../src/lint/finding.js';
import { type FixResult, fixAll, planPass } from '../../src/lint/fix.js';
import { RULES } from '../../src/rules/index.js';
import type { Edit } from '../../src/rules/rule.js';
import { asksGate, type Files, lint } from '../support/lint.js';
import { SENTINEL } from './mutation.js';
import { MUTATIONS } from './mutations.js';
import { TOML_MUTATIONS } from './mutations-toml.js';

interface Case {
  readonly title: string;
  readonly files: Files;
  readonly gate: boolean;
  readonly profile: 'default' | 'production' | 'pedantic';
}

const CASES: readonly Case[] = [
  ...RULES.map(({ id, examples, profile = 'default' as const }) => ({
    title: `bad example of ${id}`,
    files: examples.bad.files,
    gate: asksGate(id),
    profile,
  })),
  ...[...MUTATIONS, ...TOML_MUTATIONS].map(({ area, title, files, gate = false }) => ({
    title: `${area}: ${title}`,
    files,
    gate,
    profile: 'default' as const,
  })),
];

/** Errors that are seen only when another is gone, each with the reason. */
const UNCOVERED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'databases: a type nobody knows, and no URL': {
    'shared-database-mismatch': 'a type nobody knows leads to no database; then it is another than that of is-1',
  },
};

function fixed({ files, gate, profile }: Case, reference: string | null = null): Promise<FixResult> {
  return fixAll(
    (changed) => lint({ ...files, ...Object.fromEntries(changed) }, { gate, request: { profile, reference } }),
    'unsafe',
  );
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const errorsOf = ({ findings }: LintResult): string[] => [
  ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)),
];

/** Findings of each rule that have a fix. */
const fixables = ({ findings }: LintResult): Finding[] => findings.filter(({ fix }) => fix !== null);

const where = ({ file, line, rule }: Finding): string => `${file}:${line} ${rule}`;

/** What no edit may do, whatever becomes of it. */
function complaints({ rule, fix }: Finding): string[] {
  if (fix === null) return [];
  const { title, edits } = fix;
  const touches = (a: Edit, b: Edit) =>
    a !== b && a.node === b.node && a.span.document === b.span.document && overlap(a.span, b.span);
  return [
    title.length >= 80 ? `the title has ${title.length} characters` : '',
    title.match(SENTINEL) !== null ? 'the title shows a secret' : '',
    /undefined|NaN|\[object/.test(title) ? `the title is ${title}` : '',
    edits.some((edit) => edits.some((other) => touches(edit, other))) ? 'two of its edits touch each other' : '',
    ...edits.flatMap(({ node, span, text }) => {
      const file = node.files.find(({ document }) => document === span.document);
      const foreign = (text.match(SENTINEL) ?? []).filter((secret) => !span.document.text.includes(secret));
      return [
        file === undefined ? 'it edits a file that the node does not have' : '',
        file?.role === 'generated' ? 'it edits a generated file' : '',
        foreign.length > 0 ? 'it brings a secret from another file' : '',
      ];
    }),
  ]
    .filter((complaint) => complaint !== '')
    .map((complaint) => `${rule}: ${complaint}`);
}

/** The text of a file with the replacements of one pass, made in the plainest way. */
function spliced(text: string, edits: readonly { readonly span: Edit['span']; readonly text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((all, { span, text: fresh }) => all.slice(0, span.start) + fresh + all.slice(span.end), text);
}

/** A comment before every line that begins a tag or a key, and the line ends of Windows. */
function decorated(path: string, content: string | Uint8Array): string | Uint8Array {
  if (typeof content !== 'string') return content;
  let number = 0;
  const note = (): string => {
    number += 1;
    return `note ${number}.`;
  };
  if (path.endsWith('.xml')) {
    const noted = content.replace(
      />\n([ \t]*)</g,
      (_all, indent: string) => `>\n${indent}<!-- ${note()} -->\n${indent}<`,
    );
    return noted.replaceAll('\n', '\r\n');
  }
  if (!path.endsWith('.toml') || /"""|'''/.test(content)) return content;
  const noted = content.replace(/^(?=[^\s#])/gm, () => `# ${note()}\n`);
  return noted.replace(/\r?\n/g, '\r\n');
}

const notes = (text: string): string[] => text.match(/note \d+\./g) ?? [];

/** Comments inside what a fix takes out go with it. */
function taken(result: LintResult): string[] {
  const edits = result.findings.flatMap(({ fix }) => fix?.edits ?? []);
  return edits.flatMap(({ span, text }) => (text === '' ? notes(span.document.text.slice(span.start, span.end)) : []));
}

describe.each(CASES.map((one) => [one.title, one] as const))('fixes of %s', (title, one) => {
  const isPair = ['is-1/', 'is-2/'].every((node) => Object.keys(one.files).some((path) => path.startsWith(node)));

  // With a reference node the rules that compare have fixes, too.
  test.each(isPair ? [null, 'is-1', 'is-2'] : [null])(
    'end the finding and bring no error (reference %s)',
    async (reference) => {
      const { first, result, applied } = await fixed(one, reference);
      expect(first.findings.flatMap(complaints)).toEqual([]);
      // What is left and could be fixed would be fixed by a second run.
      expect(fixables(result).map(where)).toEqual([]);
      for (const rule of new Set(applied.map((fix) => fix.rule))) {
        const unfixable = first.findings.filter((finding) => finding.rule === rule && finding.fix === null).length;
        const left = result.findings.filter((finding) => finding.rule === rule).map(where);
        expect(left.slice(unfixable)).toEqual([]);
      }
      const known = [...errorsOf(first), ...Object.keys(UNCOVERED[title] ?? {})];
      expect(errorsOf(result).filter((rule) => !known.includes(rule))).toEqual([]);
    },
  );

  test('change nothing beside their edits, keep comments and line ends', async () => {
    const files = Object.fromEntries(
      Object.entries(one.files).map(([path, content]) => [path, decorated(path, content)]),
    );
    const { first, files: changed, result } = await fixed({ ...one, files });
    expect(fixables(result).map(where)).toEqual([]);
    for (const { path, before, after } of changed) {
      const gone = taken(first);
      expect([path, notes(textOf(after))]).toEqual([
        path,
        notes(textOf(before)).filter((note) => !gone.includes(note)),
      ]);
      if (!/[^\r]\n/.test(textOf(before))) expect([path, textOf(after).match(/[^\r]\n/g)]).toEqual([path, null]);
    }
    // The first pass, made in the plainest way.
    for (const [path, { document, replacements }] of planPass(first, 'unsafe').files) {
      if (document.embedded !== null) continue;
      const plain = spliced(document.text, replacements).replace(/\r?\n/g, '\n');
      const applied = textOf(applyReplacements(document, replacements)).replace(/\r?\n/g, '\n');
      expect([path, applied.replace('\ufeff', '')]).toEqual([path, plain.replace('\ufeff', '')]);
    }
  });
});
