import { describe, expect, test } from '@jest/globals';
import { filesFor, parseVariables } from '../../src/config/variables.js';
import { change, GOOD_TOML, lint } from '../support/lint.js';

describe('a file of variables', () => {
  test.each([
    ['', {}],
    ['\n \n# A=1\n  # B=2\n', {}],
    ['A=1\r\nB = 2\n', { A: '1', B: ' 2' }],
    ['\uFEFFA="x" # y', { A: '"x" # y' }],
    ['A=', { A: '' }],
    ['A=b=c', { A: 'b=c' }],
    ['A=1\nA=2', { A: '2' }],
    ['export A=1\n  export\tB=2', { A: '1', B: '2' }],
    ['export A="x y"\nexport B=\'x\'\nexport C="$x"\nexport D="a" # b', { A: 'x y', B: 'x', C: '"$x"', D: '"a" # b' }],
    ['export=1', { export: '1' }],
  ])('%j', (text, expected) => {
    expect(Object.fromEntries(parseVariables(text, 'a.env'))).toEqual(expected);
  });

  test.each([
    ['this is no line', 1],
    ['A=1\n\nhunter2\n', 3],
    ['=hunter2', 1],
    ['export A', 1],
    ['export =hunter2', 1],
  ])('%j is refused at line %d', (text, line) => {
    const refused = () => parseVariables(text, 'prod/a.env');
    expect(refused).toThrow(`prod/a.env:${line}: this line of a file of variables is no NAME=value`);
    expect(refused).not.toThrow('hunter2');
  });

  test('is for one node or for all', () => {
    expect(filesFor('is-1', ['a.env', 'is-1=b.env', 'is-2=c.env'])).toEqual(['a.env', 'b.env']);
  });
});

describe('a run', () => {
  const FILE = 'is-1/repository/conf/deployment.toml';
  const files = change(GOOD_TOML, FILE, 'local_member_host = "10.0.1.11"', 'local_member_host = "$env{NODE_IP}"');
  const missing = async (env: string | null) => {
    const request = { productVersion: '7.1.0', envFiles: env === null ? [] : ['is-1=a.env'] };
    const { findings } = await lint({ ...files, 'a.env': env ?? '' }, { request });
    return findings.filter(({ message }) => message.includes('NODE_IP not defined')).map(({ severity }) => severity);
  };

  test('misses a variable in an empty file, and none where there is no file', async () => {
    expect(await missing(null)).toEqual([]);
    expect(await missing('')).toEqual(['error']);
    expect(await missing('# nothing\n')).toEqual(['error']);
    expect(await missing('OTHER=1')).toEqual(['error']);
    expect(await missing('export NODE_IP=10.0.1.11')).toEqual([]);
  });

  test('stops at a line that says nothing', async () => {
    await expect(missing('this is no line')).rejects.toThrow('a.env:1: this line');
  });

  test('names the option, both ways of writing it, for a node that is not there', async () => {
    const request = { envFiles: ['is-9=a.env'] };
    await expect(lint({ ...files, 'a.env': 'A=1' }, { request })).rejects.toThrow(
      '--env-file (or --environment) is-9=a.env: there is no node "is-9".',
    );
  });
});
