import type { Finding, LintResult, Place, RelatedFindingPlace } from '../lint/finding.js';
import { versionText } from '../server/facts.js';
import type { NodeModel } from '../server/model.js';
import { jsonText } from '../text/escape.js';

/** `check --format json`, version 1 (schema/report.schema.json): fields are only ever added. */
export function jsonReport(result: LintResult): string {
  const report = {
    version: 1,
    tool: { version: result.toolVersion },
    clusters: result.clusters.map(({ name, nodes }) => ({ name, nodes: nodes.map(jsonNode) })),
    findings: result.findings.map(jsonFinding),
    suppressed: result.suppressed.map(jsonFinding),
    skipped: result.skipped.map(({ file, reason }) => ({ file, reason })),
    summary: result.summary,
  };
  return jsonText(report);
}

/** A node as every JSON output names it. `files` are paths relative to the working directory. */
export function jsonNode(node: NodeModel) {
  return {
    name: node.name,
    path: node.path,
    home: node.home,
    era: node.era,
    product: node.product,
    productVersion: versionText(node),
    files: [...new Set(node.files.map(({ path }) => path))],
  };
}

function jsonFinding(finding: Finding) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    cluster: finding.cluster,
    node: finding.node,
    message: finding.message,
    ...jsonPlace(finding),
    address: finding.address,
    related: finding.related.map(jsonRelated),
    fix: finding.fix === null ? null : { title: finding.fix.title, safety: finding.fix.safety },
    noFix: finding.noFix,
    key: finding.key,
    state: finding.state,
    docs: finding.docs,
  };
}

function jsonPlace({ file, line, column, endLine, endColumn }: Place) {
  return { file, line, column, endLine, endColumn };
}

function jsonRelated({ node, file, line, column, message }: RelatedFindingPlace) {
  return { node, file, line, column, message };
}
