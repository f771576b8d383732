import { describe, expect, test } from '@jest/globals';
import {
  hasStrayMount,
  hasUnclearDbConfig,
  ownRegistryMounts,
  touchesLocal,
} from '../../src/cluster/registry-faults.js';
import { change, type Files, GOOD, lint } from '../support/lint.js';

const edited = (from: string, to: string): Files => change(GOOD, 'is-2/registry.xml', from, to);

async function second(files: Files) {
  const { clusters } = await lint(files);
  const node = clusters.flatMap(({ nodes }) => nodes).find(({ name }) => name === 'is-2');
  if (node === undefined) throw new Error('is-2 is not there');
  return node;
}

test.each([
  ['a name each', '<registryRoot>/</registryRoot>\n\n', '\n', false],
  ['a missing name', ' name="wso2registry_registry"', '', true],
  ['one name, two databases', 'name="wso2registry_registry"', 'name="wso2registry"', true],
] as const)('hasUnclearDbConfig: %s', async (_title, from, to, answer) => {
  expect(hasUnclearDbConfig(await second(edited(from, to)))).toBe(answer);
});

test('hasUnclearDbConfig: one name, one database', async () => {
  const one = '<dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>';
  expect(hasUnclearDbConfig(await second(edited('</wso2registry>', `${one}</wso2registry>`)))).toBe(false);
});

test.each([
  ['/_system/local', true],
  ['/_system/local/x', true],
  ['/_system/', true],
  ['/', true],
  ['/_system/locals', false],
  ['/_system/config', false],
] as const)('touchesLocal(%s)', (path, answer) => {
  expect(touchesLocal(path)).toBe(answer);
});

test.each([
  ['config and governance', '<registryRoot>/</registryRoot>\n\n', '\n', false],
  ['no path', 'path="/_system/config" ', '', true],
  ['a path twice', 'path="/_system/config"', 'path="/_system/governance"', true],
  ['the local repository', 'path="/_system/config"', 'path="/_system/local"', true],
] as const)('hasStrayMount: %s', async (_title, from, to, answer) => {
  expect(hasStrayMount(await second(edited(from, to)))).toBe(answer);
});

describe('ownRegistryMounts', () => {
  test.each([
    ['another database', '<registryRoot>/</registryRoot>\n\n', '\n', []],
    ['the same dbConfig', '<dbConfig>wso2registry_registry', '<dbConfig>wso2registry', ['the dbConfig "wso2registry"']],
    [
      'the same JNDI name',
      '<dataSource>jdbc/WSO2CarbonDB_IS',
      '<dataSource>jdbc/WSO2CarbonDB',
      ['the datasource "jdbc/WSO2CarbonDB"'],
    ],
  ] as const)('%s', async (_title, from, to, what) => {
    expect(ownRegistryMounts(await second(edited(from, to))).map((each) => each.what)).toEqual(what);
  });
});
