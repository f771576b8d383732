import type { Severity } from '../../config/severity.js';
import { type Markup, markup } from './markup.js';

/** What one row of the page is filtered by; the texts are those of the page. */
export interface Row {
  readonly id: string;
  readonly group: 'Findings' | 'Settings' | 'Files';
  readonly kind: string;
  readonly file: string;
  readonly severity: Severity | null;
  /** The nodes it is about. */
  readonly nodes: readonly string[];
}

/** Collects the rows while the page is written: the filters offer what is there and nothing else. */
export class Rows {
  private readonly all: Row[] = [];

  add(row: Row): void {
    this.all.push(row);
  }

  /** Everything the script needs, each text once; numbers are places in the lists. */
  data() {
    const [kinds, files, nodes] = [this.kinds(), this.files(), this.nodes()];
    const places = (list: readonly string[]) => new Map(list.map((text, index) => [text, index]));
    const [kindAt, fileAt, nodeAt] = [places(kinds.map(({ text }) => text)), places(files), places(nodes)];
    return {
      groups: [...GROUPS],
      kinds: kinds.map(({ text }) => text),
      files,
      nodes,
      rows: this.all.map(({ id, group, kind, file, severity, nodes: about }) => [
        id,
        GROUPS.indexOf(group),
        kindAt.get(kind) ?? -1,
        fileAt.get(file) ?? -1,
        severity ?? '',
        about.flatMap((node) => nodeAt.get(node) ?? []),
      ]),
    };
  }

  /** The form, hidden until the script is there; null where there is nothing to filter. */
  filters(): Markup | null {
    if (this.all.length === 0) return null;
    const kinds = GROUPS.flatMap((group) => {
      const options = this.kinds().flatMap(({ group: of, text }, index) => (of === group ? option(index, text) : []));
      return options.length === 0 ? [] : markup`<optgroup label="${group}">${options}</optgroup>`;
    });
    const severities = SEVERITIES.filter((one) => this.all.some(({ severity }) => severity === one));
    const some = (list: readonly string[]) => list.map((text, index) => option(index, text));
    return markup`<form id="filters" class="filters" role="search" aria-label="Filter" hidden>
<p class="field wide"><label for="filter-text">Text</label><input id="filter-text" type="search" autocomplete="off" spellcheck="false"></p>
${select('kind', 'Kind', 'All kinds', kinds)}
${select(
  'severity',
  'Severity',
  'All severities',
  severities.map((one) => markup`<option>${one}</option>`),
)}
${select('node', 'Node', 'All nodes', some(this.nodes()))}
${select('file', 'File', 'All files', some(this.files()))}
<p class="field"><button type="reset" class="button">Clear</button></p>
<p id="count" class="count" role="status" aria-live="polite"></p>
</form>`;
  }

  private kinds(): { group: string; text: string }[] {
    const known = new Map(this.all.map(({ group, kind }) => [kind, { group, text: kind }]));
    return [...known.values()].sort((a, b) => compare(a.text, b.text));
  }

  private files(): string[] {
    return [...new Set(this.all.map(({ file }) => file))].sort(compare);
  }

  private nodes(): string[] {
    return [...new Set(this.all.flatMap(({ nodes }) => nodes))].sort(compare);
  }
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
const GROUPS = ['Findings', 'Settings', 'Files'] as const;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function option(value: number, text: string): Markup {
  return markup`<option value="${value}">${text}</option>`;
}

function select(name: string, label: string, all: string, options: readonly Markup[]): Markup | null {
  if (options.length === 0) return null;
  const id = `filter-${name}`;
  return markup`<p class="field"><label for="${id}">${label}</label><select id="${id}"><option value="">${all}</option>${options}</select></p>`;
}
