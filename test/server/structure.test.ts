import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { FileRole } from '../../src/server/model.js';
import { ELEMENT_TABLES, misplacedElements } from '../../src/server/structure.js';
import { createDocument } from '../../src/syntax/document.js';
import { at, fileOf } from './helper.js';

const found = (role: FileRole, text: string) =>
  misplacedElements(fileOf(`${role}.xml`, role, text)).map((one) => `${at(one)} ${one.parent}/${one.name}`);

describe('elements the server does not know there', () => {
  test.each<[FileRole, string, readonly string[]]>([
    [
      'registry',
      '<wso2registry>\n<mount path="/p"><instanceID>i</instanceID><targetPath/></mount></wso2registry>',
      ['2:19 mount/instanceID'],
    ],
    [
      'registry',
      '<wso2registry><anything/><mount/><remoteInstance><id/><cacheId/></remoteInstance></wso2registry>',
      [],
    ],
    [
      'registry',
      '<wso2registry><dbConfig name="a"><datasource>x</datasource></dbConfig></wso2registry>',
      ['1:35 dbConfig/datasource'],
    ],
    [
      'axis2',
      '<axisconfig><clustering><members><member><hostname/><port/></member></members></clustering></axisconfig>',
      ['1:43 member/hostname'],
    ],
    [
      'axis2',
      '<axisconfig><clustering><member/></clustering><phaseOrder><x/></phaseOrder></axisconfig>',
      ['1:26 clustering/member'],
    ],
    [
      'datasources',
      '<datasources-configuration><datasource/></datasources-configuration>',
      ['1:29 datasources-configuration/datasource'],
    ],
    [
      'user-mgt',
      '<UserManager><Realm><Other/><UserStoreManager><property/></UserStoreManager></Realm></UserManager>',
      ['1:48 UserStoreManager/property'],
    ],
    // Where everything is out of place, nothing in particular is.
    ['datasources', '<datasources><datasource/></datasources>', []],
    ['registry', '<wso2registry xmlns="urn:x"><mount><x/></mount></wso2registry>', []],
    ['registry', '<wso2registry><mount><x:note xmlns:x="urn:x"/></mount></wso2registry>', []],
    ['carbon', '<Server><Anything/></Server>', []],
  ])('%s %#', (role, text, expected) => expect(found(role, text)).toEqual(expected));

  test('address and what is expected', () => {
    const [one] = misplacedElements(
      fileOf('registry.xml', 'registry', '<wso2registry><mount><x/></mount></wso2registry>'),
    );
    expect(one).toMatchObject({ address: 'registry.xml/mount/x', expected: ['instanceId', 'targetPath'] });
  });
});

test('every path of a table begins at its root', () => {
  for (const { root, closed } of ELEMENT_TABLES.values()) {
    for (const path of Object.keys(closed)) expect(path.split('/')[0]).toBe(root);
  }
});

test('of the conformance cases only those speak that are about it', () => {
  const cases = new URL('../conformance/cases/xml/', import.meta.url);
  const roles: Readonly<Record<string, FileRole>> = { usermgt: 'user-mgt' };
  const spoken = readdirSync(cases).flatMap((kind) =>
    readdirSync(new URL(`${kind}/`, cases)).filter((name) => {
      const folder = new URL(`${kind}/${name}/`, cases);
      const file = readdirSync(folder).find((one) => one.endsWith('.xml')) ?? '';
      const document = createDocument(new Uint8Array(readFileSync(new URL(file, folder))), () => '');
      return (
        misplacedElements({ name: file, path: file, role: roles[kind] ?? (kind as FileRole), document }).length > 0
      );
    }),
  );
  expect(spoken).toEqual(['ax-member-case', 'ds-flat']);
});
