import * as v from 'valibot';
import type { Cluster } from '../cluster/cluster.js';
import { domainOf } from '../cluster/clustering.js';
import { activeScheme, endpointOf } from '../cluster/membership.js';
import { effectivePorts } from '../cluster/ports.js';
import { type Finding, isTemplate, type LintResult, type Place, type RelatedFindingPlace } from '../lint/finding.js';
import { versionText } from '../server/facts.js';
import type { NodeModel } from '../server/model.js';
import { registryTree } from './registry-tree.js';
import { databasesOf, type RoleCell } from './roles-view.js';

/**
 * Everything a report shows, as plain data: what `check --format json` writes and `merge` reads back, version 1
 * (schema/report.schema.json). Fields are only ever added. Texts are raw, secrets are out of them already.
 */

const nullable = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);
const text = v.string();
const position = nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const names = v.array(text);

const cell = v.object({ mark: text, name: nullable(text), path: nullable(text) });

const roles = v.object({
  nodes: names,
  rows: v.array(v.object({ role: text, cells: v.array(cell) })),
  databases: v.array(v.object({ mark: text, text, nodes: nullable(names) })),
  maybe: v.array(names),
});

const node = v.object({
  name: text,
  path: text,
  home: text,
  era: v.picklist(['xml', 'toml']),
  product: nullable(text),
  productVersion: nullable(text),
  files: names,
  replicas: v.union([count, v.literal('many')]),
  /** True when nothing of it could be judged before some tool has filled in its deployment.toml. */
  template: v.boolean(),
  /** Where peers reach it; null when only the server will know. */
  host: nullable(text),
  clustering: nullable(v.object({ enabled: nullable(v.boolean()), domain: nullable(text), scheme: nullable(text) })),
  ports: v.array(v.object({ name: text, port: count })),
  /** `mark` is that of the database behind it, `?` unknown, `✗` none; `datasource` the JNDI name it is reached by. */
  mounts: v.array(
    v.object({ path: text, target: nullable(text), mode: nullable(text), mark: text, datasource: nullable(text) }),
  ),
  /** The registry as the management console would draw it, a line each; null when the files do not tell. */
  registry: nullable(names),
});

const place = {
  file: text,
  line: position,
  column: position,
  endLine: position,
  endColumn: position,
};

const finding = v.object({
  rule: v.pipe(text, v.regex(/^[a-z0-9]+(-[a-z0-9]+)+$/)),
  severity: v.picklist(['error', 'warning', 'info']),
  /** Null, as `node`, for a finding about a file that belongs to no node: the configuration, the baseline. */
  cluster: nullable(text),
  node: nullable(text),
  message: text,
  ...place,
  address: nullable(text),
  related: v.array(v.object({ node: text, ...place, message: text })),
  fix: nullable(v.object({ title: text, safety: v.picklist(['safe', 'unsafe']) })),
  noFix: nullable(text),
  key: text,
  state: nullable(v.picklist(['new', 'known'])),
  docs: text,
});

/** What silences a finding; `until` is inclusive. */
export const suppressionSchema = v.object({
  kind: v.picklist(['config', 'inline', 'baseline']),
  reason: nullable(text),
  until: nullable(text),
  file: text,
  line: position,
});

const suppressed = v.object({ ...finding.entries, suppression: suppressionSchema });

export const reportSchema = v.object({
  version: v.literal(1),
  tool: v.object({ version: text }),
  /** `I/N` where this is the report of one part of a fleet; null for all of it. */
  shard: nullable(v.pipe(text, v.regex(/^[1-9][0-9]*\/[1-9][0-9]*$/))),
  clusters: v.array(v.object({ name: text, guessed: v.boolean(), nodes: v.array(node), roles: nullable(roles) })),
  findings: v.array(finding),
  suppressed: v.array(suppressed),
  skipped: v.array(v.object({ file: text, reason: text })),
  summary: v.object({
    errors: count,
    warnings: count,
    infos: count,
    fixable: count,
    suppressed: count,
    nodes: count,
    clusters: count,
  }),
});

