import { describe, expect, test } from '@jest/globals';
import { rolesText } from '../../src/report/roles.js';
import { rolesView } from '../../src/report/roles-view.js';
import { plainStyle } from '../../src/report/style.js';
import { copyNode, type Files, GOOD, lint, without } from '../support/lint.js';

const only = async (files: Files) => {
  const [cluster] = (await lint(files)).clusters;
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
};
const replaced = (files: Files, from: string, to: string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, String(text).replaceAll(from, to)]));

describe('who shares what', () => {
  test('one letter for one database, however it is named', async () => {
    const view = rolesView(await only(GOOD));
    const marks = view?.rows.map(({ role, cells }) => `${role} ${cells.map(({ mark }) => mark).join('')}`);
    expect(marks).toEqual(['local registry AB', 'governance AA', 'config AA', 'users AA', 'identity AA', 'consent AA']);
    expect(view?.databases.map(({ nodes }) => nodes)).toEqual([null, ['is-2']]);
    expect(view?.maybe).toEqual([]);
  });

  test('localhost is another machine on each node, or may be one', async () => {
    const local = replaced(GOOD, 'db.example.com', 'localhost');
    const apart = rolesView(await only(local));
    expect(apart?.rows.find(({ role }) => role === 'users')?.cells.map(({ mark }) => mark)).toEqual(['A', 'C']);
    expect(apart?.maybe).toEqual([]);
    const unclear = replaced(replaced(local, '10.0.0.11', 'is-1.example.com'), '10.0.0.12', 'is-2.example.com');
    expect(rolesView(await only(unclear))?.maybe).toEqual([['A', 'C']]);
  });

  test('what is not committed is unknown, and a role nobody tells of is left out', async () => {
    const view = rolesView(await only(without(without(GOOD, 'is-2/user-mgt.xml'), 'is-2/consent-mgt-config.xml')));
    expect(view?.rows.find(({ role }) => role === 'users')?.cells[1]).toEqual({ mark: '?', name: null, path: null });
    const none = without(without(GOOD, 'is-1/user-mgt.xml'), 'is-2/user-mgt.xml');
    expect(rolesView(await only(none))?.rows.map(({ role }) => role)).not.toContain('users');
  });

  test('is turned round when the terminal is narrow', async () => {
    const many = ['is-3', 'is-4', 'is-5', 'is-6'].reduce((files, name) => copyNode(files, 'is-2', name), GOOD);
    const [text = ''] = rolesText(await only(many), { style: plainStyle, width: 80 });
    expect(text.split('\n')[1]?.trim()).toMatch(/^local registry +governance +config/);
    expect(text).toMatch(/is-6 +F +A +A \/_system\/nodes/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
