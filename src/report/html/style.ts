import { CHUNK } from './matrix.js';

type Palette = Readonly<Record<string, string>>;

const LIGHT: Palette = {
  ground: '#f7f8f9',
  surface: '#ffffff',
  raised: '#f1f3f5',
  text: '#1c2127',
  muted: '#57606a',
  line: '#d9dee4',
  accent: '#1b5aa6',
  error: '#b3261e',
  'error-ground': '#fdeeec',
  warning: '#815200',
  'warning-ground': '#fdf4dd',
  info: '#1b5aa6',
  'info-ground': '#e9f1fb',
  ok: '#1c6b3c',
  'ok-ground': '#e6f4ea',
};

const DARK: Palette = {
  ground: '#13161a',
  surface: '#1a1e24',
  raised: '#22272e',
  text: '#e4e7eb',
  muted: '#a3adb8',
  line: '#333a43',
  accent: '#82b4f2',
  error: '#ff9d94',
  'error-ground': '#3a1e1c',
  warning: '#e8c06e',
  'warning-ground': '#352a11',
  info: '#90bef6',
  'info-ground': '#18293d',
  ok: '#82d39d',
  'ok-ground': '#17301f',
};

/**
 * The style of a page.
 *
 * @param widths how many nodes the matrices of the page have
 */
export function style(widths: readonly number[]): string {
  const rows = Array.from({ length: 2 * CHUNK }, (_, index) => index + 1);
  return [
    `:root { color-scheme: light; ${variables(LIGHT)} }`,
    `@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${variables(DARK)} } }`,
    `:root[data-theme="dark"] { color-scheme: dark; ${variables(DARK)} }`,
    MAIN.trim(),
    // Rough heights: the browser keeps the true ones once it has seen them.
    ...[...new Set(widths)].map((nodes) => `.nodes-${nodes} { --nodes: ${nodes}; }`),
    ...rows.map((number) => `.rows-${number} { --rows: ${number}; }`),
    NARROW.trim(),
    `@media print { :root, :root[data-theme] { color-scheme: light; ${variables(LIGHT)} } }`,
    PRINT.trim(),
    '',
  ].join('\n');
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
}

