import { createHash } from 'node:crypto';
import type { Cluster } from '../../src/cluster/cluster.js';
import type { Finding, LintResult, Place, RelatedFindingPlace } from '../../src/lint/finding.js';
import type { FileRole, NodeModel } from '../../src/server/model.js';
import { createDocument, type Document } from '../../src/syntax/document.js';

/** Findings written by hand over small files: what the reporters' tests look at. */

export const document = (text: string): Document =>
  createDocument(new TextEncoder().encode(text), (bytes) => createHash('sha256').update(bytes).digest('hex'));

export const AXIS2_1 = `<axisconfig name="AxisJava2.0">
\t<clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
\t\t<parameter name="domain">iam.prod</parameter>
\t</clustering>
</axisconfig>
`;
export const AXIS2_2 = AXIS2_1.replace('iam.prod', 'iam.dev');
export const REGISTRY_2 = `<wso2registry>
  <mount path="/_system/governance" overwrite="true">
    <instanceId>instanceid</instanceId>
    <targetPath>/_system/governance</targetPath>
  </mount>
</wso2registry>
`;
export const DATASOURCES_2 = `<datasources-configuration>
  <url>jdbc:mysql://regadmin:hunter2@localhost:3306/reg_db</url><password>hunter2</password>
</datasources-configuration>
`;

const NOTHING = {
  product: 'IS',
  version: { min: [5, 8, 0], max: [5, 8, 0], setting: null },
  wholeHome: false,
  replicas: 1,
  host: null,
  failures: [],
  malformed: [],
  schemaComplaints: [],
  server: null,
  keystores: null,
  clustering: null,
  hazelcast: { xml: null, properties: new Map() },
  datasources: null,
  registry: null,
  userMgt: null,
  identity: null,
  consent: null,
  tomcat: null,
  embeddedLdap: null,
  scripts: { portOffset: null, hazelcastConfig: null },
  toml: null,
} as const;

export function node(name: string, home: string, files: Readonly<Record<string, [FileRole, string]>>): NodeModel {
  const path = `${home}/repository/conf`;
  return {
    ...NOTHING,
    name,
    home,
    path,
    era: 'xml',
    files: Object.entries(files).map(([file, [role, text]]) => ({
      name: file,
      path: `${path}/${file}`,
      role,
      document: document(text),
    })),
  };
}

/** The place of the first occurrence of `text` in a node's file, or of the whole file. */
export function at(owner: NodeModel, file: string, text: string | null = null): Place {
  const found = owner.files.find(({ name }) => name === file);
  if (found === undefined) throw new Error(`no ${file}`);
  const base = { node: owner.name, file: found.path };
  if (text === null) return { ...base, line: null, column: null, endLine: null, endColumn: null, span: null };
  const start = found.document.text.indexOf(text);
  if (start < 0) throw new Error(`no "${text}" in ${file}`);
  const from = found.document.lines.position(start);
  const to = found.document.lines.position(start + text.length);
  return {
    ...base,
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
    span: { document: found.document, start, end: start + text.length },
  };
}

export function related(place: Place, message: string): RelatedFindingPlace {
  return { ...place, message };
}

export function finding(place: Place, more: Partial<Finding> & Pick<Finding, 'rule' | 'message'>): Finding {
  return {
    severity: 'error',
    cluster: 'is',
    address: null,
    related: [],
    fix: null,
    noFix: null,
    key: '0123456789abcdef',
    state: null,
    docs: `https://example.org/rules/${more.rule}.md`,
    ...place,
    ...more,
  };
}

export function result(
  clusters: readonly Cluster[],
  findings: readonly Finding[],
  more: Partial<LintResult> = {},
): LintResult {
  const of = (severity: string) => findings.filter((one) => one.severity === severity).length;
  return {
    clusters,
    findings,
    suppressed: [],
    baseline: { path: '.wso2is-lint-baseline', unjudged: [] },
    skipped: [],
    summary: {
      errors: of('error'),
      warnings: of('warning'),
      infos: of('info'),
      fixable: findings.filter(({ fix }) => fix !== null).length,
      suppressed: 0,
      nodes: clusters.flatMap(({ nodes }) => nodes).length,
      clusters: clusters.length,
    },
    documents: new Map(
      clusters.flatMap(({ nodes }) => nodes.flatMap(({ files }) => files.map((f) => [f.path, f.document]))),
    ),
    toolVersion: '1.2.3',
    ...more,
  };
}

export const is1 = node('is-1', 'prod/is-1', { 'axis2/axis2.xml': ['axis2', AXIS2_1] });
export const is2 = node('is-2', 'prod/is-2', {
  'axis2/axis2.xml': ['axis2', AXIS2_2],
  'registry.xml': ['registry', REGISTRY_2],
  'datasources/master-datasources.xml': ['datasources', DATASOURCES_2],
});

export const cluster: Cluster = {
  name: 'is',
  nodes: [is1, is2],
  evidence: [{ nodes: ['is-1', 'is-2'], kind: 'join', text: 'the names is-1 and is-2 share the stem "is-"' }],
  guessed: true,
  intent: null,
  reference: null,
};

const domain = finding(at(is2, 'axis2/axis2.xml', 'iam.dev'), {
  rule: 'clustering-domain-mismatch',
  message:
    'is-1 has the clustering domain "iam.prod" and is-2 has "iam.dev": Hazelcast uses the domain as the group name, so the two never see each other and caches and sessions diverge. Give both nodes the same domain.',
  address: 'clustering/domain',
  related: [related(at(is1, 'axis2/axis2.xml', 'iam.prod'), 'is-1 has "iam.prod"')],
  key: 'aaaaaaaaaaaaaaaa',
});
const url = finding(
  at(is2, 'datasources/master-datasources.xml', 'jdbc:mysql://regadmin:hunter2@localhost:3306/reg_db'),
  {
    rule: 'datasource-localhost-in-cluster',
    severity: 'warning',
    message:
      'the datasource points to "localhost": on another machine that is another database. Use the host name of the database.',
    address: 'datasources[jdbc/WSO2CarbonDB]/url',
    key: 'bbbbbbbbbbbbbbbb',
  },
);
const mount = finding(at(is2, 'registry.xml', 'instanceid'), {
  rule: 'registry-mount-instance-unresolved',
  message:
    'the mount of "/_system/governance" names the remote instance "instanceid", and there is none with this id: the server logs it at debug level only and goes on without the mount. Add the remoteInstance, or correct the instanceId.',
  address: 'registry/mount[/_system/governance]/instanceId',
  fix: { title: 'name the remote instance "registry"', safety: 'unsafe', edits: [] },
  key: 'cccccccccccccccc',
});
const missing = finding(at(is2, 'registry.xml'), {
  rule: 'server-file-missing',
  severity: 'info',
  message: 'is-1 commits carbon.xml and is-2 does not.',
  key: 'dddddddddddddddd',
});

export const sample = result([cluster], [domain, url, missing, mount], {
  skipped: [{ file: 'prod/is-3/registry.xml.j2', reason: 'a Jinja template' }],
});

export const clean = result([cluster], []);
export const empty = result([], []);
