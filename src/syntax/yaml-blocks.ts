/** The Kubernetes object (or whatever mapping it is) that a block scalar stands in. */
export interface YamlObject {
  /** Value of `kind`; null when there is none. */
  readonly kind: string | null;
  /** `metadata.name` as written, template actions included; null when there is none. */
  readonly name: string | null;
}

/** A literal block scalar, `key: |` and the indented lines below it. Offsets are UTF-16 units of the whole text. */
export interface BlockScalar {
  readonly key: string;
  readonly keyOffset: number;
  /** The key whose mapping holds this one (`data`); null at the top. */
  readonly section: string | null;
  /** The mapping that holds the section: one object for all its scalars, however often a template writes `data:`. */
  readonly object: YamlObject;
  /** Start of the first line of the content, its indentation included. */
  readonly start: number;
  /** End of the last line of the content, its line end included. */
  readonly end: number;
  /** Spaces that are not content. */
  readonly indent: number;
  readonly chomping: 'strip' | 'clip' | 'keep';
  /** What follows `#` in the header; null without a comment. */
  readonly headerComment: string | null;
}

/** A line of content without its indentation. */
export interface ContentLine {
  readonly text: string;
  /** Where `text` begins in the YAML. */
  readonly offset: number;
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** After the line end. */
  readonly next: number;
  /** Leading spaces. */
  readonly indent: number;
}

/** One mapping, as far as it is needed. */
interface Mapping {
  readonly scalars: Map<string, string>;
  readonly children: Map<string, Mapping>;
  readonly parent: Mapping | null;
  readonly section: string | null;
}

interface Frame {
  readonly indent: number;
  readonly mapping: Mapping;
  key: string;
}

interface Header {
  readonly literal: boolean;
  readonly chomping: BlockScalar['chomping'];
  /** The indentation indicator, 0 where the first line tells. */
  readonly explicit: number;
  readonly comment: string | null;
}

/**
 * The literal block scalars of a YAML text, in order. Folded ones (`>`) can hold no configuration file: they are
 * passed over with all that is in them.
 *
 * Scanned by indentation and not read with the `yaml` package: the text is often a template of Helm, which is no YAML
 * before it is rendered (`{{- if }}` lines, `data:` twice, keys that are actions), and the places of every inner
 * character are needed. A line of template actions alone is neither structure nor the end of a scalar.
 */
export function blockScalars(text: string): BlockScalar[] {
  const lines = linesOf(text);
  const found: { readonly at: Omit<BlockScalar, 'object' | 'section'>; readonly mapping: Mapping }[] = [];
  let frames: Frame[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined || isBlank(line) || line.text[line.indent] === '#') continue;
    const actions = actionsAt(lines, index);
    if (actions > 0) {
      index += actions - 1;
      continue;
    }
    if (/^(?:---|\.\.\.)(?:[ \t]|$)/.test(line.text)) {
      frames = [];
      continue;
    }
    // A sequence entry begins a mapping of its own.
    const { dashes, rest } = entryMarks(line.text);
    if (dashes.includes('-')) frames = frames.filter((frame) => frame.indent <= dashes.indexOf('-'));
    const column = dashes.length;
    const entry = entryOf(rest);
    if (entry !== null) frames = entered(frames, column, entry);
    const header = headerOf(entry?.value ?? (dashes.includes('-') ? rest : ''));
    if (header === null) continue;
    const content = contentOf(lines, index + 1, entry === null ? dashes.lastIndexOf('-') : column, header);
    index = content.after - 1;
    const top = frames.at(-1);
    if (entry === null || top === undefined || !header.literal) continue;
    const { start, end, indent } = content;
    const { chomping, comment: headerComment } = header;
    const keyOffset = line.start + column;
    found.push({
      at: { key: entry.key, keyOffset, start, end, indent, chomping, headerComment },
      mapping: top.mapping,
    });
  }
  const objects = new Map<Mapping, YamlObject>();
  return found.map(({ at, mapping }) => {
    const holder = mapping.parent ?? mapping;
    const object = objects.get(holder) ?? objectOf(holder);
    objects.set(holder, object);
    return { ...at, section: mapping.section, object };
  });
}

/**
 * The lines of a scalar's content. A line of template actions that stands further left keeps all its text; a blank
 * line has none. Joined with `\n` they are the content up to its chomping: see `blockText`.
 */
export function contentLines(text: string, block: BlockScalar): ContentLine[] {
  return linesOf(text.slice(block.start, block.end), block.start)
    .filter((line) => line.start < block.end)
    .map((line) => {
      const removed = Math.min(line.indent, block.indent);
      const isEmpty = line.indent < block.indent && isBlank(line);
      return { text: isEmpty ? '' : line.text.slice(removed), offset: line.start + removed };
    });
}

/** The content as YAML means it: without indentation, line ends as `\n`, chomped. */
export function blockText(text: string, block: BlockScalar): string {
  const joined = contentLines(text, block)
    .map((line) => line.text)
    .join('\n');
  const ended = block.end > block.start && /[\r\n]/.test(text[block.end - 1] ?? '');
  return ended && block.chomping !== 'strip' ? `${joined}\n` : joined;
}

function linesOf(text: string, base = 0): Line[] {
  const lines: Line[] = [];
  const add = (start: number, end: number, next: number): void => {
    const line = text.slice(start, end);
    lines.push({ text: line, start: base + start, next: base + next, indent: /^ */.exec(line)?.[0].length ?? 0 });
  };
  let start = 0;
  for (const match of text.matchAll(/\r\n?|\n/g)) {
    add(start, match.index, match.index + match[0].length);
    start = match.index + match[0].length;
  }
  add(start, text.length, text.length);
  return lines;
}

