import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  databaseTables,
  isWholeDeployment,
  keyOfField,
  tableOf,
  typeMeant,
  vendorOfType,
} from '../../src/cluster/deployment-databases.js';
import { isPrefixDouble, isPrefixMissing, referrersOf } from '../../src/cluster/references.js';
import { deploymentToml } from '../../src/rules/example-toml.js';
import type { NodeModel } from '../../src/server/model.js';
import { INFERENCES } from '../../src/server/toml/tables/inference.js';
import { lint } from '../support/lint.js';
import { makeNode, makeSetting } from '../support/node.js';

async function nodeOf(text: string, name = 'deployment.toml'): Promise<NodeModel> {
  const { clusters } = await lint({ [name]: text });
  const node = clusters[0]?.nodes[0];
  if (node === undefined) throw new Error('no node');
  return node;
}

test.each([
  ['postgresql', 'postgre'],
  ['Postgres', 'postgre'],
  ['MySQL', 'mysql'],
  ['mysql8', 'mysql'],
  ['mysql-8.0', 'mysql'],
  ['sqlserver', 'mssql'],
  ['ms-sql', 'mssql'],
  ['ORACLE12', 'oracle'],
  ['dbase', null],
  ['', null],
])('the type meant by %s is %s', (type, meant) => expect(typeMeant(type)).toBe(meant));

test('no text breaks the types', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const meant = typeMeant(text);
      return meant === null || vendorOfType(meant) !== null;
    }),
  );
  expect(vendorOfType('constructor')).toBe(null);
});

test('every type that makes something is known', () => {
  const types = INFERENCES.filter(({ key }) => key === 'database.$1.type').map(({ value }) => value);
  expect(types.filter((type) => vendorOfType(type) === null)).toEqual([]);
});

test('the tables that are written', async () => {
  const node = await nodeOf(
    `${deploymentToml()}\n[database.apim_db]\nurl = "x"\n{{ if .Values.users }}\n[database.user]\nurl = "x"\n{{ end }}\n`,
  );
  const tables = node.toml === null ? [] : databaseTables(node.toml);
  expect(tables.map(({ name, header, conditional }) => [name, header, conditional])).toEqual([
    ['shared_db', '[database.shared_db]', false],
    ['user', '[database.user]', true],
    ['identity_db', '[database.identity_db]', false],
  ]);
  expect(tables[0]?.written('hostname')?.value).toMatchObject({ text: 'db.example.com' });
  expect(tables[0]?.effective('url')).toMatchObject({
    origin: 'inferred',
    text: 'jdbc:mysql://db.example.com:3306/shared',
  });
  expect(tables[0]?.written('url')).toBe(null);
});

test('where a datasource is written', async () => {
  const one = 'url = "jdbc:mysql://db/x"';
  const tables = await nodeOf(deploymentToml({ tables: { '[datasource.A]': `id = "A"\n${one}` } }));
  const array = await nodeOf(deploymentToml({ tables: { '[[datasource]]': `id = "A"\n${one}` } }));
  expect(tables.datasources?.map(tableOf)).toContain('[datasource.A]');
  expect(array.datasources?.map(tableOf)).toContain('[[datasource]]');
  expect(array.datasources?.map(tableOf)).toContain('[database.identity_db]');
  expect(['url', 'driverClassName', 'maxActive', 'jmxEnabled'].map(keyOfField)).toEqual([
    'url',
    'driver',
    'pool_options.maxActive',
    'jmx_enable',
  ]);
});

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');
const chart = (text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: is\n  {{ if .Values.config }}\ndata:\n  {{ tpl .Values.config $ | indent 4 }}\n  {{ else }}\ndata:\n  deployment.toml: |-\n${indented(text)}\n  {{- end }}\n`;

describe('a whole deployment.toml', () => {
  test.each([
    ['all of it', deploymentToml(), true],
    ['a piece', '[database.shared_db]\nurl = "x"\n', false],
    ['a condition', `${deploymentToml()}{{ if .Values.x }}\n[a]\nb = 1\n{{- else }}\n{{ end }}\n`, true],
    ['a text from elsewhere', `${deploymentToml()}{{ .Values.more }}\n`, false],
  ])('%s', async (_title, text, whole) => expect(isWholeDeployment(await nodeOf(text))).toBe(whole));

  test('in a chart that has another way, too', async () => {
    expect(isWholeDeployment(await nodeOf(chart(deploymentToml()), 'conf.yaml'))).toBe(true);
    expect(isWholeDeployment(await nodeOf(chart(`${deploymentToml()}{{ .Values.more }}\n`), 'conf.yaml'))).toBe(false);
  });
});

describe('references', () => {
  const toml = makeNode({ era: 'toml' });
  test.each([
    ['SHARED_DB', true, false],
    ['jdbc/SHARED_DB', false, false],
    ['jdbc/jdbc/SHARED_DB', false, true],
    ['java:comp/env/x', false, false],
    ['', false, false],
  ])('%s', (text, missing, double) => {
    const setting = makeSetting(text);
    expect([isPrefixMissing(toml, setting), isPrefixDouble(toml, setting)]).toEqual([missing, double]);
    expect([isPrefixMissing(makeNode(), setting), isPrefixDouble(makeNode(), setting)]).toEqual([false, false]);
  });

  test('who refers to a datasource', async () => {
    const { toml: facts } = await nodeOf(deploymentToml());
    if (facts === null) throw new Error('no facts');
    expect(referrersOf(facts, 'jdbc/SHARED_DB').map(({ key }) => key)).toContain('realm_manager.data_source');
    expect(referrersOf(facts, 'jdbc/WSO2IdentityDB').map(({ key }) => key)).toEqual([
      'identity.data_source',
      'authentication.consent.data_source',
    ]);
  });
});
