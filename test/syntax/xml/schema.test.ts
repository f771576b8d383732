import { describe, expect, test } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';
import { checkWellFormed, type GateVerdict } from '../../../src/syntax/xml/gate.js';
import { type ElementTable, generateSchema } from '../../../src/syntax/xml/schema.js';

const REGISTRY: ElementTable = {
  root: 'registry',
  namespace: '',
  closed: { 'registry/mount': ['instanceId', 'targetPath'], 'registry/db/pool': ['max'] },
};
const DATASOURCES: ElementTable = {
  root: 'list',
  namespace: '',
  closed: { list: ['item'], 'list/item': ['name', 'definition'], 'list/item/definition': ['configuration'] },
};
const CONSENT: ElementTable = { root: 'Consent', namespace: 'urn:consent', closed: { 'Consent/DataSource': ['Name'] } };

async function complaints(...documents: string[]): Promise<string[][]> {
  const files = documents.map((text, index) => ({ id: String(index), bytes: new TextEncoder().encode(text) }));
  const schema = generateSchema([REGISTRY, DATASOURCES, CONSENT]);
  const verdicts = await checkWellFormed(files, { xmllint: validateXML, schema });
  return files.map(({ id }) => {
    const verdict = verdicts.get(id) as GateVerdict;
    return verdict.kind === 'ok'
      ? verdict.schemaErrors.map(({ line, message }) => `${line}: ${message}`)
      : [verdict.kind];
  });
}

describe('generateSchema', () => {
  test('order, repetition, text and attributes are free', async () => {
    expect(
      await complaints(
        '<registry a="1"><x><y/></x><mount overwrite="true"><targetPath/>text<instanceId b="2">i<z/></instanceId><o:x xmlns:o="urn:o"/><targetPath/></mount></registry>',
        '<list><item><definition><configuration><url/></configuration></definition><name/><name/></item><item/></list>',
        '<c:Consent xmlns:c="urn:consent"><c:Other/><c:DataSource><c:Name>x</c:Name></c:DataSource></c:Consent>',
      ),
    ).toEqual([[], [], []]);
  });

  test('a child with an unknown name is told with its line', async () => {
    const [registry, list, consent] = await complaints(
      '<registry>\n<mount>\n<instanceID/></mount></registry>',
      '<list>\n<itme/></list>',
      '<Consent xmlns="urn:consent"><DataSource>\n<name/></DataSource></Consent>',
    );
    expect(registry).toEqual([expect.stringMatching(/^3: .*instanceID/)]);
    expect(list).toEqual([expect.stringMatching(/^2: .*itme/)]);
    expect(consent).toEqual([expect.stringMatching(/^2: .*name/)]);
  });

  test('a closed element below an open one is found at any depth', async () => {
    expect(await complaints('<registry><db><pool><min/></pool></db></registry>')).toEqual([
      [expect.stringContaining('min')],
    ]);
  });

  test('two tables that close one name differently are refused', () => {
    const other: ElementTable = { root: 'other', namespace: '', closed: { 'other/mount': ['path'] } };
    expect(() => generateSchema([REGISTRY, other])).toThrow('<mount>');
  });
});
