import { expect, test } from '@jest/globals';
import { jndiMeant } from '../../src/cluster/jndi-meant.js';
import { lint } from '../support/lint.js';

const NAMES: readonly (readonly [name: string, jndi: string])[] = [
  ['WSO2_CARBON_DB', 'jdbc/WSO2CarbonDB'],
  ['SHARED', 'jdbc/WSO2SharedDB'],
  ['TWICE', 'jdbc/A'],
  ['TWICE', 'jdbc/B'],
  ['UPPER', 'jdbc/SAME'],
  ['LOWER', 'jdbc/same'],
];

test.each([
  ['jdbc/wso2carbondb', { jndiName: 'jdbc/WSO2CarbonDB', certain: true }],
  [' jdbc/WSO2CarbonDB', { jndiName: 'jdbc/WSO2CarbonDB', certain: true }],
  ['WSO2CarbonDB', { jndiName: 'jdbc/WSO2CarbonDB', certain: true }],
  ['jdbc/jdbc/WSO2CarbonDB', { jndiName: 'jdbc/WSO2CarbonDB', certain: true }],
  ['WSO2_CARBON_DB', { jndiName: 'jdbc/WSO2CarbonDB', certain: false }],
  ['jdbc/SHARED', { jndiName: 'jdbc/WSO2SharedDB', certain: false }],
  ['jdbc/WSO2CarbonDX', { jndiName: 'jdbc/WSO2CarbonDB', certain: false }],
  ['TWICE', null],
  ['jdbc/Same', null],
  ['jdbc/Something', null],
])('%s', async (name, wanted) => {
  const datasources = NAMES.map(
    ([one, jndi]) => `<datasource><name>${one}</name><jndiConfig><name>${jndi}</name></jndiConfig></datasource>`,
  );
  const { clusters } = await lint({
    'repository/conf/datasources/master-datasources.xml': `<datasources-configuration><datasources>${datasources.join('')}</datasources></datasources-configuration>`,
  });
  const node = clusters[0]?.nodes[0];
  if (node === undefined) throw new Error('no node');
  expect(jndiMeant(node, name)).toEqual(wanted);
});
