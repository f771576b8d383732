import { type Severity, severityRank } from '../config/severity.js';
import { scriptJson } from '../text/escape.js';
import { count } from '../text/message.js';
import { sha256 } from '../text/sha256.js';
import { type DriftReport, isInSync } from './drift.js';
import { driftVerdict } from './drift-text.js';
import { clustersSection, details } from './html/clusters.js';
import { findingsSection, numbered, SIGN, suppressedTable } from './html/findings.js';
import { Anchors, Markup, markup } from './html/markup.js';
import { DRIFT, driftOfNodes, driftSection, matrixWidths } from './html/matrix.js';
import { Rows } from './html/rows.js';
import { SCRIPT } from './html/script.js';
import { style } from './html/style.js';
import { type Report, templateNodes } from './report.js';
import { statesLine, suppressedLine, verdictLine } from './words.js';

/**
 * The report as one page that needs nothing but itself: it loads nothing, sends nothing, and is complete without its
 * script, which only filters.
 *
 * @param drift what differs between the nodes; null where that was not asked
 */
export function htmlReport(report: Report, drift: DriftReport | null): string {
  const anchors = new Anchors();
  // What is accepted is told with the differences.
  const left = drift === null ? report : { ...report, suppressed: [] };
  const rows = new Rows();
  // The matrix says all of it, and shows it better.
  const isRow = ({ rule }: { rule: string }) => drift !== null && rule === DRIFT;
  const shown = numbered(
    report.findings.filter((finding) => !isRow(finding)),
    anchors,
  );
  const clusters = report.clusters.length > 0 || drift === null ? report.clusters : drift.clusters;
  const told = shown.map(({ finding }) => finding);
  const overview = clustersSection(clusters, told, anchors, (cluster) =>
    drift === null ? new Map() : driftOfNodes(drift, cluster),
  );
  const findings = findingsSection(shown, report, rows);
  const differences = drift === null ? null : driftSection(drift, shown, anchors, rows);
  // What was asked for comes first; the picture of one cluster is short, that of many is not.
  const body = (
    differences !== null
      ? [differences, shown.length > 0 ? findings : null, overview]
      : clusters.length === 1
        ? [overview, findings]
        : [findings, overview]
  ).flatMap((part) => part ?? []);
  const filters = rows.filters();
  const sections = [
    drift === null ? null : link('differences', 'Differences', drift.settings.length + drift.files.length),
    drift !== null && shown.length === 0 ? null : link('findings', 'Findings', shown.length),
    overview === null ? null : link('clusters', clusters.length === 1 ? 'The cluster' : 'Clusters', null),
    left.skipped.length + left.suppressed.length === 0 ? null : link('rest', 'Left out', null),
  ].flatMap((one) => one ?? []);
  const look = style(drift === null ? [] : matrixWidths(drift));
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(look)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>wso2is-lint: ${verdict(report, drift)}</title>
<style>${new Markup(look)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
${head(report, drift)}
<nav class="contents" aria-label="Contents"><ul>${sections}</ul></nav>
</header>
<main id="main" tabindex="-1">
${filters}
<p id="none" class="muted" hidden>Nothing matches the filter.</p>
${body}
${rest(left)}
</main>
<footer>wso2is-lint ${report.tool.version}${report.shard === null ? '' : `, part ${report.shard}`}</footer>
${filters === null ? null : markup`<script type="application/json" id="data">${new Markup(scriptJson(rows.data()))}</script>`}
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

/** Nothing may be loaded, and nothing may run or look otherwise than what is written here. */
function policy(look: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${base64(sha256(look))}'`,
    `script-src 'sha256-${base64(sha256(SCRIPT))}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function base64(hexadecimal: string): string {
  return btoa(hexadecimal.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16))));
}

function verdict(report: Report, drift: DriftReport | null): string {
  return drift === null ? verdictLine(report.summary, templateNodes(report)) : driftVerdict(drift);
}

function head(report: Report, drift: DriftReport | null): Markup {
  const judged = report.summary.nodes > templateNodes(report);
  const fresh = report.findings.filter(({ state }) => state !== 'known');
  const [worst] = fresh.map(({ severity }) => severity).sort((a, b) => severityRank(b) - severityRank(a));
  // Drift has no severity: it is there, or it is not.
  const own = drift === null ? (worst ?? null) : isInSync(drift) ? null : 'warning';
  const look: Severity | 'ok' = own ?? (judged ? 'ok' : 'warning');
  const more =
    drift === null
      ? [
          statesLine(report.findings),
          report.suppressed.length === 0 ? '' : suppressedLine(report.suppressed),
          report.summary.fixable === 0 ? '' : `${count(report.summary.fixable, 'finding')} can be fixed`,
        ].filter((part) => part !== '')
      : [];
  return markup`<div class="top">
<h1>wso2is-lint ${drift === null ? 'report' : 'drift report'}</h1>
<form class="theme" hidden><label for="theme">Colours</label><select id="theme" autocomplete="off"><option value="">as the system</option><option value="light">light</option><option value="dark">dark</option></select></form>
</div>
<p class="verdict"><span class="mark ${look}" aria-hidden="true">${look === 'ok' ? '✓' : SIGN[look]}</span><span>${verdict(report, drift)}</span></p>
${more.length === 0 ? null : markup`<p class="more">${more.join(' · ')}</p>`}`;
}

function link(id: string, title: string, number: number | null): Markup {
  return markup`<li><a href="#${id}">${title}</a>${number === null ? null : markup` <span>${number}</span>`}</li>`;
}

/** What is not in the verdict. */
function rest({ suppressed, skipped }: Report): Markup | null {
  if (suppressed.length + skipped.length === 0) return null;
  const files = skipped.map(
    ({ file, reason }) => markup`<tr><th scope="row"><code>${file}</code></th><td>${reason}</td></tr>`,
  );
  const parts = [
    suppressed.length === 0 ? [] : details(suppressedLine(suppressed), false, suppressedTable(suppressed)),
    files.length === 0
      ? []
      : details(
          `${count(files.length, 'file')} not read`,
          false,
          markup`<div class="scroll" role="region" aria-label="Files that were not read" tabindex="0"><table>
<thead><tr><th scope="col">File</th><th scope="col">Why</th></tr></thead>
<tbody>${files}</tbody></table></div>`,
        ),
  ].flat();
  return markup`<section id="rest" aria-labelledby="rest-title">
<h2 id="rest-title">Left out</h2>
${parts}
</section>`;
}
