import type { Edit, Fix } from '../rules/rule.js';
import type { Document } from '../syntax/document.js';
import { createLineTable } from '../syntax/lines.js';
import { parseToml } from '../syntax/toml/parse.js';
import { applyReplacements, overlap, type Replacement, uneditable } from './edit.js';
import type { Finding, LintResult } from './finding.js';

export type Safety = 'safe' | 'unsafe';

/** A fix that went into the files. */
export interface Applied {
  readonly rule: string;
  readonly title: string;
  readonly safety: Safety;
  /** Paths of the files it changed. */
  readonly files: readonly string[];
}

/** A fix that could not be made, with the reason. */
export interface Refused {
  readonly rule: string;
  readonly title: string;
  readonly file: string;
  readonly reason: string;
}

export interface ChangedFile {
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

export interface FixResult {
  /** What was found before anything was fixed. */
  readonly first: LintResult;
  /** What is left when everything that could be fixed is. */
  readonly result: LintResult;
  /** In the order of their paths. */
  readonly files: readonly ChangedFile[];
  readonly applied: readonly Applied[];
  readonly refused: readonly Refused[];
}

/** More passes than any chain of fixes needs; two fixes that undo each other would go on for ever. */
const PASSES = 10;

/**
 * Applies fixes until no more can be: each pass takes those that do not touch one another, in the order of the findings,
 * and reads everything again. A fix whose edits cannot all be made is not made at all.
 *
 * @param lint runs everything over the given contents, by path, in place of what is on disk
 */
export async function fixAll(
  lint: (changed: ReadonlyMap<string, Uint8Array>) => Promise<LintResult>,
  allowed: Safety,
): Promise<FixResult> {
  const before = new Map<string, Uint8Array>();
  const changed = new Map<string, Uint8Array>();
  const applied: Applied[] = [];
  let refused: readonly Refused[] = [];
  const first = await lint(changed);
  let result = first;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const plan = planPass(result, allowed);
    refused = plan.refused;
    if (plan.files.size === 0) break;
    for (const [path, { document, replacements }] of plan.files) {
      if (!before.has(path)) before.set(path, outerOf(document).bytes);
      changed.set(path, applyReplacements(document, replacements));
    }
    applied.push(...plan.applied);
    result = await lint(changed);
  }
  const files = [...changed].map(([path, after]) => ({ path, before: before.get(path) ?? after, after }));
  return { first, result, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), applied, refused };
}

interface Pass {
  readonly files: ReadonlyMap<string, { readonly document: Document; readonly replacements: readonly Replacement[] }>;
  readonly applied: readonly Applied[];
  readonly refused: readonly Refused[];
}

/** The fixes of one pass: first come, first served. */
export function planPass(result: LintResult, allowed: Safety): Pass {
  const files = new Map<string, { document: Document; replacements: Replacement[] }>();
  const applied: Applied[] = [];
  const refused: Refused[] = [];
  // What is certain first: it may leave nothing to guess.
  const certain = (finding: Finding): number => (finding.fix?.safety === 'safe' ? 0 : 1);
  for (const finding of [...result.findings].sort((a, b) => certain(a) - certain(b))) {
    const { fix, rule } = finding;
    if (fix === null || (fix.safety === 'unsafe' && allowed === 'safe')) continue;
    const placed = placesOf(fix);
    // A fix is made as a whole or not at all.
    if (placed.length < fix.edits.length) continue;
    const reason = placed.map(({ edit }) => uneditable(edit.span.document)).find((one) => one !== null) ?? null;
    if (reason !== null) {
      refused.push({ rule, title: fix.title, file: finding.file, reason });
      continue;
    }
    const clash = placed.some(({ path, edit }) => {
      const there = files.get(path);
      if (there === undefined) return false;
      const sameText = there.document.digest === edit.span.document.digest;
      return !sameText || there.replacements.some(({ span }) => overlap(span, edit.span));
    });
    // It is tried again in the next pass, on what the others have made of the file.
    if (clash || placed.some(({ path, edit }) => breaksToml(edit, placed, path, files.get(path)?.replacements)))
      continue;
    for (const { path, edit } of placed) {
      const there = files.get(path) ?? { document: edit.span.document, replacements: [] };
      there.replacements.push({ span: edit.span, text: edit.text });
      files.set(path, there);
    }
    applied.push({ rule, title: fix.title, safety: fix.safety, files: [...new Set(placed.map(({ path }) => path))] });
  }
  return { files, applied, refused };
}

/** Where each edit goes: a document may lie in several files, and the node says in which. */
function placesOf({ edits }: Fix): { readonly path: string; readonly edit: Edit }[] {
  return edits.flatMap((edit) => {
    const { node, span } = edit;
    const file = node.files.find(({ document }) => document === span.document);
    return file === undefined ? [] : [{ path: file.path, edit }];
  });
}

function outerOf(document: Document): Document {
  return document.embedded === null ? document : outerOf(document.embedded.outer);
}

/** Findings that a fix is known for, by how far one may trust it. */
export function fixable(findings: readonly Finding[], allowed: Safety): number {
  return findings.filter(({ fix }) => fix !== null && (fix.safety === 'safe' || allowed === 'unsafe')).length;
}

/** Whether a deployment.toml that can be read could not be any more with what is planned for it: two fixes may write one key. */
function breaksToml(
  { node, span: { document } }: Edit,
  placed: readonly { readonly path: string; readonly edit: Edit }[],
  path: string,
  planned: readonly Replacement[] = [],
): boolean {
  const file = node.files.find((one) => one.document === document);
  if (planned.length === 0 || node.toml === null || file?.name !== node.toml.file || node.toml.tree.error !== null) {
    return false;
  }
  const all = [...planned, ...placed.filter((one) => one.path === path).map(({ edit }) => edit)];
  const backwards = all.sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  const text = backwards.reduce(
    (whole, { span, text: fresh }) => whole.slice(0, span.start) + fresh + whole.slice(span.end),
    document.text,
  );
  return parseToml({ ...document, text, lines: createLineTable(text) }).error !== null;
}
