import type { Severity } from '../../config/severity.js';
import { count, shorten } from '../../text/message.js';
import type { DriftFile, DriftReport, DriftSetting } from '../drift.js';
import { aloneTitle, CHANGE, fileChange, STATE, sinceText } from '../drift-aside.js';
import { by } from '../picture.js';
import { asideParts } from './aside.js';
import { type Shown, SIGN } from './findings.js';
import { type Anchors, breakable, type Markup, markup } from './markup.js';
import type { Rows } from './rows.js';

/** Settings in one table: the browser lays out a table as a whole, and only those in sight. */
export const CHUNK = 20;
const LONGEST = 600;
/** Columns that have room for a path. */
const MOST_WIDE = 4;
/** The rule whose findings are the rows of the matrix. */
export const DRIFT = 'drift-setting';

const KIND: Readonly<Record<DriftSetting['rule'], string>> = {
  'must-equal': 'must be equal',
  'must-differ': 'must differ',
  'may-differ': 'may differ',
};

type Value = DriftSetting['values'][number];

/** Settings × nodes, a matrix a cluster, and the files that some nodes lack. `shown`: the findings of the page. */
export function driftSection(drift: DriftReport, shown: readonly Shown[], anchors: Anchors, rows: Rows): Markup {
  const many = drift.clusters.length > 1;
  const groups = by(drift.settings, ({ cluster, self }) => JSON.stringify([cluster, self?.node ?? null]));
  const matrices = [...groups.values()].map((settings) => {
    const { cluster, self } = settings[0] as DriftSetting;
    const title = self === undefined ? (many ? `Cluster ${cluster}` : null) : `Node ${self.node} of cluster ${cluster}`;
    const matrix = new Matrix({ cluster, many, title, nodes: nodesOf(drift, cluster, settings) }, anchors, rows);
    return matrix.section(settings, inCluster(shown, cluster));
  });
  return markup`<section id="differences" aria-labelledby="differences-title" class="group">
<h2 id="differences-title">Differences${drift.against === undefined ? ' between nodes' : ` from ${drift.against.with}`}</h2>
<p class="muted">${howToRead(drift)}</p>
${matrices}
${filesTable(drift, shown, anchors, rows)}
${aloneList(drift)}
${goneList(drift)}
${asideParts(drift)}
</section>`;
}

function inCluster(shown: readonly Shown[], cluster: string): readonly Shown[] {
  return shown.filter(({ finding }) => finding.cluster === cluster);
}

/** `≠ 3 settings, 1 missing file` for each node that has to do something, by the names of cluster and node. */
export function driftOfNodes(drift: DriftReport, cluster: string): ReadonlyMap<string, string> {
  const numbers = new Map<string, [settings: number, files: number]>();
  const add = (nodes: readonly string[], at: 0 | 1): void => {
    for (const node of nodes) {
      const own = numbers.get(node) ?? [0, 0];
      own[at] += 1;
      numbers.set(node, own);
    }
  };
  for (const one of drift.settings) if (one.cluster === cluster) add(about(one, nodesOf(drift, cluster, [one])), 0);
  for (const one of drift.files) if (one.cluster === cluster) add(nodesLacking(one), 1);
  const told = [...numbers].map(([node, [settings, files]]): [string, string] => {
    const parts = [
      settings > 0 ? count(settings, 'setting') : [],
      files > 0 ? count(files, 'missing file') : [],
    ].flat();
    return [node, `≠ ${parts.join(', ')}`];
  });
  return new Map(told);
}

function nodesLacking({ self, missingOn }: DriftFile): readonly string[] {
  return self === undefined ? missingOn : [self];
}

function howToRead({ settings, against }: DriftReport): string {
  if (settings.length === 0) return 'No setting differs that must not.';
  if (against !== undefined) return `≠ marks what the node has here; beside it what ${against.with} has.`;
  return '≠ marks the odd one out; where no side has the majority, the same letter is the same value; = marks what is the same and must not be.';
}

/** Columns: the nodes of the cluster, or what a node is here and elsewhere. */
function nodesOf(drift: DriftReport, cluster: string, settings: readonly DriftSetting[]): string[] {
  const named = settings.flatMap(({ values }) => values.map(({ node }) => node));
  if (settings[0]?.self !== undefined) return [...new Set(named)];
  const known = drift.clusters.find(({ name }) => name === cluster)?.nodes.map(({ name }) => name) ?? [];
  return [...new Set([...known, ...named])];
}

/** How many columns the widest matrices of a page have. */
export function matrixWidths(drift: DriftReport): number[] {
  const groups = by(drift.settings, ({ cluster, self }) => JSON.stringify([cluster, self?.node ?? null]));
  return [...groups.values()].map((settings) => nodesOf(drift, settings[0]?.cluster ?? '', settings).length);
}

interface Frame {
  readonly cluster: string;
  /** There are several clusters. */
  readonly many: boolean;
  readonly title: string | null;
  readonly nodes: readonly string[];
}

class Matrix {
  private readonly frame: Frame;
  private readonly anchors: Anchors;
  private readonly rows: Rows;

