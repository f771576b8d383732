import { describe, expect, test } from '@jest/globals';
import type { Config } from '../../src/config/intent.js';
import { EMPTY_CONFIG } from '../../src/config/parse.js';
import { discover } from '../../src/discovery/discover.js';
import type { Discovery } from '../../src/discovery/types.js';
import { excerpter } from '../../src/report/excerpt.js';
import { createDocument } from '../../src/syntax/document.js';
import { change, type Files, GOOD, lint, short } from '../support/lint.js';

const REGISTRY = '<wso2registry/>';
const CARBON = '<Server><HostName>a</HostName></Server>';
const AXIS2 = '<axisconfig/>';
const DATASOURCES = '<datasources-configuration/>';
const TOML = '[server]\nhostname = "{{ .Values.host }}"';

function indented(content: string, spaces: number): string {
  return content
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(spaces) + line))
    .join('\n');
}

function configMap(name: string, data: Readonly<Record<string, string>>): string {
  const keys = Object.entries(data).map(([key, content]) => `  ${key}: |-\n${indented(content, 4)}\n`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${keys.join('')}`;
}

function find(files: Readonly<Record<string, string>>, config: Partial<Config> = {}): Discovery {
  return discover({
    files: Object.keys(files).map((path) => ({ path, size: files[path]?.length ?? 0 })),
    roots: ['.'],
    config: { ...EMPTY_CONFIG, ...config },
    sniff: (path) => files[path] ?? null,
    open: (path) => createDocument(new TextEncoder().encode(files[path]), () => ''),
  });
}

/** `name = path [era] files` of each node. */
function nodes(files: Readonly<Record<string, string>>, config?: Partial<Config>): string[] {
  return find(files, config).nodes.map(
    ({ name, path, era, files: read }) =>
      `${name} = ${path} [${era}] ${read.map((file) => file.slice(path.length + 1)).join(' ')}`,
  );
}

function skipped(files: Readonly<Record<string, string>>): string[] {
  return find(files).skipped.map(({ file, reason }) => `${file}: ${reason}`);
}

describe('nodes in ConfigMaps', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'TOML',
      { 'k8s/cm.yaml': configMap('is-conf', { 'deployment.toml': TOML }) },
      ['is-conf = k8s/cm.yaml [toml] deployment.toml'],
    ],
    [
      'XML in the places of a server',
      {
        'k8s/cm.yml': configMap('is-conf', {
          'axis2.xml': AXIS2,
          'carbon.xml': CARBON,
          'master-datasources.xml': DATASOURCES,
          'catalina-server.xml': '<Server/>',
          'log4j.properties': 'a=b',
        }),
      },
      [
        'is-conf = k8s/cm.yml [xml] axis2/axis2.xml carbon.xml datasources/master-datasources.xml tomcat/catalina-server.xml',
      ],
    ],
    [
      'the file’s name where the chart makes one',
      { 'is/templates/is-conf.yaml': configMap('{{ template "x" . }}-conf', { 'deployment.toml': TOML }) },
      ['is-conf = is/templates/is-conf.yaml [toml] deployment.toml'],
    ],
    [
      'the folders above where names are equal',
      {
        'dev/cm.yaml': configMap('conf-is', { 'deployment.toml': TOML }),
        'prod/cm.yaml': configMap('conf-is', { 'deployment.toml': TOML }),
      },
      ['dev/conf-is = dev/cm.yaml [toml] deployment.toml', 'prod/conf-is = prod/cm.yaml [toml] deployment.toml'],
    ],
    [
      'of the XML beside a deployment.toml only what tells the version',
      { 'cm.yaml': configMap('is', { 'deployment.toml': TOML, 'carbon.xml': CARBON, 'registry.xml': REGISTRY }) },
      ['is = cm.yaml [toml] carbon.xml deployment.toml'],
    ],
    [
      'several in one file',
      {
        'k8s/all.yaml': [
          configMap('is-1', { 'registry.xml': REGISTRY }),
          configMap('x', { 'init.sql': 'a' }),
          configMap('is-2', { 'registry.xml': REGISTRY }),
        ].join('---\n'),
      },
      ['is-1 = k8s/all.yaml/is-1 [xml] registry.xml', 'is-2 = k8s/all.yaml/is-2 [xml] registry.xml'],
    ],
    [
      'several without a name in one file',
      {
        'k8s/all.yaml': [
          configMap('{{ x }}', { 'registry.xml': REGISTRY }),
          configMap('{{ y }}', { 'registry.xml': REGISTRY }),
        ].join('---\n'),
      },
      [
        'alternative-1 = k8s/all.yaml/alternative-1 [xml] registry.xml',
        'alternative-2 = k8s/all.yaml/alternative-2 [xml] registry.xml',
      ],
    ],
    [
      'alternatives',
      {
        'cm.yaml': `${configMap('is', { 'deployment.toml': TOML })}  {{- else }}\n  deployment.toml: |-\n    [server]\n  {{- end }}\n`,
      },
      [
        'is (1) = cm.yaml/alternative-1 [toml] deployment.toml',
        'is (2) = cm.yaml/alternative-2 [toml] deployment.toml',
      ],
    ],
    [
      'one node in a ConfigMap for each folder',
      {
        'is/a.yaml': configMap('{{ p }}-conf', { 'carbon.xml': CARBON }),
        'is/b.yaml': configMap('{{ p }}-conf-axis2', { 'axis2.xml': AXIS2 }),
        'is/c.yaml': configMap('{{ p }}-conf-datasources', { 'master-datasources.xml': DATASOURCES }),
      },
      ['a = is/a.yaml [xml] axis2/axis2.xml carbon.xml datasources/master-datasources.xml'],
    ],
    [
      'not joined: the folder in the name is another',
      {
        'is/a.yaml': configMap('is', { 'carbon.xml': CARBON }),
        'is/b.yaml': configMap('is-two', { 'axis2.xml': AXIS2 }),
      },
      ['is = is/a.yaml [xml] carbon.xml', 'is-two = is/b.yaml [xml] axis2/axis2.xml'],
    ],
    [
      'not joined: a file is there twice',
      {
        'is/a.yaml': configMap('is', { 'carbon.xml': CARBON, 'axis2.xml': AXIS2 }),
        'is/b.yaml': configMap('is-axis2', { 'axis2.xml': AXIS2 }),
      },
      ['is = is/a.yaml [xml] axis2/axis2.xml carbon.xml', 'is-axis2 = is/b.yaml [xml] axis2/axis2.xml'],
    ],
    [
      'a backup',
      {
        'k8s/cm.yaml': configMap('is', { 'deployment.toml': TOML }),
        'k8s/backup/cm.yaml': configMap('is', { 'deployment.toml': TOML }),
      },
      ['is = k8s/cm.yaml [toml] deployment.toml'],
    ],
  ])('%s', (_, files, expected) => {
    expect(nodes(files)).toEqual(expected);
  });

  test('are no whole homes, and their own conf root', () => {
    const [node] = find({ 'k8s/cm.yaml': configMap('is', { 'carbon.xml': CARBON }) }).nodes;
    expect(node).toMatchObject({ home: 'k8s/cm.yaml', wholeHome: false, replicas: null });
  });

  test('take no files from nodes in folders', () => {
    const files = { 'conf/carbon.xml': CARBON, Dockerfile: 'FROM x' };
    const [before] = find(files).nodes;
    const after = find({ ...files, 'k8s/cm.yaml': configMap('is', { 'carbon.xml': CARBON }) }).nodes;
    expect(after[0]).toEqual(before);
    expect(after).toHaveLength(2);
  });

  test('are named by the user with the path of the YAML file', () => {
    const node = { name: 'one', path: 'k8s/cm.yaml', at: '', host: 'h', replicas: 3, env: [], sys: [] };
    const cluster = { name: 'c', nodes: [node], reference: null, expect: null, mayDiffer: [], mustDiffer: [] };
    const files = { 'k8s/cm.yaml': configMap('is', { 'carbon.xml': CARBON }) };
    expect(find(files, { clusters: [cluster] }).nodes).toMatchObject([
      { name: 'one', path: 'k8s/cm.yaml', replicas: 3 },
    ]);
    expect(nodes(files, { exclude: ['k8s/*.yaml'] })).toEqual([]);
  });
});

describe('no nodes', () => {
  test.each<[string, string]>([
    ['commented in values', 'wso2:\n  config:\n#   deployment.toml: |-\n#     [server]\n# kind: ConfigMap\n'],
    ['values of a chart', 'wso2:\n  config:\n    deployment.toml: |-\n      [server]\n'],
    ['another kind', configMap('x', { 'deployment.toml': TOML }).replace('ConfigMap', 'Rollout')],
    ['not in data', configMap('x', { 'deployment.toml': TOML }).replace('\ndata:', '\nspec:')],
    ['another file', configMap('x', { 'deployment.yaml': 'wso2.carbon:\n  id: x', 'logstash.conf': 'input {}' })],
    ['only files that make no conf root', configMap('x', { 'catalina-server.xml': '<Server/>' })],
    [
      'a foreign registry.xml',
      configMap('x', { 'registry.xml': '<registry xmlns="http://ws.apache.org/ns/synapse"/>' }),
    ],
    ['a foreign carbon.xml', configMap('x', { 'carbon.xml': '<beans/>' })],
    ['nothing in it', configMap('x', { 'deployment.toml': '', 'carbon.xml': '' })],
    ['no TOML', configMap('x', { 'deployment.toml': '# later' })],
    ['a ConfigMap inside a ConfigMap', configMap('x', { 'y.yaml': configMap('y', { 'deployment.toml': TOML }) })],
    ['folded', configMap('x', { 'deployment.toml': TOML }).replace('|-', '>-')],
  ])('%s', (_, text) => {
    expect(find({ 'k8s/cm.yaml': text })).toMatchObject({ nodes: [], skipped: [] });
  });

  test('larger than 1 MB', () => {
    const text = configMap('x', { 'deployment.toml': `${TOML}\n${'#'.repeat(1_100_000)}` });
    expect(nodes({ 'cm.yaml': text })).toEqual([]);
  });
});

describe('skipped with the reason', () => {
  const TEMPLATE = 'template ({{ }}): render it first';

  test.each<[string, string, string]>([
    [
      'a template’s file, further left',
      `${configMap('x', {})}  deployment.toml: |-\n{{ .Values.toml | indent 4 }}\n`,
      `deployment.toml: ${TEMPLATE}`,
    ],
    [
      'a template’s file',
      configMap('x', { 'deployment.toml': '{{- tpl .Values.x . | nindent 4 }}' }),
      `deployment.toml: ${TEMPLATE}`,
    ],
    [
      'elements from a template',
      configMap('x', { 'registry.xml': '<wso2registry>\n{{ .Values.m }}\n</wso2registry>' }),
      `registry.xml: ${TEMPLATE}`,
    ],
    [
      'elements under conditions',
      configMap('x', { 'carbon.xml': '<Server>{{ if .x }}<a/>{{ end }}</Server>' }),
      `carbon.xml: ${TEMPLATE}`,
    ],
    [
      'XML twice',
      `${configMap('x', { 'registry.xml': REGISTRY })}  {{ else }}\n  registry.xml: |\n    <wso2registry/>\n`,
      'registry.xml: more than once in one ConfigMap, render it first',
    ],
    [
      'a TOML for some server',
      configMap('x', { 'is-1-deployment.toml': TOML }),
      'is-1-deployment.toml: which server mounts it is not told here',
    ],
  ])('%s', (_, text, reason) => {
    expect(nodes({ 'cm.yaml': text })).toEqual([]);
    expect(skipped({ 'cm.yaml': text })).toEqual([`cm.yaml: ${reason}`]);
  });

  test('what is left is a node, which knows that it has the file', () => {
    const found = find({
      'cm.yaml': configMap('x', { 'carbon.xml': CARBON, 'axis2.xml': '<axisconfig>\n{{ x }}\n</axisconfig>' }),
    });
    expect(found.nodes.map(({ files }) => files)).toEqual([['cm.yaml/axis2/axis2.xml', 'cm.yaml/carbon.xml']]);
    expect(found.embedded.get('cm.yaml/axis2/axis2.xml')?.block).toBeNull();
  });

  test('placeholders are no harm', () => {
    const files = {
      'cm.yaml': configMap('x', { 'carbon.xml': '<Server>\n  <a>{{ .x }}</a>\n  <!-- {{ if }} -->\n</Server>' }),
    };
    expect(nodes(files)).toHaveLength(1);
    expect(skipped(files)).toEqual([]);
  });
});

/** The two nodes of the good example, each in a ConfigMap of its own. */
function inConfigMaps(files: Files, eol = '\n'): Files {
  const byNode = new Map<string, Record<string, string>>();
  for (const [path, content] of Object.entries(files)) {
    const [node = ''] = path.split('/');
    const key = path.slice(path.lastIndexOf('/') + 1);
    byNode.set(node, { ...byNode.get(node), [key]: String(content) });
  }
  return Object.fromEntries(
    [...byNode].map(([node, data]) => [`k8s/${node}.yaml`, configMap(node, data).replaceAll('\n', eol)]),
  );
}

describe('checked in place', () => {
  const onlyNodes = Object.fromEntries(Object.entries(GOOD).filter(([path]) => /^is-\d\/.*\.xml$/.test(path)));

  test('the same cluster with the same findings', async () => {
    const plain = await lint(onlyNodes);
    const result = await lint(inConfigMaps(onlyNodes), { gate: true });
    expect(result.clusters.map(({ nodes: found }) => found.map(({ name }) => name))).toEqual([['is-1', 'is-2']]);
    expect(result.findings.map(({ rule }) => rule)).toEqual(plain.findings.map(({ rule }) => rule));
    expect(result.skipped).toEqual([]);
  });

  test.each<[string, (one: string, two: string) => Files]>([
    [
      'patterns of a chart',
      (one, two) => ({ 'pattern-1/templates/is/conf.yaml': one, 'pattern-2/templates/is/conf.yaml': two }),
    ],
    ['patterns side by side', (one, two) => ({ 'k8s/is-pattern-1.yaml': one, 'k8s/is-pattern-2.yaml': two })],
    ['without a name of their own', (one, two) => ({ 'k8s/all.yaml': `${one}---\n${two}` })],
  ])('no peers: %s', async (_, layout) => {
    const [one = '', two = ''] = Object.values(inConfigMaps(onlyNodes)).map((yaml) =>
      String(yaml)
        .replace(/name: is-\d/, 'name: {{ x }}')
        .replaceAll(/<member>[\s\S]*?<\/member>/g, ''),
    );
    const result = await lint(layout(one, two));
    expect(result.clusters.map(({ nodes: found }) => found.length)).toEqual([1, 1]);
  });

  test('peers in one file', async () => {
    const files = { 'k8s/all.yaml': Object.values(inConfigMaps(onlyNodes)).join('---\n') };
    const { clusters, findings } = await lint(files);
    expect(clusters.map(({ nodes: found }) => found.map(({ path }) => path))).toEqual([
      ['k8s/all.yaml/is-1', 'k8s/all.yaml/is-2'],
    ]);
    expect(findings.map(({ rule }) => rule)).toEqual(['registry-config-location-mismatch']);
  });

  test.each(['\n', '\r\n'])('a finding points into the YAML (%j)', async (eol) => {
    const wrong = change(onlyNodes, 'is-2/axis2/axis2.xml', '<parameter name="domain">', '<parameter name="domain">x-');
    const before = await lint(wrong);
    const files = inConfigMaps(wrong, eol);
    const result = await lint(files, { gate: true });
    expect(result.findings.map(({ rule }) => rule)).toEqual(before.findings.map(({ rule }) => rule));
    const [finding] = result.findings;
    if (finding === undefined || finding.line === null || finding.column === null) throw new Error('no place');
    const line = String(files[finding.file]).split(eol)[finding.line - 1] ?? '';
    expect(line).toContain('<parameter name="domain">');
    expect(line.slice(finding.column - 1)).toMatch(/^(x-|<parameter|\S)/);
    expect(line.slice(0, finding.column - 1)).toMatch(/^ {4}/);
    const excerpt = excerpter(result)(finding, 100);
    expect(excerpt?.text).toBe(line.trim());
    expect(excerpt?.text.slice(excerpt.caret)).toBe(line.slice(finding.column - 1));
  });

  test('what libxml2 says names the lines of the YAML', async () => {
    const yaml = `# 1\n${configMap('is', { 'registry.xml': '<wso2registry>\n  <a>\n  </b>\n</wso2registry>' })}`;
    const result = await lint({ 'k8s/is.yaml': yaml }, { gate: true });
    const [finding] = result.findings;
    expect(result.findings.map(short)).toEqual(['k8s/is.yaml:10:7 error xml-malformed']);
    expect(finding?.message).toContain('opened on line 9');
  });

  test('secrets are masked, on the line alone', async () => {
    const registry = `<wso2registry>
  <password>s3cret</password><dbConfig name="x"><password>s3
    cret</password></dbConfig><currentDBConfig>nope</currentDBConfig>
</wso2registry>`;
    const result = await lint({ 'k8s/is.yaml': configMap('is', { 'registry.xml': registry }) });
    const show = excerpter(result);
    const shown = result.findings.map((finding) => `${finding.line}: ${show(finding, 200)?.text}`);
    expect([...new Set(shown)]).toEqual([
      '8: <password>***</password><dbConfig name="x"><password>***',
      '9: ***</password></dbConfig><currentDBConfig>nope</currentDBConfig>',
    ]);
  });
});
