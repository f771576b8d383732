import { type Severity, severityRank } from '../../config/severity.js';
import { linkTarget } from '../../text/escape.js';
import type { Report, ReportCluster, ReportFinding, ReportPlace, SuppressedFinding } from '../report.js';
import { location } from '../words.js';
import { type Anchors, type Markup, markup } from './markup.js';
import type { Rows } from './rows.js';

export const SIGN: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', info: 'i' };

/** A finding and where the page shows it. */
export interface Shown {
  readonly finding: ReportFinding;
  readonly id: string;
}

/** Findings, the worst first, with the name a link to each has: that of its key, which stays what it is. */
export function numbered(findings: readonly ReportFinding[], anchors: Anchors): Shown[] {
  return findings
    .toSorted((a, b) => weight(b) - weight(a))
    .map((finding) => ({ finding, id: anchors.of('finding', finding.key) }));
}

function weight({ severity, state }: ReportFinding): number {
  return severityRank(severity) - (state === 'known' ? 10 : 0);
}

/** The list of findings. */
export function findingsSection(shown: readonly Shown[], report: Report, rows: Rows): Markup {
  const clusters = new Map(report.clusters.map((cluster) => [cluster.name, cluster]));
  const body =
    shown.length === 0
      ? markup`<p class="muted">No findings.</p>`
      : shown.map(({ finding, id }) => {
          const cluster = clusters.get(finding.cluster ?? '') ?? null;
          const nodes = [finding.node ?? [], ...finding.related.map(({ node }) => node)].flat();
          const file = within(finding, cluster);
          const row = { id, group: 'Findings', kind: finding.rule, file, severity: finding.severity, nodes } as const;
          rows.add({ ...row, nodes: [...new Set(nodes)].filter((node) => node !== '') });
          return article(finding, id, cluster, clusters.size > 1);
        });
  return markup`<section id="findings" aria-labelledby="findings-title" class="group">
<h2 id="findings-title">Findings</h2>
${body}
</section>`;
}

function article(finding: ReportFinding, id: string, cluster: ReportCluster | null, many: boolean): Markup {
  const { severity, state, rule, fix, noFix, related, node, address } = finding;
  const where = [many && finding.cluster !== null ? `cluster ${finding.cluster}` : '', node ?? ''];
  const owner = where.filter((part) => part !== '').join(', ');
  return markup`<article id="${id}" class="finding ${severity}" data-row tabindex="-1">
<h3><span class="badge ${severity}"><span aria-hidden="true">${SIGN[severity]}</span> ${severity}</span> ${owner === '' ? null : markup`<span class="owner">${owner}</span> `}<span class="rule">${linked(finding.docs, rule)}</span>${state === null ? null : markup` <span class="state">${state}</span>`} <a class="self" href="#${id}" aria-label="Link to this finding">#</a></h3>
<p class="message">${finding.message}</p>
<p class="place"><code>${location(finding)}</code>${address === null ? null : markup` <span class="muted">${address}</span>`}</p>
${related.length === 0 ? null : markup`<ul class="related">${related.map((place) => relatedItem(place, cluster))}</ul>`}
${fix === null ? null : markup`<p class="fix"><strong>Can be fixed</strong> (${fix.safety}): ${fix.title}</p>`}${
  noFix === null ? null : markup`<p class="fix muted">No automatic fix: ${noFix}</p>`
}
</article>`;
}

function relatedItem(place: ReportFinding['related'][number], cluster: ReportCluster | null): Markup {
  const known = cluster?.nodes.some(({ name }) => name === place.node) === true;
  const node = known && !place.message.includes(place.node) ? `${place.node}: ` : '';
  return markup`<li>${node}${place.message} <code>${location(place)}</code></li>`;
}

function linked(docs: string, text: string): Markup {
  const target = linkTarget(docs);
  return target === null
    ? markup`<code>${text}</code>`
    : markup`<a href="${target}" rel="noreferrer"><code>${text}</code></a>`;
}

/** The file as its peers have it: below the folder of the node. */
function within({ file, node }: Pick<ReportPlace, 'file' | 'node'>, cluster: ReportCluster | null): string {
  const of = cluster?.nodes.find(({ name }) => name === node);
  for (const root of [of?.path, of?.home]) {
    if (root !== undefined && file.startsWith(`${root}/`)) return file.slice(root.length + 1);
  }
  return file;
}

const BY: Readonly<Record<SuppressedFinding['suppression']['kind'], string>> = {
  config: 'the configuration',
  inline: 'a comment',
  baseline: 'the baseline',
};

/** What something took out of the verdict, and why. */
export function suppressedTable(suppressed: readonly SuppressedFinding[]): Markup {
  const lines = suppressed.map(({ suppression: { kind, reason, until }, ...finding }) => {
    const why = reason === null ? `by ${BY[kind]}` : `by ${BY[kind]}: ${reason}`;
    return markup`<tr><th scope="row"><code>${finding.rule}</code></th><td><code>${location(finding)}</code></td><td>${finding.message}</td><td>${why}</td><td>${until ?? ''}</td></tr>`;
  });
  return markup`<div class="scroll" role="region" aria-label="Suppressed findings" tabindex="0"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Where</th><th scope="col">What</th><th scope="col">Suppressed</th><th scope="col">Until</th></tr></thead>
<tbody>${lines}</tbody></table></div>`;
}
