import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/parse.js';
import { nodesJson, nodesText } from '../../src/report/nodes.js';
import { plainStyle } from '../../src/report/style.js';
import { golden } from './golden.js';
import { cluster, empty, is1, node, result, sample } from './sample.js';

const text = (of: Parameters<typeof nodesText>[0]) => nodesText(of, { style: plainStyle });

describe('nodes', () => {
  test('shows nodes, clusters, evidence and what was not read', () => {
    expect(text(sample)).toBe(golden('nodes.txt', text(sample)));
    expect(nodesJson(sample)).toBe(golden('nodes.json', nodesJson(sample)));
  });

  test('says so when there is none', () => {
    expect(text(empty)).toBe('no WSO2 Identity Server configuration was found\n');
  });

  test('says how many servers a node is', () => {
    const many = {
      ...cluster,
      guessed: false,
      nodes: [
        { ...is1, replicas: 'many' as const },
        { ...is1, replicas: 3 },
      ],
    };
    expect(text(result([many], []))).toMatch(/many servers[\s\S]*3 servers/);
    expect(text(result([many], []))).not.toContain('guessed');
  });

  test.each([['is-1'], ['1'], ['true'], ['a: b'], ['#x'], ['"'], ["o'brien"], ['a b'], ['- x'], ['yes'], ['']])(
    'what is to be pasted is a configuration for a node named %j',
    (name) => {
      const odd = { ...cluster, name: name === '' ? 'c' : name, nodes: [node(name, `prod/${name}`, {})] };
      const lines = text(result([odd], [])).split('\n');
      const yaml = lines.slice(lines.findIndex((line) => line.trim() === 'clusters:')).join('\n');
      expect(Object.keys(parse(yaml).clusters)).toEqual([odd.name]);
      expect(parse(yaml).clusters[odd.name].nodes).toEqual({ [name]: { path: `prod/${name}` } });
      if (name !== '') expect(parseConfig('.wso2is-lint.yml', yaml, []).clusters[0]?.nodes[0]?.name).toBe(name);
    },
  );
});
