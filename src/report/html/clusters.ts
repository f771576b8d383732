import { list } from '../../text/message.js';
import type { ReportCluster, ReportFinding, ReportNode } from '../report.js';
import { cellText, signsOf } from '../roles.js';
import { databaseNotes } from '../sections.js';
import { productText, replicasText } from '../words.js';
import { type Anchors, type Markup, markup } from './markup.js';
import { svgPicture } from './picture.js';

/** Every cluster: picture, nodes, who shares what, the trees of the registry. `notesOf`: a line for some of its nodes. */
export function clustersSection(
  clusters: readonly ReportCluster[],
  findings: readonly ReportFinding[],
  anchors: Anchors,
  notesOf: (cluster: string) => ReadonlyMap<string, string>,
): Markup | null {
  if (clusters.length === 0) return null;
  const parts = clusters.map((cluster) => {
    const id = anchors.of('cluster', cluster.name);
    const own = findings.filter((finding) => finding.cluster === cluster.name);
    return markup`<section id="${id}" class="cluster" aria-labelledby="${id}-head">
<h3 id="${id}-head">Cluster ${cluster.name}${cluster.guessed ? ' (guessed)' : ''}</h3>
${svgPicture(cluster, own, id, notesOf(cluster.name))}
${nodesTable(cluster)}
${rolesTable(cluster)}
${registries(cluster)}
</section>`;
  });
  return markup`<section id="clusters" aria-labelledby="clusters-title">
<h2 id="clusters-title">${clusters.length === 1 ? 'The cluster' : 'Clusters'}</h2>
${parts}
</section>`;
}

function nodesTable({ name, nodes }: ReportCluster): Markup {
  const rows = nodes.map((node) => {
    const ports = node.ports.map(({ name: of, port }) => `${of} ${port}`).join(', ');
    const facts = [productText(node), replicasText(node), node.template ? 'template: not judged' : ''];
    return markup`<tr><th scope="row">${node.name}</th><td>${facts.filter((fact) => fact !== '').join(', ')}</td><td>${node.host ?? 'not told'}</td><td class="long">${ports}</td><td>${clusteringText(node)}</td><td><code>${node.path}</code></td></tr>`;
  });
  const heads = ['Node', 'Product', 'Host', 'Ports', 'Clustering', 'Configuration'];
  return details(`Nodes (${nodes.length})`, nodes.length <= 12, table(`Nodes of cluster ${name}`, heads, rows));
}

function clusteringText({ clustering }: ReportNode): string {
  if (clustering === null) return 'not told';
  if (clustering.enabled === false) return 'off';
  return [clustering.domain ?? 'domain unknown', clustering.scheme ?? 'scheme unknown'].join(', ');
}

function rolesTable({ name, roles }: ReportCluster): Markup | null {
  if (roles === null) return null;
  const cellOf = (cell: (typeof roles.rows)[number]['cells'][number]) =>
    markup`<td${cell.mark === '✗' ? markup` class="odd"` : null}>${cellText(cell)}</td>`;
  const rows = roles.nodes.map((node, index) => {
    const cells = roles.rows.map(({ cells: all }) => cellOf(all[index] ?? { mark: '?', name: null, path: null }));
    return markup`<tr><th scope="row">${node}</th>${cells}</tr>`;
  });
  const notes = [
    ...databaseNotes(roles),
    ...roles.maybe.map((marks) => `${list(marks)} may be the same database: the files do not tell`),
    ...signsOf(roles),
  ].map((note) => markup`<li>${note}</li>`);
  const heads = ['Node', ...roles.rows.map(({ role }) => role)];
  return details(
    'Who shares what',
    true,
    markup`${table(`Who shares what in cluster ${name}`, heads, rows)}
<p class="muted">The same letter is the same database.</p>
<ul class="legend">${notes}</ul>`,
  );
}

function table(label: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

export function details(title: string, open: boolean, body: Markup): Markup {
  return markup`<details${open ? markup` open` : null}><summary>${title}</summary>
${body}
</details>`;
}

/** One tree for all nodes that have the same. */
function registries({ nodes }: ReportCluster): Markup[] {
  const groups = new Map<string, { tree: readonly string[]; names: string[] }>();
  for (const { name, registry } of nodes) {
    if (registry === null) continue;
    const key = JSON.stringify(registry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { tree: registry, names: [name] });
    else group.names.push(name);
  }
  return [...groups.values()].map(({ tree, names }) => {
    const [root = '', ...lines] = tree;
    const body = markup`<p class="root"><code>${root}</code></p>${branches(lines.map(branch))}`;
    return details(`Registry of ${list(names)}`, groups.size <= 4, markup`<div class="tree">${body}</div>`);
  });
}

interface Branch {
  readonly depth: number;
  readonly name: string;
  /** Where a mount leads. */
  readonly link: string | null;
}

const INDENT = 3;

/** A line of the tree as the terminal shows it: `│  ├─ name ↗ where it leads`. */
function branch(line: string): Branch {
  const [, indent = '', rest = line] = /^((?:│ {2}| {3})*)(?:├─|└─) ([\s\S]*)$/.exec(line) ?? [];
  const at = rest.indexOf(' ↗ ');
  return {
    depth: indent.length / INDENT,
    name: at < 0 ? rest : rest.slice(0, at),
    link: at < 0 ? null : rest.slice(at + 3),
  };
}

function branches(all: readonly Branch[], depth = 0): Markup | null {
  if (all.length === 0) return null;
  const items: Markup[] = [];
  for (let index = 0; index < all.length; ) {
    const one = all[index];
    if (one === undefined) break;
    let end = index + 1;
    while (end < all.length && (all[end]?.depth ?? 0) > depth) end += 1;
    items.push(markup`<li>${item(one)}${branches(all.slice(index + 1, end), depth + 1)}</li>`);
    index = end;
  }
  return markup`<ul>${items}</ul>`;
}

function item({ name, link }: Branch): Markup {
  if (link === null) return markup`<code>${name}</code>`;
  const broken = link.includes(' nowhere: ');
  const sign = broken ? '✗' : '↗';
  return markup`<code>${name}</code> <span class="mount${broken ? ' broken' : ''}"><span aria-hidden="true">${sign}</span><span class="unseen">${broken ? 'broken link to' : 'link to'}</span> ${link}</span>`;
}