function isBlank({ text }: Line): boolean {
  return /^[ \t]*$/.test(text);
}

/** Longer actions are no actions: something is not closed. */
const LONGEST_ACTION = 60;

/** How many lines from here hold template actions alone: `{{- if .x }}`, `{{ end }}{{ end }}`, a comment of several. */
function actionsAt(lines: readonly Line[], index: number): number {
  const first = lines[index]?.text.trim() ?? '';
  if (!first.startsWith('{{')) return 0;
  if (/^(?:\{\{(?:(?!\}\}).)*\}\}\s*)+$/.test(first)) return 1;
  if (first.lastIndexOf('{{') < first.lastIndexOf('}}')) return 0;
  const rest = lines.slice(index + 1, index + LONGEST_ACTION).findIndex((line) => line.text.includes('}}'));
  return rest < 0 || !/\}\}\s*$/.test(lines[index + 1 + rest]?.text ?? '') ? 0 : rest + 2;
}

/** `- - key: value`: the indentation with the dashes, and what follows. */
function entryMarks(text: string): { dashes: string; rest: string } {
  const [dashes = ''] = /^(?: *-(?= |$))* */.exec(text) ?? [];
  return { dashes, rest: text.slice(dashes.length) };
}

/** `key: value`, the key without quotes, the value as written. */
function entryOf(text: string): { key: string; value: string } | null {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')[ \t]*:(?=[ \t]|$)/.exec(text);
  if (quoted !== null) return { key: quoted[1] ?? quoted[2] ?? '', value: text.slice(quoted[0].length).trim() };
  const colon = /:(?=[ \t]|$)/.exec(text);
  if (colon === null || colon.index === 0) return null;
  return { key: text.slice(0, colon.index).trimEnd(), value: text.slice(colon.index + 1).trim() };
}

/** The mappings that are open after an entry at a column. */
function entered(open: readonly Frame[], column: number, { key, value }: { key: string; value: string }): Frame[] {
  const frames = open.filter((frame) => frame.indent <= column);
  let top = frames.at(-1);
  // A template may hold the whole object twice, under conditions.
  const again = (key === 'apiVersion' || key === 'kind') && top?.mapping.scalars.has(key) === true;
  if (top === undefined || top.indent < column || again) {
    if (again && top?.indent === column) frames.pop();
    const above = frames.at(-1);
    const mapping: Mapping = {
      scalars: new Map(),
      children: new Map(),
      parent: above?.mapping ?? null,
      section: above?.key ?? null,
    };
    if (above !== undefined && !above.mapping.children.has(above.key)) above.mapping.children.set(above.key, mapping);
    top = { indent: column, mapping, key };
    frames.push(top);
  }
  top.key = key;
  if (value !== '' && !top.mapping.scalars.has(key)) top.mapping.scalars.set(key, plain(value));
  return frames;
}

/** A scalar on one line, without quotes and comment. */
function plain(value: string): string {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')/.exec(value);
  return quoted === null ? value.replace(/[ \t]#.*$/, '').trim() : (quoted[1] ?? quoted[2] ?? '');
}

function objectOf(mapping: Mapping): YamlObject {
  const name = mapping.children.get('metadata')?.scalars.get('name');
  return { kind: mapping.scalars.get('kind') ?? null, name: name ?? null };
}

const CHOMPING = { '-': 'strip', '+': 'keep', '': 'clip' } as const;

/** `|`, `|-`, `|2+`, with tag or anchor before it and a comment behind it. */
function headerOf(value: string): Header | null {
  const match = /^(?:[!&]\S*[ \t]+)*([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?(?:[ \t]+#(.*))?$/.exec(value);
  if (match === null) return null;
  const sign = match[2] ?? match[5] ?? '';
  return {
    literal: match[1] === '|',
    chomping: CHOMPING[sign === '-' || sign === '+' ? sign : ''],
    explicit: Number(match[3] ?? match[4] ?? 0),
    comment: match[6]?.trim() ?? null,
  };
}

interface Content {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** Index of the line after the content. */
  readonly after: number;
}

/** What lies further right than its key. Actions further left are content where content goes on behind them. */
function contentOf(lines: readonly Line[], first: number, parent: number, header: Header): Content {
  const start = lines[first]?.start ?? lines.at(-1)?.next ?? 0;
  const indent = header.explicit > 0 ? parent + header.explicit : detected(lines, first, parent);
  let after = first;
  let blanks = first;
  let pending = false;
  for (let index = first; indent !== null && index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const actions = actionsAt(lines, index);
    if (isBlank(line) && (line.indent < indent || line.text.length === indent)) {
      if (!pending) blanks = index + 1;
    } else if (line.indent >= indent && !(pending && headerOf(entryOf(line.text.trim())?.value ?? '') !== null)) {
      index += Math.max(0, actions - 1);
      after = index + 1;
      blanks = after;
      pending = false;
    } else if (actions > 0) {
      index += actions - 1;
      pending = true;
    } else {
      break;
    }
  }
  const last = header.chomping === 'keep' ? blanks : after;
  return { start, end: last === first ? start : (lines[last - 1]?.next ?? start), indent: indent ?? parent + 1, after };
}

/** The indentation of the first line that says something; null when the scalar is empty. */
function detected(lines: readonly Line[], first: number, parent: number): number | null {
  for (let index = first; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined || isBlank(line)) continue;
    if (line.indent > parent) return line.indent;
    const actions = actionsAt(lines, index);
    if (actions === 0) return null;
    index += actions - 1;
  }
  return null;
}
