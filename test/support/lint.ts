import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';
import type { Host } from '../../src/host.js';
import type { Finding, LintResult } from '../../src/lint/finding.js';
import { type Memory, newMemory } from '../../src/memory.js';
import { type Around, type Request, run } from '../../src/pipeline.js';
import { REQUEST } from './request.js';

/** A tree of files in memory: path below the working directory → content. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every file below a directory of the project, by its path below that directory, as bytes kept in latin1 text. */
export function load(directory: string): Record<string, string> {
  const base = join(ROOT, directory);
  const files: Record<string, string> = {};
  for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(base, path).split(sep).join('/')] = readFileSync(path, 'utf8');
  }
  return files;
}

const HEADER = '/repository/conf/';

/** The correct two-node cluster; a name like `is-2/registry.xml` stands for `is-2/repository/conf/registry.xml`. */
export const GOOD: Files = load('examples/good');

export function pathOf(short: string): string {
  const slash = short.indexOf('/');
  return short.includes(HEADER) ? short : `${short.slice(0, slash)}${HEADER}${short.slice(slash + 1)}`;
}

/**
 * The tree with one text replaced; throws unless the text is there exactly once, so that a test never passes because
 * it changed nothing.
 */
export function change(files: Files, short: string, from: string, to: string): Files {
  const path = files[short] === undefined ? pathOf(short) : short;
  const content = files[path];
  if (typeof content !== 'string') throw new Error(`no text file ${path}`);
  const parts = content.split(from);
  if (parts.length !== 2) throw new Error(`${path} holds ${JSON.stringify(from)} ${parts.length - 1} times`);
  return { ...files, [path]: parts.join(to) };
}

export function without(files: Files, short: string): Files {
  const path = files[short] === undefined ? pathOf(short) : short;
  if (files[path] === undefined) throw new Error(`no file ${path}`);
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}

/** A third node that is a copy of another, under another name, with its texts replaced where given. */
export function copyNode(
  files: Files,
  from: string,
  to: string,
  replace: Readonly<Record<string, string>> = {},
): Files {
  const copies = Object.entries(files)
    .filter(([path]) => path.startsWith(`${from}/`))
    .map(([path, content]) => {
      let text = String(content);
      for (const [old, fresh] of Object.entries(replace)) text = text.split(old).join(fresh);
      return [`${to}${path.slice(from.length)}`, text] as const;
    });
  return { ...files, ...Object.fromEntries(copies) };
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : content;

/** The directories a file is in. */
function above(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['.', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Rules that tell what libxml2 says. The others need not ask it, which takes 0.1 s a run. */
export const asksGate = (rule: string): boolean => rule === 'xml-malformed' || rule === 'xml-structure';

/** A host over files in memory. Without `gate`, well-formedness is taken for granted, which saves 0.1 s a run. */
export function memoryHost(files: Files, gate: boolean): Host {
  const paths = Object.keys(files).sort();
  const below = (root: string): string[] =>
    root === '.' ? paths : paths.filter((path) => path.startsWith(`${root}/`));
  const directories = new Set(['.git', ...paths.flatMap(above)]);
  return {
    // The root of a repository: nobody looks for a configuration above it.
    kindOf: (path) => (files[path] !== undefined ? 'file' : directories.has(path) ? 'directory' : null),
    list: (root) => ({
      files: below(root).map((path) => ({ path, size: bytesOf(files[path] ?? '').length })),
      skipped: [],
    }),
    read: (path) => {
      const content = files[path];
      if (content === undefined) throw new Error('it is not there (any more)');
      return bytesOf(content);
    },
    sniff: (path) => Buffer.from(bytesOf(files[path] ?? '')).toString('latin1', 0, 4096),
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    here: '/repository',
    seen: (path) => posix.normalize(path),
    write: () => {
      throw new Error('nothing is written in memory');
    },
    today: () => '2026-11-24',
    git: () => ({ status: 128, stdout: new Uint8Array(), stderr: 'fatal: not a git repository' }),
    xmllint: gate ? validateXML : async () => ({ valid: true, errors: [], rawOutput: '', normalized: '' }),
  };
}

/** Trees of tests differ in a file or two: the rest is read once. Forgotten now and then, as a test file lints thousands. */
const memories = new Map<boolean, { readonly memory: Memory; uses: number }>();
const MOST_USES = 200;

function memoryFor(gate: boolean): Memory {
  const kept = memories.get(gate);
  const current = kept === undefined || kept.uses >= MOST_USES ? { memory: newMemory(), uses: 0 } : kept;
  current.uses += 1;
  memories.set(gate, current);
  return current.memory;
}

/** `trusted`: the base branch of a pull request from a fork; `rules`: others than all. */
export async function lint(
  files: Files,
  options: { gate?: boolean; request?: Partial<Request>; trusted?: Files; rules?: Around['rules'] } = {},
): Promise<LintResult> {
  const request: Request = { ...REQUEST, ...options.request };
  const gate = options.gate ?? false;
  const trusted = options.trusted === undefined ? {} : { trusted: memoryHost(options.trusted, gate) };
  const rules = options.rules === undefined ? {} : { rules: options.rules };
  return run(request, memoryHost(files, gate), { memory: memoryFor(gate), ...trusted, ...rules });
}

/** `is-2/registry.xml:14:21 error rule-id`, with the `repository/conf/` left out. */
export function short(finding: Finding): string {
  const where = finding.line === null ? '' : `:${finding.line}:${finding.column}`;
  return `${finding.file.replace(HEADER, '/')}${where} ${finding.severity} ${finding.rule}`;
}

/** The correct two-node cluster with a deployment.toml each (IS 7.1 and before: nothing in it tells the version). */
export const GOOD_TOML: Files = load('examples/good-toml');

/** The nodes `is-1` and `is-2` as one cluster, of which `is-1` is the reference. */
export function withReference(files: Files): Files {
  const config = `clusters:
  prod:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    reference: is-1
`;
  return { ...files, '.wso2is-lint.yml': config };
}
