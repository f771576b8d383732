import { describe, expect, test } from '@jest/globals';
import { inspectJson, inspectText } from '../../src/report/inspect.js';
import { plainStyle, textReport } from '../../src/report/text.js';
import { change, type Files, GOOD, GOOD_TOML, lint, pathOf, without } from '../support/lint.js';
import { golden } from './golden.js';

const inspect = async (files: Files, showSecrets = false) =>
  inspectText(await lint(files), { style: plainStyle, showSecrets });

describe('inspect', () => {
  test('says what each node means, and where it is said', async () => {
    const text = await inspect(GOOD);
    expect(text).toBe(golden('inspect.txt', text));
  });

  test('draws mounts that lead nowhere', async () => {
    const registry = String(GOOD[pathOf('is-2/registry.xml')]);
    const instance = /<instanceId>([^<]*)</.exec(registry)?.[1] ?? '';
    const files = {
      ...GOOD,
      [pathOf('is-2/registry.xml')]: registry.replace(`<instanceId>${instance}<`, '<instanceId>gone<'),
    };
    expect(await inspect(files)).toContain('nowhere: no remote instance "gone"');
  });

  test('says what the server would refuse', async () => {
    const registry = String(GOOD[pathOf('is-2/registry.xml')]);
    const files = {
      ...GOOD,
      [pathOf('is-2/registry.xml')]: registry.replace(/<currentDBConfig>[^<]*/, '<currentDBConfig>gone'),
    };
    expect(await inspect(files)).toMatch(/Would fail\n {4}(?:fatal|partial) .*gone.*registry\.xml:\d+/);
  });

  test('names the file that a ConfigMap is in', async () => {
    const toml = String(GOOD_TOML['is-1/repository/conf/deployment.toml']);
    const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: is\ndata:\n  deployment.toml: |-\n';
    const files = { 'k8s/cm.yaml': `${head}${toml.replace(/^(?=.)/gm, '    ')}` };
    const text = await inspect(files);
    const line = toml.split('\n').findIndex((each) => each.startsWith('hostname =')) + 1;
    expect(text).toMatch(new RegExp(`host name +"[^"]+" +k8s/cm\\.yaml:${line + 6}\\n`));
    expect(text).not.toContain('deployment.toml:');
  });

  test('tells the node itself from the other members', async () => {
    const text = await inspect(GOOD_TOML);
    expect(text.match(/(?:this member|itself, listed|other member) .*/g)?.map((row) => row.split(' port ')[0])).toEqual(
      [
        'this member     "10.0.1.11"',
        'itself, listed  "10.0.1.11"',
        'other member    "10.0.1.12"',
        'this member     "10.0.1.12"',
        'other member    "10.0.1.11"',
        'itself, listed  "10.0.1.12"',
      ],
    );
  });

  test('keeps secrets unless asked', async () => {
    const password =
      /<password>([^<]+)</.exec(String(GOOD[pathOf('is-1/datasources/master-datasources.xml')]))?.[1] ?? '';
    expect(password).not.toBe('');
    const secret = 'S3cr3t-of-the-test';
    const files = Object.fromEntries(
      Object.entries(GOOD).map(([path, text]) => [
        path,
        String(text).replaceAll(`<password>${password}<`, `<password>${secret}<`),
      ]),
    );
    const result = await lint(files);
    const shown = [
      inspectText(result, { style: plainStyle, showSecrets: false }),
      inspectJson(result, { showSecrets: false }),
      textReport(result, { style: plainStyle, quiet: false, width: 100 }),
    ];
    for (const text of shown) expect(text).not.toContain(secret);
    expect(inspectText(result, { style: plainStyle, showSecrets: true })).toContain(secret);
    expect(inspectJson(result, { showSecrets: true })).toContain(secret);
  });

  test('says which files are not committed', async () => {
    const files = without(without(GOOD, 'is-2/user-mgt.xml'), 'is-2/registry.xml');
    expect(await inspect(files)).toContain('Nothing committed tells about registry.xml and user-mgt.xml.');
  });

  test('JSON has the contract’s fields', async () => {
    const { version, nodes } = JSON.parse(inspectJson(await lint(GOOD), { showSecrets: false }));
    expect(version).toBe(1);
    expect(Object.keys(nodes[0])).toEqual(['name', 'path', 'era', 'productVersion', 'status', 'error', 'facts']);
  });
});

describe('who shares what', () => {
  const shares = async (files: Files) => {
    const text = textReport(await lint(files), { style: plainStyle, quiet: false, width: 120 });
    return text.slice(text.indexOf('Who shares what')).split('\n\n')[0] ?? '';
  };

  test('one letter is one database', async () => {
    expect(await shares(GOOD)).toBe(golden('roles.txt', await shares(GOOD)));
  });

  test('a datasource that is not there is marked', async () => {
    const user = String(GOOD[pathOf('is-2/user-mgt.xml')]);
    const jndi = /name="dataSource">([^<]*)</.exec(user)?.[1] ?? '';
    const files = change(GOOD, 'is-2/user-mgt.xml', `name="dataSource">${jndi}<`, 'name="dataSource">jdbc/Gone<');
    expect(await shares(files)).toMatch(/users .*✗ jdbc\/Gone[\s\S]*✗ {2}refers to something that is not there/);
  });
});