const MAIN = `
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; }
main { padding-bottom: 2rem; }
footer { padding-top: 1rem; padding-bottom: 2rem; color: var(--muted); font-size: .875rem; }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: .875rem; font-weight: 600; color: var(--muted); letter-spacing: .01em; }
h2 { font-size: 1.25rem; font-weight: 650; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; font-weight: 600; }
div.group > h3, #differences > h3 { margin-top: 1.25rem; }
p { margin: .5rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
code { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
:target { outline: 2px solid var(--accent); outline-offset: 1px; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; z-index: 3; }
.skip:focus { top: .5rem; }
.muted { color: var(--muted); }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1.5rem; align-items: center; }
.theme { display: flex; align-items: center; gap: .5rem; font-size: .875rem; color: var(--muted); margin: 0; }
.verdict { display: flex; gap: .75rem; align-items: baseline; margin: .75rem 0 0; font-size: 1.5rem; font-weight: 650; line-height: 1.3; text-wrap: balance; }
.verdict .mark { flex: none; width: 2rem; height: 2rem; line-height: 2rem; text-align: center; border-radius: 50%; font-size: 1.125rem; }
.mark.error, .badge.error { background: var(--error-ground); color: var(--error); }
.mark.warning, .badge.warning { background: var(--warning-ground); color: var(--warning); }
.mark.info, .badge.info { background: var(--info-ground); color: var(--info); }
.mark.ok { background: var(--ok-ground); color: var(--ok); }
.more { margin: .25rem 0 0 2.75rem; color: var(--muted); }
.contents { margin-top: 1.25rem; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.contents ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; margin: 0; padding: .25rem 0; }
.contents a { display: inline-block; padding: .375rem 0; text-decoration: none; }
.contents a:hover { text-decoration: underline; }
.contents span { color: var(--muted); }
.filters { display: grid; grid-template-columns: minmax(12rem, 2fr) repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; align-items: end; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem 1rem; margin-top: 1.5rem; }
.field { margin: 0; min-width: 0; }
label { display: block; font-size: .8125rem; color: var(--muted); margin-bottom: .125rem; }
.theme label { margin: 0; }
input, select, .button { font: inherit; font-size: .9375rem; color: var(--text); background: var(--surface); border: 1px solid var(--muted); border-radius: 6px; padding: .375rem .5rem; min-height: 2.375rem; width: 100%; }
.theme select { width: auto; min-height: 2rem; padding: .125rem .375rem; font-size: .875rem; }
.button { cursor: pointer; }
.button:hover { background: var(--raised); }
.count { grid-column: 1 / -1; margin: 0; font-size: .875rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.finding { position: relative; background: var(--surface); border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: 0 0 .625rem; content-visibility: auto; contain-intrinsic-height: auto 9rem; }
.finding.error { border-left-color: var(--error); }
.finding.warning { border-left-color: var(--warning); }
.finding.info { border-left-color: var(--info); }
.finding h3 { padding-right: 1.5rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; font-size: .9375rem; }
.finding h3 .rule { font-weight: 400; }
.finding p { max-width: 75ch; overflow-wrap: anywhere; }
.finding .place { margin: .25rem 0; font-size: .9375rem; max-width: none; }
.finding .fix { font-size: .9375rem; margin-bottom: 0; }
.related { margin: .25rem 0; padding-left: 1.25rem; font-size: .9375rem; color: var(--muted); overflow-wrap: anywhere; }
.badge { display: inline-block; font-size: .8125rem; font-weight: 600; line-height: 1.5; padding: 0 .5rem; border-radius: 4px; white-space: nowrap; }
.state { font-size: .8125rem; font-weight: 400; color: var(--muted); border: 1px solid var(--line); border-radius: 4px; padding: 0 .375rem; }
.finding .self { position: absolute; top: .625rem; right: .625rem; padding: 0 .375rem; text-decoration: none; color: var(--muted); font-weight: 400; }
.scroll { position: relative; overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; margin: .75rem 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { font-weight: 600; }
td.long { min-width: 16rem; }
.scroll th[scope=row] { position: sticky; left: 0; z-index: 1; min-width: 5.5rem; background: var(--surface); }
td { min-width: 6rem; font-variant-numeric: tabular-nums; }
thead th { color: var(--muted); background: var(--raised); font-size: .8125rem; white-space: nowrap; }
tbody:last-child > tr:last-child > * { border-bottom: 0; }
.matrix { overflow-y: hidden; }
.chunk { content-visibility: auto; contain-intrinsic-height: auto calc(2.5rem + var(--rows) * 3.6rem); min-width: calc(18rem + var(--nodes) * 9rem); }
.chunk + .chunk { border-top: 1px solid var(--line); }
.matrix table { table-layout: fixed; }
.matrix th, .matrix td { overflow-wrap: anywhere; }
.matrix .name { position: sticky; left: 0; z-index: 1; width: 18rem; background: var(--surface); border-right: 1px solid var(--line); }
.matrix thead .name { background: var(--raised); }
.matrix thead th { white-space: normal; }
.matrix .file th { background: var(--ground); padding-top: .625rem; }
.matrix .stay { position: sticky; left: .75rem; }
.matrix th .self { color: inherit; text-decoration: none; font: .8125rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-weight: 600; }
.matrix th .self:hover { text-decoration: underline; }
.notes { display: flex; flex-wrap: wrap; gap: .125rem .5rem; margin-top: .125rem; font-size: .8125rem; font-weight: 400; }
.kind { color: var(--muted); }
td small, td[data-line]::after { display: block; color: var(--muted); font-size: .75rem; }
td[data-line]::after { content: "line " attr(data-line); }
td em { color: var(--muted); }
td.odd { background: var(--error-ground); color: var(--error); box-shadow: inset 3px 0 var(--error); font-weight: 600; }
td.odd small, td.odd em { color: inherit; font-weight: 400; }
td.same, td.side { background: var(--warning-ground); box-shadow: inset 3px 0 var(--warning); }
td.odd::after, td.same::after, td.side::after, td.same em, td.side em { color: inherit; }
.sign { display: inline-block; min-width: 1.25em; margin-right: .25rem; text-align: center; }
td.side .sign { border: 1px solid var(--warning); border-radius: 3px; color: var(--warning); font-size: .75rem; line-height: 1.35; }
table code { overflow-wrap: break-word; }
.cluster + .cluster { margin-top: 2rem; padding-top: 2rem; border-top: 1px solid var(--line); }
details { margin: .75rem 0; }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0; overflow-wrap: anywhere; }
details > .scroll { margin: .375rem 0; }
details > h3 { margin: .375rem 0 0 1.125rem; font-size: .9375rem; }
details > ul { margin: .25rem 0 .5rem; }
.legend { margin: .25rem 0; padding: 0; list-style: none; font-size: .875rem; color: var(--muted); overflow-wrap: anywhere; }
.picture { padding: 1.25rem; }
svg { display: block; font: 12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
svg text { fill: var(--text); }
svg .domain, svg .text, svg .label { fill: var(--muted); }
svg .domain { font-size: 12px; font-weight: 600; }
svg .title { font-weight: 650; font-size: 13.5px; }
svg .frame { fill: var(--ground); stroke: var(--line); }
svg .node { fill: var(--surface); stroke: var(--line); stroke-width: 1.25; }
svg .node.error { stroke: var(--error); fill: var(--error-ground); }
svg .node.warning { stroke: var(--warning); fill: var(--warning-ground); }
svg .node.info { stroke: var(--info); }
svg .node.template { stroke-dasharray: 4 3; }
svg .edge.error { fill: var(--error); }
svg .edge.warning { fill: var(--warning); }
svg .edge.info { fill: var(--info); }
svg .text.error, svg .text.warning { fill: var(--text); }
svg .database { fill: var(--raised); stroke: var(--muted); stroke-width: 1.25; }
svg .rim { fill: none; }
svg .missing { fill: var(--error-ground); stroke: var(--error); stroke-dasharray: 4 3; }
svg .lane { fill: none; stroke: var(--muted); stroke-width: 1.5; }
svg .lane.error { stroke: var(--error); stroke-dasharray: 4 3; }
svg .link { fill: none; stroke: var(--muted); stroke-width: 1.25; }
svg .link.mount { stroke-width: 2.5; }
svg .link.error { stroke: var(--error); stroke-dasharray: 5 3; }
svg .link.warning { stroke: var(--warning); }
svg .link.info { stroke: var(--info); }
svg .tip { fill: var(--muted); }
svg .tip.error { fill: var(--error); }
svg .tip.warning { fill: var(--warning); }
svg .tip.info { fill: var(--info); }
svg .label.error { fill: var(--error); font-weight: 600; }
svg .label.warning { fill: var(--warning); font-weight: 600; }
.tree { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem .75rem; overflow-wrap: anywhere; font-size: .9375rem; }
.tree ul { list-style: none; margin: 0; padding-left: .375rem; }
.tree li { position: relative; padding: .125rem 0 .125rem 1.25rem; border-left: 1px solid var(--line); }
.tree li:last-child { border-left-color: transparent; }
.tree li::before { content: ""; position: absolute; left: -1px; top: 0; width: .875rem; height: .9rem; border-left: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.tree li ul { padding-left: .25rem; }
.mount { color: var(--accent); }
.mount.broken { color: var(--error); font-weight: 600; }
@media (forced-colors: active) { td.odd, td.same, td.side { border: 2px solid; } }
`;