export interface Report extends v.InferOutput<typeof reportSchema> {}
export type ReportCluster = Report['clusters'][number];
export type ReportNode = ReportCluster['nodes'][number];
export type ReportFinding = Report['findings'][number];
/** A finding that something took out of the verdict. */
export type SuppressedFinding = Report['suppressed'][number];
/** A place of a report: what links and tables need of it. */
export type ReportPlace = Pick<ReportFinding, 'node' | 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>;

/** What a run found, as plain data. */
export function reportOf(result: LintResult, shard: string | null = null): Report {
  return {
    version: 1,
    tool: { version: result.toolVersion },
    shard,
    clusters: result.clusters.map(clusterOf),
    findings: result.findings.map(findingOf),
    suppressed: result.suppressed.map((one) => ({ ...findingOf(one), suppression: { ...one.suppression } })),
    skipped: result.skipped.map(({ file, reason }) => ({ file, reason })),
    summary: result.summary,
  };
}

/** How many nodes of a report were not judged. */
export function templateNodes({ clusters }: Report): number {
  return clusters.flatMap(({ nodes }) => nodes).filter(({ template }) => template).length;
}

/** True when nothing was judged: never green by ignorance. */
export function isEmptyReport({ clusters }: Report): boolean {
  return clusters.every(({ nodes }) => nodes.every(({ template }) => template));
}

function clusterOf(cluster: Cluster): ReportCluster {
  const { roles: view, mounts } = databasesOf(cluster);
  return {
    name: cluster.name,
    guessed: cluster.guessed,
    nodes: cluster.nodes.map((node) => nodeOf(node, mounts.get(node) ?? [])),
    roles: view === null ? null : structuredClone(view as ReportCluster['roles'] & object),
  };
}

/** A node as every JSON output names it. `files` are paths relative to the working directory. */
export function nodeNames(model: NodeModel) {
  return {
    name: model.name,
    path: model.path,
    home: model.home,
    era: model.era,
    product: model.product,
    productVersion: versionText(model),
    files: [...new Set(model.files.map(({ path }) => path))],
  };
}

function nodeOf(model: NodeModel, mounted: readonly RoleCell[]): ReportNode {
  const endpoint = endpointOf(model);
  const ports = effectivePorts(model).map(({ name, port }) => ({ name, port }));
  if (endpoint !== null && endpoint.port !== null && model.clustering?.enabled !== false) {
    ports.push({ name: 'cluster', port: endpoint.port });
  }
  return {
    ...nodeNames(model),
    replicas: model.replicas,
    template: isTemplate(model),
    host: model.host ?? endpoint?.host ?? null,
    clustering:
      model.clustering === null
        ? null
        : { enabled: model.clustering.enabled, domain: domainOf(model), scheme: activeScheme(model) },
    ports,
    mounts: (model.registry?.mounts ?? []).map(({ path, targetPath, mode }, index) => ({
      path: path?.text ?? '',
      target: targetPath?.text ?? null,
      mode,
      mark: mounted[index]?.mark ?? '?',
      datasource: mounted[index]?.name ?? null,
    })),
    registry: registryTree(model)?.map((line) => line.text) ?? null,
  };
}

export function findingOf(found: Finding): ReportFinding {
  return {
    rule: found.rule,
    severity: found.severity,
    cluster: found.cluster === '' ? null : found.cluster,
    node: found.node === '' ? null : found.node,
    message: found.message,
    ...placeOf(found),
    address: found.address,
    related: found.related.map(relatedOf),
    fix: found.fix === null ? null : { title: found.fix.title, safety: found.fix.safety },
    noFix: found.noFix,
    key: found.key,
    state: found.state,
    docs: found.docs,
  };
}

function placeOf({ file, line, column, endLine, endColumn }: Place) {
  return { file, line, column, endLine, endColumn };
}

function relatedOf(other: RelatedFindingPlace) {
  return { node: other.node, ...placeOf(other), message: other.message };
}
