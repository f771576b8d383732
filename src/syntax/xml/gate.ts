import { declared, decode } from '../bytes.js';
import { scan } from './scan.js';

/** The part of xmllint-wasm's `validateXML` that is used here (5.3.0, libxml2 2.13.8). */
export type XmlLint = (options: {
  readonly xml: readonly LintFile[];
  readonly schema: readonly LintFile[];
  readonly preload?: readonly LintFile[];
  readonly maxMemoryPages?: number;
  readonly modifyArguments?: (args: string[]) => string[];
}) => Promise<{ readonly rawOutput: string }>;

export interface LintFile {
  readonly fileName: string;
  readonly contents: Uint8Array | string;
}

export interface XmlFile {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface XmlSchema {
  readonly main: LintFile;
  readonly preload: readonly LintFile[];
}

/** `line`: 1-based; libxml2 counts to 65535 and names the line where a start tag ends. */
export interface GateError {
  readonly line: number | null;
  readonly message: string;
}

export type GateVerdict =
  | { readonly kind: 'ok'; readonly schemaErrors: readonly GateError[] }
  | { readonly kind: 'malformed'; readonly errors: readonly GateError[] }
  | { readonly kind: 'skipped'; readonly reason: string };

const MB = 1024 * 1024;
const largestFile = 16 * MB;
const batchSize = 8 * MB;
/** xmllint-wasm runs out of bounds with some 900 files in one call. */
const batchFiles = 200;
const workers = 2;
/** 1 GiB: a file of 16 MB may need sixty times its size as a tree. */
const memoryPages = 16384;

interface Gate {
  readonly xmllint: XmlLint;
  readonly schema?: XmlSchema;
}

/**
 * Whether files are well-formed XML, as libxml2 sees them; and what a schema says about those that are. Files are
 * told apart by `id`. Nothing is fetched. A file that libxml2 cannot or must not judge is `skipped`, never malformed.
 * Rejects only when the schema itself is wrong.
 */
export async function checkWellFormed(files: readonly XmlFile[], gate: Gate): Promise<Map<string, GateVerdict>> {
  const verdicts = new Map<string, GateVerdict>();
  const batches: XmlFile[][] = [];
  let size = batchSize;
  for (const file of files) {
    const early = beforehand(file.bytes);
    if (early !== null) {
      verdicts.set(file.id, early);
      continue;
    }
    if (size + file.bytes.length > batchSize || (batches.at(-1)?.length ?? 0) >= batchFiles) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push({ id: file.id, bytes: readable(file.bytes) });
    size += file.bytes.length;
  }
  const waiting = batches.values();
  const work = async () => {
    for (const batch of waiting) await judge(batch, gate, verdicts);
  };
  await Promise.all(Array.from({ length: workers }, work));
  return verdicts;
}

/** What is decided without libxml2: sizes, emptiness, and the entities that it would load or expand. */
function beforehand(bytes: Uint8Array): GateVerdict | null {
  if (bytes.length > largestFile) return { kind: 'skipped', reason: 'larger than 16 MB' };
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
    return { kind: 'malformed', errors: [{ line: null, message: 'The file is empty.' }] };
  }
  const { text } = decode(bytes);
  if (!text.includes('<!DOCTYPE')) return null;
  const { problem } = scan(text);
  return problem?.kind === 'refused' ? { kind: 'skipped', reason: problem.message } : null;
}

/** This build of libxml2 knows five encodings, Java knows many: any other is handed over as UTF-8. */
function readable(bytes: Uint8Array): Uint8Array {
  const label = declared(bytes);
  if (label === null || /^(utf-?8|utf-?16|(us-)?ascii|iso-8859-1)$/.test(label)) return bytes;
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    return new TextEncoder().encode(`\uFEFF${text}`);
  } catch {
    return bytes;
  }
}

/** Judges one batch in one call; what is in doubt is judged again in smaller company. */
async function judge(batch: readonly XmlFile[], gate: Gate, verdicts: Map<string, GateVerdict>): Promise<void> {
  if (batch.length === 0) return;
  const names = new Map(batch.map((file, index) => [fileName(index), file.id]));
  let report: Report;
  try {
    const { rawOutput } = await gate.xmllint({
      xml: batch.map((file, index) => ({ fileName: fileName(index), contents: file.bytes })),
      schema: gate.schema === undefined ? [] : [gate.schema.main],
      preload: gate.schema?.preload ?? [],
      maxMemoryPages: memoryPages,
      modifyArguments: (args) => ['--nonet', ...args],
    });
    report = read(rawOutput, names);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/Schemas parser error|failed to compile/.test(message)) throw new Error(`The XML schema is wrong: ${message}`);
    report = { files: new Map(), doubt: message.split('\n')[0] || 'libxml2 failed', starved: false };
  }
  const [only] = batch;
  if (report.doubt !== null && batch.length === 1 && only !== undefined) {
    const doubtful: GateVerdict = { kind: 'skipped', reason: `libxml2: ${report.doubt}` };
    verdicts.set(only.id, report.files.get(only.id) ?? doubtful);
    return;
  }
  const skipped = new Set([...report.files].filter(([, { kind }]) => kind === 'skipped').map(([id]) => id));
  for (const id of skipped) verdicts.set(id, report.files.get(id) ?? clean);
  const rest = batch.filter(({ id }) => !skipped.has(id));
  if (report.doubt !== null) {
    const half = Math.ceil(rest.length / 2);
    await judge(rest.slice(0, half), gate, verdicts);
    await judge(rest.slice(half), gate, verdicts);
  } else if (report.starved) {
    await judge(rest, gate, verdicts);
  } else {
    for (const { id } of rest) verdicts.set(id, report.files.get(id) ?? clean);
  }
}