  constructor(frame: Frame, anchors: Anchors, rows: Rows) {
    this.frame = frame;
    this.anchors = anchors;
    this.rows = rows;
  }

  section(settings: readonly DriftSetting[], shown: readonly Shown[]): Markup {
    const sorted = [...by(settings, ({ file }) => file)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, same]) => same);
    const chunks = Array.from({ length: Math.ceil(sorted.length / CHUNK) }, (_, index) =>
      sorted.slice(index * CHUNK, (index + 1) * CHUNK),
    );
    const byAddress = by(shown, ({ finding }) => finding.address ?? '');
    const tellerOf = (setting: DriftSetting) => told(setting, byAddress.get(setting.address) ?? [], shown);
    const { cluster, title, nodes } = this.frame;
    const label = title ?? `Settings of cluster ${cluster}, a column a node`;
    return markup`<div class="group">
${title === null ? null : markup`<h3>${title}</h3>`}
<div class="matrix scroll nodes-${nodes.length}" role="region" aria-label="${label}" tabindex="0">
${chunks.map((chunk, index) => this.table(chunk, index * CHUNK, sorted.length, tellerOf))}
</div>
</div>`;
  }

  private table(chunk: readonly DriftSetting[], start: number, all: number, tellerOf: TellerOf): Markup {
    const heads = this.frame.nodes.map((node) => markup`<th scope="col">${node}</th>`);
    const files = [...by(chunk, ({ file }) => file)];
    const caption = `Settings ${start + 1} to ${start + chunk.length} of ${all} in cluster ${this.frame.cluster}`;
    return markup`<div class="chunk group rows-${chunk.length + files.length}"><table>
<caption class="unseen">${caption}</caption>
<thead><tr><th scope="col" class="name">Setting</th>${heads}</tr></thead>
${files.map(
  ([file, settings]) => markup`<tbody class="group">
<tr class="file"><th scope="rowgroup" colspan="${this.frame.nodes.length + 1}"><span class="stay">${file}</span></th></tr>
${settings.map((setting) => this.row(setting, tellerOf(setting)))}
</tbody>`,
)}
</table></div>`;
  }

  private row(setting: DriftSetting, finding: Shown | null): Markup {
    const { address, file, rule, values, self, state } = setting;
    const name = address.startsWith(`${file}/`) ? address.slice(file.length + 1) : address;
    const id = this.anchors.of('setting', this.frame.many ? `${this.frame.cluster}-${address}` : address);
    // Drift has no severity; a rule of check that speaks in its stead has.
    const severity = finding?.finding.severity ?? null;
    const kind = KIND[rule];
    this.rows.add({ id, group: 'Settings', kind, file, severity, nodes: about(setting, this.frame.nodes) });
    const notes = [
      badge(severity),
      markup`<span class="kind">${self === undefined ? kind : CHANGE[self.change]}</span>`,
      state === undefined ? [] : markup`<span class="state">${STATE[state]}</span>`,
      finding === null ? [] : markup`<a href="#${finding.id}">${finding.finding.rule}</a>`,
    ].flat();
    const byNode = new Map(values.map((value) => [value.node, value]));
    const signs = signsOf(setting);
    const wide = this.frame.nodes.length <= MOST_WIDE;
    const cells = this.frame.nodes.map((node) =>
      cell(byNode.get(node) ?? { node, value: null, line: null, file }, signs.get(node) ?? null, wide),
    );
    return markup`<tr id="${id}" data-row tabindex="-1"><th scope="row" class="name"><a class="self" href="#${id}">${breakable(name)}</a><span class="notes">${notes}</span></th>${cells}</tr>`;
  }
}

type TellerOf = (setting: DriftSetting) => Shown | null;

/** The nodes that have to do something. */
function about({ odd, self }: DriftSetting, nodes: readonly string[]): readonly string[] {
  if (self !== undefined) return [self.node];
  return odd.length > 0 ? odd : nodes;
}

/** The finding of a rule that speaks of the setting. */
function told({ said, address }: DriftSetting, same: readonly Shown[], all: readonly Shown[]): Shown | null {
  if (said === undefined) return same[0] ?? null;
  const of = (list: readonly Shown[]) => list.filter(({ finding }) => finding.rule === said);
  // A rule has its own address for what it says of several settings.
  return of(same)[0] ?? of(all).find(({ finding }) => isAbout(finding.address ?? '', address)) ?? of(all)[0] ?? null;
}

function isAbout(shorter: string, address: string): boolean {
  return shorter !== '' && (address.startsWith(shorter) || shorter.startsWith(address));
}

function badge(severity: Severity | null): Markup[] {
  if (severity === null) return [];
  return [markup`<span class="badge ${severity}"><span aria-hidden="true">${SIGN[severity]}</span> ${severity}</span>`];
}

interface Sign {
  readonly look: 'odd' | 'same' | 'side';
  readonly sign: string;
  readonly text: string;
}

