import { blanks } from './cursor.js';
import { mayHoldMarkers, type Range } from './marker.js';
import { type Scanned, type Statement, scanTemplate } from './template.js';

export type { Range } from './marker.js';

export interface Masked {
  /** TOML of the same length with the same line ends; where a branch defines a name again, the first one counts. */
  readonly text: string;
  /**
   * What `text` cannot hold: keys that only a later branch defines, below a header that stands there already. As long as
   * `text`, and blank elsewhere.
   */
  readonly later: readonly string[];
  /** What stands in branches (`{{ if }}`, `{% for %}`, `<% unless %>`); sorted, apart. */
  readonly conditional: readonly Range[];
  readonly templated: boolean;
}

/** How often a header may stand again in later branches; what is left is not read. */
const MOST_LAYERS = 4;

/** Makes TOML of a template (Helm, Jinja, ERB, `{word}`), offsets kept. A text without markers is returned untouched. */
export function mask(text: string): Masked {
  if (!mayHoldMarkers(text)) return { text, later: [], conditional: [], templated: false };
  const scanned = scanTemplate(text);
  if (!scanned.templated) return { text, later: [], conditional: [], templated: false };
  const { conditional } = scanned;
  return { ...layered(scanned), conditional, templated: true };
}

function layered({ text, statements }: Scanned): Pick<Masked, 'text' | 'later'> {
  if (!statements.some(({ conditional }) => conditional)) return { text, later: [] };
  const layers = layersOf(statements);
  const beyond = statements.filter((_, index) => layers[index] !== 0);
  const later: string[] = [];
  for (let layer = 1; layer < MOST_LAYERS && layers.includes(layer); layer += 1) {
    const again = statements.filter((_, index) => layers[index] === layer);
    if (again.some(({ kind }) => kind === 'key')) later.push(inverse(text, again));
  }
  return { text: without(text, beyond), later };
}

/** The text with some statements blanked. */
function without(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push(text.slice(at, start), blanks(text.slice(start, end)));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** The text with everything but some statements blanked. */
function inverse(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    parts.push(blanks(text.slice(at, start)), text.slice(start, end));
    at = end;
  }
  return parts.join('') + blanks(text.slice(at));
}

interface Known {
  readonly conditional: boolean;
  times: number;
}

/** For each statement the layer it is read in; -1 for one whose name stands already, in another branch. */
function layersOf(statements: readonly Statement[]): readonly number[] {
  const arrays = new Map<string, number>();
  const known = new Map<string, Known>();
  let table = '';
  let layer = 0;
  /** A table's name with the element of every array on its way. */
  const resolve = (path: readonly string[]): string =>
    path.reduce((parent, name) => {
      const id = `${parent}\n${name}`;
      const element = arrays.get(id);
      return element === undefined ? id : `${id}#${element}`;
    }, '');
  const headerLayer = ({ path, conditional }: Statement): number => {
    const id = resolve(path);
    const before = known.get(id);
    const same = table === id;
    table = id;
    if (before === undefined) known.set(id, { conditional, times: 1 });
    if (before === undefined || !(conditional || before.conditional)) return 0;
    if (same) return -1;
    before.times += 1;
    return before.times - 1;
  };
  return statements.map((statement) => {
    const { kind, path, conditional } = statement;
    if (kind === 'array') {
      const id = `${resolve(path.slice(0, -1))}\n${path.at(-1)}`;
      const element = (arrays.get(id) ?? -1) + 1;
      arrays.set(id, element);
      table = `${id}#${element}`;
      layer = 0;
      return 0;
    }
    if (kind === 'table') {
      const next = headerLayer(statement);
      if (next >= 0) layer = next;
      return next;
    }
    const id = `${table}\n${path.join('\n')}`;
    const before = known.get(id);
    if (before !== undefined) return conditional || before.conditional ? -1 : layer;
    known.set(id, { conditional, times: 1 });
    return layer;
  });
}
