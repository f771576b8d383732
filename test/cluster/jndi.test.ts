import { describe, expect, test } from '@jest/globals';
import { jndiNames, nearestJndi, resolveJndi, sourceNamed, sourceOfDbConfig } from '../../src/cluster/jndi.js';
import type { NodeModel } from '../../src/server/model.js';
import { makeDatasource, makeNode, makeSetting } from '../support/node.js';
import { dbConfig, sourceFile } from './build.js';

const MASTER = sourceFile('datasources/master-datasources.xml');
const carbon = makeDatasource({ jndi: 'jdbc/WSO2CarbonDB', url: 'jdbc:h2:./x' });

function node(given: Partial<NodeModel> = {}): NodeModel {
  return makeNode({ datasources: [carbon], files: [MASTER], ...given });
}

const failure = { file: MASTER.name, span: null, address: 'datasources', error: 'x' };

describe('resolveJndi', () => {
  test('the last of equal names counts', () => {
    const again = makeDatasource({ jndi: 'jdbc/WSO2CarbonDB', url: 'jdbc:mysql://db/d' });
    expect(resolveJndi(node({ datasources: [carbon, again] }), 'jdbc/WSO2CarbonDB')).toEqual({
      kind: 'found',
      datasource: again,
    });
  });

  test.each<[string, NodeModel, string, 'missing' | 'unknown']>([
    ['every file is there', node(), 'jdbc/Other', 'missing'],
    ['case counts', node(), 'jdbc/WSO2CARBONDB', 'missing'],
    ['blanks count', node(), ' jdbc/WSO2CarbonDB', 'missing'],
    ['no datasource file', node({ datasources: null, files: [] }), 'jdbc/Other', 'unknown'],
    [
      'only an additional file',
      node({ files: [sourceFile('datasources/bps-datasources.xml')] }),
      'jdbc/Other',
      'unknown',
    ],
    ['flat folder', node({ files: [sourceFile('master-datasources.xml')] }), 'jdbc/Other', 'missing'],
    ['a stock file that is not committed', node(), 'bpsds', 'unknown'],
    ['a stock file of a whole home', node({ wholeHome: true }), 'bpsds', 'missing'],
    [
      'the stock file is there',
      node({ files: [MASTER, sourceFile('datasources/bps-datasources.xml')] }),
      'bpsds',
      'missing',
    ],
    ['another context', node(), 'java:comp/env/jdbc/x', 'unknown'],
    ['a templated name', node({ datasources: [makeDatasource({ jndi: '{{ jndi }}' })] }), 'jdbc/Other', 'unknown'],
    ['a file the server loses', node({ failures: [{ ...failure, effect: 'fatal' }] }), 'jdbc/Other', 'unknown'],
    [
      'a name that comes again',
      node({ failures: [{ ...failure, address: 'datasources[jdbc/X]/name', effect: 'fatal' }] }),
      'jdbc/Other',
      'missing',
    ],
    ['a datasource it loses', node({ failures: [{ ...failure, effect: 'partial' }] }), 'jdbc/Other', 'missing'],
    ['a file that is not well-formed', node({ malformed: [{ ...failure, message: 'x' }] }), 'jdbc/Other', 'unknown'],
    [
      'another broken file',
      node({ malformed: [{ ...failure, file: 'registry.xml', message: 'x' }] }),
      'jdbc/Other',
      'missing',
    ],
    [
      'a file without a tree',
      node({ files: [MASTER, sourceFile('datasources/x-datasources.xml', false)] }),
      'x',
      'unknown',
    ],
    ['a deployment.toml that may be a piece', node({ era: 'toml', files: [] }), 'jdbc/Other', 'unknown'],
  ])('%s', (_title, subject, name, kind) => {
    expect(resolveJndi(subject, name).kind).toBe(kind);
  });
});

test('nearestJndi', () => {
  const subject = node({
    datasources: ['jdbc/WSO2CarbonDB', 'jdbc/WSO2RegDB', 'bpsds'].map((jndi) => makeDatasource({ jndi })),
  });
  expect(jndiNames(subject)).toHaveLength(3);
  expect(nearestJndi(subject, 'jdbc/wso2carbondb ')).toBe('jdbc/WSO2CarbonDB');
  expect(nearestJndi(subject, 'jdbc/WSO2CarbnDB')).toBe('jdbc/WSO2CarbonDB');
  expect(nearestJndi(subject, 'jdbc/WSO2UserStore')).toBeNull();
  expect(nearestJndi(node({ datasources: null }), 'x')).toBeNull();
});

describe('sources', () => {
  test('a name leads to a database', () => {
    const source = sourceNamed(node(), makeSetting('jdbc/WSO2CarbonDB'));
    expect(source).toMatchObject({ status: 'resolved', datasource: carbon, at: carbon.url });
    expect(source.database?.kind).toBe('embedded');
  });
  test('broken, unknown', () => {
    expect(sourceNamed(node(), makeSetting('jdbc/X')).status).toBe('broken');
    expect(sourceNamed(node(), makeSetting('{{x}}')).status).toBe('unknown');
    expect(sourceNamed(node({ datasources: null }), makeSetting('jdbc/X')).status).toBe('unknown');
    const noUrl = node({ datasources: [makeDatasource({ url: null })] });
    expect(sourceNamed(noUrl, makeSetting('jdbc/WSO2CarbonDB')).status).toBe('unknown');
  });
  test('Carbon 3 writes the connection into the dbConfig', () => {
    const source = sourceOfDbConfig(makeNode(), dbConfig('x', null, 'jdbc:mysql://db/d'));
    expect(source).toMatchObject({ status: 'resolved', jndiName: null, datasource: null });
    expect(sourceOfDbConfig(makeNode(), dbConfig('x', null)).status).toBe('broken');
  });
});