/** On a phone a setting is a card. */
const NARROW = `
@media (max-width: 44rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.25rem; }
  .verdict { font-size: 1.25rem; }
  .filters { grid-template-columns: 1fr 1fr; }
  .filters .wide { grid-column: 1 / -1; }
  .finding { padding: .75rem; }
  .matrix { background: none; border: 0; border-radius: 0; overflow: visible; }
  .matrix .chunk { min-width: 0; border: 0; contain-intrinsic-height: auto calc(var(--rows) * (5rem + var(--nodes) * 2.75rem)); }
  .matrix table, .matrix tbody, .matrix tr, .matrix th, .matrix td { display: block; }
  .matrix thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .matrix .file th { background: none; border: 0; padding: .75rem 0 .375rem; }
  .matrix tr[data-row] { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; margin-bottom: .625rem; }
  .scroll.matrix .name { position: static; width: auto; border-right: 0; background: var(--raised); }
  .matrix td { position: relative; padding-left: 36%; min-height: 2.5rem; }
  .matrix td::before { content: attr(data-node); position: absolute; left: .75rem; width: calc(36% - 1.25rem); color: var(--muted); font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .matrix tbody > tr > td { border-bottom: 1px solid var(--line); }
  .matrix tbody > tr > td:last-child { border-bottom: 0; }
  .matrix tbody > tr > .name { border-bottom: 1px solid var(--line); }
  .scroll:not(.matrix) th[scope=row] { max-width: 45vw; }
}
`;

const PRINT = `
@media print {
  html { font-size: 10pt; }
  body { background: none; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .filters, .contents, .theme, .skip, .finding .self { display: none !important; }
  .finding, .chunk { content-visibility: visible; }
  .finding, tr, svg { break-inside: avoid; }
  h2, h3, thead { break-after: avoid; }
  .scroll { overflow: visible; border-radius: 0; }
  .matrix .chunk { min-width: 0; }
  table { font-size: 8pt; }
  th, td, td.long, .scroll th[scope=row] { min-width: 0; padding: .25rem .5rem; overflow-wrap: anywhere; }
  .scroll th[scope=row], .matrix .name { position: static; }
  .matrix .name { width: 24%; }
  svg { max-width: 100%; height: auto; }
  details:not([open])::details-content { content-visibility: visible; display: block; }
  * { print-color-adjust: exact; }
}
`;
