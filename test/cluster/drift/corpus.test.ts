import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { nodeHost } from '../../../src/host.js';
import { createDocument } from '../../../src/syntax/document.js';
import { parseProperties } from '../../../src/syntax/properties.js';
import { driftOf, type Files, tell } from './homes.js';
import { FIRST, respelled } from './reformat.js';

/** Real configuration of public repositories, where it is at hand. */
const CORPUS = '../shared/corpus';
const present = nodeHost('.').kindOf(CORPUS) === 'directory';
if (!present) console.warn(`skipped: no ${CORPUS}`);

const EI = 'wso2__docker-ei@release-6.1.1-old/docker-compose/pattern-11';
const APIM = 'wso2__docker-apim@2.0.0/docker-compose/pattern-4';
const IS = 'wso2__kubernetes-is@v5.5.x/is-with-analytics/confs';

function filesOf(root: string): Record<string, Uint8Array> {
  const host = nodeHost(`${CORPUS}/${root}`);
  return Object.fromEntries(host.list('.').files.map(({ path }) => [path, host.read(path)]));
}

(present ? describe : describe.skip)('real files', () => {
  test.each([
    ['AmshikaH__wso2is-6.0.0/repository/conf', 80],
    [`${EI}/analytics1/carbon/conf`, 8],
  ])('%s in another spelling of the same meaning has no drift', (root, least) => {
    const files = filesOf(root);
    const { other, changed } = respelledFiles(files);
    expect(Object.keys(files).length).toBeGreaterThanOrEqual(least);
    expect(changed).toBeGreaterThanOrEqual(least * 0.8);
    const found = driftOf([files, other]);
    expect(tell(found)).toEqual([]);
    expect(found.files).toEqual([]);
    expect(found.compared).toBeGreaterThan(500);
  });

  test.each<[string, string, string[]]>([
    [`${EI}/analytics1/carbon/conf`, `${EI}/analytics2/carbon/conf`, []],
    [`${EI}/broker1/carbon/conf`, `${EI}/broker2/carbon/conf`, []],
    [`${EI}/business-process1/carbon/conf`, `${EI}/business-process2/carbon/conf`, []],
    [`${EI}/integrator1/carbon/conf`, `${EI}/integrator2/carbon/conf`, []],
    [`${IS}/is-analytics-1/conf`, `${IS}/is-analytics-2/conf`, []],
    [
      `${APIM}/gateway-worker/carbon/repository/conf`,
      `${APIM}/gateway-worker-lan2/carbon/repository/conf`,
      ['server/deploymentSynchronizer/svnUrl', 'clustering/domain'],
    ],
  ])('%s and %s', (one, other, expected) => {
    const { settings } = driftOf([filesOf(one), filesOf(other)]);
    expect(settings.map(({ address }) => address).sort()).toEqual([...expected].sort());
  });
});

const encoder = new TextEncoder();
const { sha256 } = nodeHost('.');

/** The same configuration written by somebody else, and how many files that changed. */
function respelledFiles(files: Readonly<Record<string, Uint8Array>>): { other: Files; changed: number } {
  const other: Record<string, string | Uint8Array> = {};
  let changed = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const text = respelledText(name, bytes);
    if (text !== null && text !== new TextDecoder().decode(bytes)) changed += 1;
    other[name] = text === null ? bytes : encoder.encode(text);
  }
  return { other, changed };
}

function respelledText(name: string, bytes: Uint8Array): string | null {
  const document = createDocument(bytes, sha256);
  if (name.endsWith('.xml')) {
    const { root, problem } = document.xml();
    return root === null || problem !== null ? null : respelled(root, FIRST);
  }
  if (name.endsWith('.json')) return JSON.stringify(JSON.parse(document.text));
  if (/\.ya?ml$/.test(name)) return stringify(parse(document.text));
  if (name.endsWith('.properties')) {
    const last = new Map(parseProperties(document).entries.map(({ key, value }) => [key, value]));
    const lines = [...last].map(([key, value]) => `! x\n${written(key)} : ${written(value)}\r\n`);
    return lines.toReversed().join('');
  }
  if (/\.(?:jks|p12|ico|png)$/.test(name)) return null;
  return document.text.replace(/\r?\n/g, '\r\n\r\n');
}

function written(text: string): string {
  const code = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/[^\w.,/-]/g, code);
}
