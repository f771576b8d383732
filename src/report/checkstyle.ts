import { terminal, xmlAttribute } from '../text/escape.js';
import type { Report, ReportFinding } from './report.js';
import { findingLines } from './words.js';

/** Checkstyle XML: a file element a file, an error element a finding, whatever its severity. */
export function checkstyleReport(report: Report): string {
  const files = new Map<string, ReportFinding[]>();
  for (const finding of report.findings) {
    const known = files.get(finding.file);
    if (known === undefined) files.set(finding.file, [finding]);
    else known.push(finding);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<checkstyle version="4.3">',
    ...[...files].flatMap(([file, findings]) => [
      // The readers match it with paths of the repository.
      `  <file name="${xmlAttribute(file)}">`,
      ...findings.map((finding) => `    ${element(finding)}`),
      '  </file>',
    ]),
    '</checkstyle>',
    '',
  ].join('\n');
}

/** The line is required: 1 stands for the whole file. */
function element(finding: ReportFinding): string {
  const attributes: [string, string | number | null][] = [
    ['line', finding.line ?? 1],
    ['column', finding.column],
    ['severity', finding.severity],
    ['message', findingLines(finding).join(' · ')],
    ['source', `wso2is-lint.${terminal(finding.rule)}`],
  ];
  const given = attributes.filter(([, value]) => value !== null);
  return `<error ${given.map(([name, value]) => `${name}="${xmlAttribute(String(value))}"`).join(' ')}/>`;
}
