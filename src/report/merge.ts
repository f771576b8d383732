import * as v from 'valibot';
import { docsUrl, summarize } from '../lint/engine.js';
import { type Report, reportSchema } from './report.js';

/** A report as it comes from anybody, and what it is called in messages. */
export interface Part {
  readonly name: string;
  readonly text: string;
}

export interface Merged {
  readonly report: Report;
  /** Sentences about what is not in it: a part that is missing or cannot be read. Empty when it is whole. */
  readonly missing: readonly string[];
}

const MOST_NAMED = 8;
const SHARD = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/;

/**
 * One report out of many: the parts of a fleet, or those of several jobs. Whatever a part says is anybody's word: its
 * shape is checked, links are made anew, and what it leaves out is told.
 */
export function mergeReports(parts: readonly Part[]): Merged {
  const missing: string[] = [];
  const texts = new Set<string>();
  const reports = parts.flatMap(({ name, text }) => {
    const read = parse(text);
    if (typeof read === 'string') {
      missing.push(`${name} is no report of wso2is-lint: ${read}`);
      return [];
    }
    // The same report by two paths counts once.
    const isTwice = texts.has(text);
    texts.add(text);
    return isTwice ? [] : [read];
  });
  missing.push(...missingShards(reports));
  const distinct = withDistinctNames(reports);
  const findings = onceEach(distinct.flatMap((report) => report.findings));
  const suppressed = distinct.flatMap((report) => report.suppressed);
  const clusters = distinct.flatMap((report) => report.clusters);
  const report: Report = {
    version: 1,
    tool: { version: reports[0]?.tool.version ?? '' },
    shard: null,
    clusters,
    findings: findings.map((finding) => ({ ...finding, docs: docsUrl(finding.rule) })),
    suppressed: suppressed.map((finding) => ({ ...finding, docs: docsUrl(finding.rule) })),
    skipped: unique(distinct.flatMap((report) => report.skipped)),
    summary: summarize(findings, suppressed, clusters),
  };
  return { report, missing };
}

/** The report, or why it is none. */
function parse(text: string): Report | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const { success, output, issues } = v.safeParse(reportSchema, json);
  if (success) return output;
  const [issue] = issues;
  const path = (issue?.path ?? []).map(({ key }) => String(key)).join('.');
  return `${path === '' ? 'it' : `"${path}"`} is not what version 1 has there`;
}

/** Parts of one division say how many there are. */
function missingShards(reports: readonly Report[]): string[] {
  const divisions = new Map<string, Set<number>>();
  const twice = new Set<string>();
  for (const { shard } of reports) {
    const [, index = '', count = ''] = SHARD.exec(shard ?? '') ?? [];
    if (count === '') continue;
    const found = divisions.get(count) ?? new Set<number>();
    if (found.has(Number(index))) twice.add(`${index}/${count}`);
    divisions.set(count, found.add(Number(index)));
  }
  const mixed = [...divisions.keys()].join(' and of ');
  const wrong = [...twice].map((part) => `two different reports say that they are part ${part}`);
  if (divisions.size > 1) wrong.push(`parts of several plans are mixed: of ${mixed}`);
  return [...wrong, ...lostParts(divisions)];
}

function lostParts(divisions: ReadonlyMap<string, ReadonlySet<number>>): string[] {
  return [...divisions].flatMap(([count, found]) => {
    const lost = Array.from({ length: Number(count) }, (_, index) => index + 1).filter((index) => !found.has(index));
    if (lost.length > MOST_NAMED) return [`the reports of ${lost.length} of ${count} parts are missing`];
    return lost.map((index) => `the report of part ${index}/${count} is missing`);
  });
}

/** Two jobs may each have a cluster of one name. */
function withDistinctNames(reports: readonly Report[]): Report[] {
  const taken = new Set<string>();
  return reports.map((report) => {
    const names = new Map<string, string>();
    for (const { name } of report.clusters) {
      let free = name;
      for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
      taken.add(free);
      names.set(name, free);
    }
    const renamed = <T extends { cluster: string | null }>(finding: T): T => ({
      ...finding,
      cluster: names.get(finding.cluster ?? '') ?? finding.cluster,
    });
    return {
      ...report,
      clusters: report.clusters.map((cluster) => ({ ...cluster, name: names.get(cluster.name) ?? cluster.name })),
      findings: report.findings.map(renamed),
      suppressed: report.suppressed.map(renamed),
    };
  });
}

/** Every part of a fleet tells what is wrong with the configuration they share. */
function onceEach(findings: Report['findings']): Report['findings'] {
  const seen = new Set<string>();
  return findings.filter(({ cluster, key, file }) => {
    const id = `${key} ${file}`;
    const again = cluster === null && seen.has(id);
    seen.add(id);
    return !again;
  });
}

/** Every part of a fleet tells what the whole run did not read. */
function unique(skipped: Report['skipped']): Report['skipped'] {
  const seen = new Map(skipped.map((one) => [`${one.file.length}:${one.file}${one.reason}`, one]));
  return [...seen.values()];
}
