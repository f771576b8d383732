import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';
import { toFacts } from '../../src/server/facts.js';
import { readNode } from '../../src/server/read.js';
import { createDocument } from '../../src/syntax/document.js';
import { checkWellFormed } from '../../src/syntax/xml/gate.js';
import { fromGolden, fromInspect } from './adapter.js';

/**
 * Files and what the code of Identity Server 5.5.0 (kernel 4.4.26) made of them. Each case is a node with one file.
 */
const CASES = new URL('./cases/xml/', import.meta.url);
/** Cases that differ, each with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'ds-secret-alias':
    'answered without a secure vault, where every alias throws; a server with aliases has one, and what is in it no file tells',
};

const ENV = {
  ORACLE_HOST: 'env-host.example.test',
  ORACLE_PORT: '4567',
  ORACLE_DOLLAR: 'pa$1word',
  ORACLE_BACKSLASH: 'dom\\user',
  ORACLE_AMP: 'a&b<c',
  ORACLE_EMPTY: '',
  ORACLE_REF: '$ref{server.hostname}',
};
const SYS = { 'oracle.sys.plain': 'sys-value', 'oracle.sys.dollar': 'a$1b', 'carbon.home': '<CARBON_HOME>' };

interface Expected {
  readonly status: 'parsed' | 'failed';
  readonly facts?: unknown;
}

const cases = readdirSync(CASES).flatMap((kind) =>
  readdirSync(new URL(`${kind}/`, CASES)).map((name) => {
    const folder = new URL(`${kind}/${name}/`, CASES);
    const file = readdirSync(folder).find((one) => one.endsWith('.xml')) ?? '';
    const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Expected;
    return { kind, name, file, bytes: new Uint8Array(readFileSync(new URL(file, folder))), expected };
  }),
);
const verdicts = await checkWellFormed(
  cases.map(({ name, bytes }) => ({ id: name, bytes })),
  { xmllint: validateXML as never },
);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('what the server understood of one file', () => {
  test('there are all cases', () => {
    expect(cases).toHaveLength(146);
    expect(Object.keys(DIFFERENT).length).toBeLessThanOrEqual(2);
  });

  test.each(cases)('$kind $name', ({ kind, name, file, bytes, expected }) => {
    const verdict = verdicts.get(name);
    const node = readNode({
      discovered: {
        name,
        path: '.',
        home: '.',
        era: 'xml',
        replicas: null,
        host: null,
        cluster: null,
        wholeHome: false,
        files: [file],
        envFiles: [],
        sysFiles: [],
      },
      documents: new Map([[file, createDocument(bytes, sha256)]]),
      keystoreDigests: new Map(),
      env: new Map(Object.entries(ENV)),
      sys: new Map(Object.entries(SYS)),
      productVersion: [5, 5, 0],
      verdicts: new Map(verdict === undefined ? [] : [[file, verdict]]),
    });
    const { status, error, facts } = toFacts(node, { showSecrets: true });
    const same = { status, error: error === null, ...(status === 'parsed' && fromInspect(kind, facts)) };
    const wanted = {
      status: expected.status,
      error: expected.status === 'parsed',
      ...(expected.status === 'parsed' && fromGolden(kind, expected.facts)),
    };
    if (name in DIFFERENT) expect(same).not.toEqual(wanted);
    else expect(same).toEqual(wanted);
  });
});