const clean: GateVerdict = { kind: 'ok', schemaErrors: [] };

interface Report {
  /** Files that libxml2 said something about, by id. */
  readonly files: ReadonlyMap<string, GateVerdict>;
  /** Something went wrong in a file that is not named. */
  readonly doubt: string | null;
  /** Memory ran out in a named file, so silence about the others proves nothing. */
  readonly starved: boolean;
}

/**
 * Reads xmllint's own lines: `name:line: kind : message`. Its errors array is not used: it is empty for namespace
 * errors (exit code 0) and takes an excerpt with two colons, a JDBC URL say, for a location.
 */
function read(output: string, names: ReadonlyMap<string, string>): Report {
  const malformed = new Map<string, GateError[]>();
  const invalid = new Map<string, GateError[]>();
  const limited = new Map<string, string>();
  let doubt: string | null = null;
  let starved = false;
  for (const line of output.split('\n')) {
    const [, name = '', number, message = ''] = /^(f\d{5}\.xml):(\d+): (.*)$/.exec(line) ?? [];
    const id = names.get(name);
    if (id === undefined) {
      doubt ??=
        /^Entity: line \d+: parser error : (.*)/.exec(line)?.[1] ?? /^.*out of memory.*$/i.exec(line)?.[0] ?? null;
      continue;
    }
    if (/out of memory/i.test(message)) starved = true;
    const limit = limitOf(message);
    const at = { line: Number(number) };
    if (limit !== null) limited.set(id, limit);
    else if (isMalformed(message)) push(malformed, id, { ...at, message: afterKind(message) });
    else if (isValidity(message)) push(invalid, id, { ...at, message: afterKind(message) });
  }
  const files = new Map<string, GateVerdict>();
  for (const [id, schemaErrors] of invalid) files.set(id, { kind: 'ok', schemaErrors });
  for (const [id, errors] of malformed) files.set(id, { kind: 'malformed', errors });
  for (const [id, reason] of limited) files.set(id, { kind: 'skipped', reason: `libxml2: ${reason}` });
  return { files, doubt, starved };
}

/** libxml2's own limits and gaps; none of them makes a file ill-formed. */
function limitOf(message: string): string | null {
  const known =
    /out of memory|Excessive depth|Resource limit exceeded|amplification|reference loop|Unsupported encoding/i;
  if (/Excessive depth/i.test(message)) return 'elements are nested more than 256 deep';
  return known.test(message) ? afterKind(message) : null;
}

function isMalformed(message: string): boolean {
  // Only libxml2 looks at the syntax of a namespace name; the server's parsers do not.
  if (message.startsWith('namespace error')) return !message.endsWith('is not a valid URI');
  return (
    message.startsWith('parser error') || /^(I\/O|encoding) error : (Invalid bytes|input conversion)/.test(message)
  );
}

/** The schema speaks of few files: a root it does not declare is none of them. */
function isValidity(message: string): boolean {
  return message.startsWith('Schemas validity error') && !message.includes('No matching global declaration');
}

/** The message alone, without what it quotes from the file: that may be a part of a secret. */
function afterKind(message: string): string {
  return message
    .replace(/^[\w/ ]*? ?error ?: /, '')
    .replace(/^(Double hyphen within comment).*/, '$1')
    .replace(/^Entity '.*' not defined/, 'Entity not defined')
    .replace(
      /^Opening and ending tag mismatch: .* line (\d+) and .*/,
      'The element opened on line $1 is closed by another end tag',
    )
    .replace(/^Couldn't find end of Start Tag .*/, 'A start tag has no end')
    .replace(
      /^Premature end of data in tag .* line (\d+)/,
      'The file ends before the element opened on line $1 is closed',
    )
    .replace(/^Specification mandates value for attribute .*/, 'An attribute has no value')
    .replace(/^Attribute .* redefined/, 'An attribute stands twice in one element')
    .replace(/^Namespace prefix (?!svns\b).* is not defined/, 'A namespace prefix is not declared')
    .trim();
}

function push(map: Map<string, GateError[]>, id: string, error: GateError): void {
  const list = map.get(id);
  if (list === undefined) map.set(id, [error]);
  else list.push(error);
}

/** xmllint keys files by name, and reads a name with a dash or a colon wrongly. */
function fileName(index: number): string {
  return `f${String(index + 1).padStart(5, '0')}.xml`;
}
