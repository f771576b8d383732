import { inert, terminal, xmlAttribute, xmlText } from '../text/escape.js';
import type { Report, ReportFinding, SuppressedFinding } from './report.js';
import { findingLines, location } from './words.js';

/** One test case: `child` is what is inside it, '' where it simply passes. */
interface Case {
  readonly kind: 'passed' | 'failed' | 'skipped';
  readonly name: string;
  readonly child: string;
}

interface Suite {
  readonly name: string;
  readonly cases: Case[];
}

/**
 * JUnit XML, what the readers of Jenkins, GitLab and GitHub have in common: a suite a node, a case a finding. Errors and
 * warnings fail, infos pass; what the base has already, what is suppressed and what was not read is skipped. A node
 * without findings is one case that passes, for a report of no case at all counts as a failure.
 */
export function junitReport(report: Report): string {
  const suites = new Map<string, Suite>();
  const suite = (name: string): Suite => {
    const known = suites.get(name) ?? { name, cases: [] };
    suites.set(name, known);
    return known;
  };
  for (const { name, nodes } of report.clusters) for (const node of nodes) suite(nameOf(name, node.name));
  for (const finding of report.findings) suite(nameOf(finding.cluster, finding.node)).cases.push(caseOf(finding));
  for (const finding of report.suppressed) suite(nameOf(finding.cluster, finding.node)).cases.push(suppressed(finding));
  for (const { cases } of suites.values()) {
    if (cases.length === 0) cases.push({ kind: 'passed', name: 'no findings', child: '' });
  }
  for (const { file, reason } of report.skipped) {
    suite('files that were not read').cases.push({ kind: 'skipped', name: inert(file), child: skipped(inert(reason)) });
  }
  const all = [...suites.values()];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="wso2is-lint" ${numbers(all.flatMap(({ cases }) => cases))}>`,
    ...all.flatMap(lines),
    '</testsuites>',
    '',
  ].join('\n');
}

function nameOf(cluster: string | null, node: string | null): string {
  return [cluster, node].filter((part) => part !== null).join('/') || 'configuration';
}

/** Line numbers stay out of the name: it is how test histories know a case again. */
function caseName(finding: ReportFinding): string {
  return inert([finding.rule, finding.address ?? finding.file, finding.key].join(' '));
}

function caseOf(finding: ReportFinding): Case {
  const name = caseName(finding);
  const text = body(finding);
  if (finding.state === 'known') return { kind: 'skipped', name, child: skipped('known: the base has it too') };
  if (finding.severity === 'info') {
    return { kind: 'passed', name, child: `<system-out>${xmlText(text)}</system-out>` };
  }
  const message = xmlAttribute(inert(finding.message));
  const child = `<failure type="${finding.severity}" message="${message}">${xmlText(text)}</failure>`;
  return { kind: 'failed', name, child };
}

function suppressed(finding: SuppressedFinding): Case {
  const { reason, kind } = finding.suppression;
  const why =
    reason === null ? `suppressed: ${kind === 'baseline' ? 'in the baseline' : kind}` : `suppressed: ${inert(reason)}`;
  return { kind: 'skipped', name: caseName(finding), child: skipped(why) };
}

/** Its reason is text and no attribute: the older readers know none. */
function skipped(reason: string): string {
  return `<skipped>${xmlText(reason)}</skipped>`;
}

/** Every line begins with a word of ours: none can be a command in a log. */
function body(finding: ReportFinding): string {
  const [message = '', ...places] = findingLines(finding);
  return [
    `${finding.severity}: ${message}`,
    `at ${inert(location(finding))}`,
    ...places.map((place) => `see ${place}`),
    ...(finding.fix === null ? [] : [`fix (${finding.fix.safety}): ${inert(finding.fix.title)}`]),
    `rule ${terminal(finding.docs)}`,
  ].join('\n');
}

function numbers(cases: readonly Case[]): string {
  const failures = cases.filter(({ kind }) => kind === 'failed').length;
  return `tests="${cases.length}" failures="${failures}" errors="0" time="0"`;
}

function lines({ name, cases }: Suite): string[] {
  const shown = xmlAttribute(inert(name));
  const left = cases.filter(({ kind }) => kind === 'skipped').length;
  return [
    `  <testsuite name="${shown}" ${numbers(cases)} skipped="${left}">`,
    ...cases.map(({ name: title, child }) => {
      const start = `    <testcase classname="${shown}" name="${xmlAttribute(title)}" time="0"`;
      return child === '' ? `${start}/>` : `${start}>${child}</testcase>`;
    }),
    '  </testsuite>',
  ];
}
