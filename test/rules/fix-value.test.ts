import { describe, expect, test } from '@jest/globals';
import { applyReplacements } from '../../src/lint/edit.js';
import { deploymentToml } from '../../src/rules/example-toml.js';
import { elementAt, isWrittenOut, renameElement, writeText } from '../../src/rules/fix-value.js';
import type { NodeModel } from '../../src/server/model.js';
import type { Setting } from '../../src/server/setting.js';
import { type Files, lint } from '../support/lint.js';

const REGISTRY = 'repository/conf/registry.xml';

async function nodeOf(files: Files): Promise<NodeModel> {
  const { clusters } = await lint(files);
  const node = clusters[0]?.nodes[0];
  if (node === undefined) throw new Error('no node');
  return node;
}

const xml = (body: string): Files => ({ [REGISTRY]: `<wso2registry>${body}</wso2registry>` });

/** The file with another currentDBConfig. */
async function current(body: string, text = 'b'): Promise<string> {
  const node = await nodeOf(xml(body));
  const setting = node.registry?.currentDBConfig ?? null;
  const [edit, ...others] = setting === null ? [] : writeText(node, setting, text);
  if (edit === undefined) return 'no edit';
  return Buffer.from(applyReplacements(edit.span.document, [edit, ...others])).toString();
}

describe('writeText', () => {
  test.each([
    ['a text', '<currentDBConfig>a</currentDBConfig>', '<currentDBConfig>b</currentDBConfig>'],
    ['CDATA', '<currentDBConfig><![CDATA[a&b]]></currentDBConfig>', '<currentDBConfig>b</currentDBConfig>'],
    ['an empty element', '<currentDBConfig/>', '<currentDBConfig>b</currentDBConfig>'],
    ['an element without text', '<currentDBConfig></currentDBConfig>', '<currentDBConfig>b</currentDBConfig>'],
    ['blanks around it', '<currentDBConfig>\r\n a \r\n</currentDBConfig>', '<currentDBConfig>b</currentDBConfig>'],
  ])('%s', async (_title, before, after) => {
    expect(await current(before)).toBe(`<wso2registry>${after}</wso2registry>`);
  });

  test.each([
    ['a template', '<currentDBConfig>{{ a }}</currentDBConfig>'],
    ['a system property', '<currentDBConfig>${a}</currentDBConfig>'],
    ['a comment beside it', '<currentDBConfig>a<!-- why --></currentDBConfig>'],
  ])('leaves %s', async (_title, before) => {
    expect(await current(before)).toBe('no edit');
  });

  test('escapes what goes into XML', async () => {
    expect(await current('<currentDBConfig>a</currentDBConfig>', 'a<b&c')).toContain('>a&lt;b&amp;c<');
  });

  test('a value of deployment.toml, in quotes of its own', async () => {
    const text = deploymentToml({ tables: { '[realm_manager]': 'data_source = 5 # five' } });
    const node = await nodeOf({ 'repository/conf/deployment.toml': text });
    const setting = node.toml?.effective('realm_manager.data_source') as Setting;
    const edits = writeText(node, setting, 'a"b');
    const [edit] = edits;
    if (edit === undefined) throw new Error('no edit');
    expect(Buffer.from(applyReplacements(edit.span.document, edits)).toString()).toBe(text.replace('5 #', '"a\\"b" #'));
  });
});

test('what an environment file fills in is not written out', async () => {
  const node = await nodeOf(xml('<currentDBConfig>a</currentDBConfig>'));
  const setting = node.registry?.currentDBConfig as Setting;
  expect(isWrittenOut(setting)).toBe(true);
  expect(isWrittenOut({ ...setting, origin: 'inferred' })).toBe(false);
});

describe('renameElement', () => {
  test.each([
    ['both tags', '<a >x<!-- c --></a\n>', '<b >x<!-- c --></b\n>'],
    ['an empty tag', '<a/>', '<b/>'],
    ['a tag with attributes', '<a x="1"></a>', '<b x="1"></b>'],
    ['a prefix', '<p:a xmlns:p="u">x</p:a>', '<p:b xmlns:p="u">x</p:b>'],
  ])('%s', async (_title, before, after) => {
    const node = await nodeOf(xml(`<currentDBConfig>w</currentDBConfig>${before}`));
    const root = node.registry === null ? null : elementAt(node.registry);
    const element = root?.children.at(-1);
    if (element === undefined) throw new Error('no element');
    const edits = renameElement(node, element, 'b');
    const text = Buffer.from(applyReplacements(element.span.document, edits)).toString();
    expect(text).toBe(`<wso2registry><currentDBConfig>w</currentDBConfig>${after}</wso2registry>`);
  });
});