/** What is beside a value: more than a colour. */
function signsOf({ rule, values, odd, self }: DriftSetting): Map<string, Sign> {
  const signs = new Map<string, Sign>();
  const groups = [...by(values, ({ value }) => (value === null ? '' : `=${value}`)).values()];
  if (self !== undefined) {
    for (const { node } of values.slice(0, 1)) signs.set(node, { look: 'odd', sign: '≠', text: CHANGE[self.change] });
  } else if (rule === 'must-differ') {
    const shared = groups.filter(({ length }) => length > 1).flat();
    for (const { node } of shared) signs.set(node, { look: 'same', sign: '=', text: 'the same as another node' });
  } else if (odd.length > 0) {
    for (const node of odd) signs.set(node, { look: 'odd', sign: '≠', text: 'differs' });
  } else {
    for (const [index, group] of groups.entries()) {
      const sign = letter(index);
      for (const { node } of group) signs.set(node, { look: 'side', sign, text: `value ${sign}` });
    }
  }
  return signs;
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
}

function cell({ node, value, file, line, default: isDefault }: Value, sign: Sign | null, wide: boolean): Markup {
  const text =
    value === null
      ? markup`<em>absent</em>`
      : value === ''
        ? markup`<em>empty</em>`
        : markup`${shorten(value, LONGEST)}`;
  const from = isDefault === true ? markup` <em>(default)</em>` : null;
  const mark =
    sign === null
      ? null
      : markup`<b class="sign" aria-hidden="true">${sign.sign}</b><span class="unseen">${sign.text}: </span>`;
  // The whole path where somebody has to go and there is room for it.
  const whole = line !== null && wide && sign?.look === 'odd';
  const place = whole ? markup`<small>${breakable(`${file}:${line}`)}</small>` : null;
  // Elements of their own would make a large page slow: the style shows where the others are.
  const short = line === null || whole ? null : markup` data-line="${line}"`;
  const look = sign === null ? null : markup` class="${sign.look}"`;
  return markup`<td data-node="${node}"${short}${look}>${mark}${text}${from}${place}</td>`;
}

function filesTable(drift: DriftReport, shown: readonly Shown[], anchors: Anchors, rows: Rows): Markup | null {
  if (drift.files.length === 0) return null;
  const many = drift.clusters.length > 1;
  const lines = drift.files.map((one) => {
    const { cluster, file, missingOn, said, state } = one;
    const own = inCluster(shown, cluster).filter(({ finding }) => finding.rule === said);
    const finding = own.find(({ finding: { address } }) => address === file) ?? own[0] ?? null;
    const severity = finding?.finding.severity ?? null;
    const id = anchors.of('file', many ? `${cluster}-${file}` : file);
    rows.add({
      id,
      group: 'Files',
      kind: 'file missing',
      file,
      severity,
      nodes: nodesLacking(one),
    });
    const name = many ? `${cluster}: ${file}` : file;
    const change = fileChange(one);
    const notes = [
      badge(severity),
      change === null ? [] : markup`<span class="kind">${change}</span>`,
      state === undefined ? [] : markup`<span class="state">${STATE[state]}</span>`,
      finding === null ? [] : markup`<a href="#${finding.id}">${finding.finding.rule}</a>`,
    ].flat();
    return markup`<tr id="${id}" data-row tabindex="-1"><th scope="row"><a class="self" href="#${id}">${breakable(name)}</a>${notes.length === 0 ? null : markup`<span class="notes">${notes}</span>`}</th><td>${missingOn.join(', ')}</td></tr>`;
  });
  return markup`<div class="group">
<h3>Files that some nodes lack</h3>
<div class="scroll" role="region" aria-label="Files that some nodes lack" tabindex="0"><table>
<thead><tr><th scope="col">File</th><th scope="col">Missing on</th></tr></thead>
<tbody>${lines}</tbody></table></div>
</div>`;
}

/** Nodes of which nothing was compared. */
function aloneList(drift: DriftReport): Markup | null {
  const { alone = [], against } = drift;
  const title = aloneTitle(drift);
  if (title !== null) {
    const items = alone.map(({ cluster, node }) => markup`<li><strong>${node}</strong> of ${cluster}</li>`);
    return markup`<h3>${title}</h3>
<ul>${items}</ul>`;
  }
  if (against === undefined || against.alone.length === 0) return null;
  const items = against.alone.map(({ node, path, where }) => {
    const side = where === 'here' ? `not in ${against.with}` : `only in ${against.with}`;
    return markup`<li><strong>${node}</strong> <code>${path}</code> is ${side}</li>`;
  });
  return markup`<h3>Nodes on one side only</h3>
<ul>${items}</ul>`;
}

/** What is no drift any more. */
function goneList({ since }: DriftReport): Markup | null {
  if (since === undefined) return null;
  const items = since.gone.map(({ cluster, address, file }) => {
    const where = cluster === null ? '' : ` in cluster ${cluster}`;
    return markup`<li><code>${address}</code>${address.startsWith(file) ? '' : ` of ${file}`}${where}</li>`;
  });
  return markup`<h3>Since ${since.file}</h3>
<p>${sinceText(since)}.</p>
${items.length === 0 ? null : markup`<ul>${items}</ul>`}`;
}
