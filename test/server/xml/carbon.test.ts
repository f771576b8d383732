import { describe, expect, test } from '@jest/globals';
import { readCarbon } from '../../../src/server/xml/carbon.js';
import { at, fileOf, NOTHING, rootOf, spelled } from '../helper.js';

const read = (text: string, variables = NOTHING) => {
  const file = fileOf('carbon.xml', 'carbon', text);
  return readCarbon(file, rootOf(file), variables);
};

test('every setting has its place', () => {
  const { facts, failures } = read(`<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <HostName> iam.example.com </HostName>
  <Ports><Offset>1</Offset><JMX><RMIServerPort>11111</RMIServerPort></JMX></Ports>
  <Cache><ForceLocalCache>true</ForceLocalCache></Cache>
  <Security>
    <KeyStore><Location>\${carbon.home}/x.jks</Location><Password>top</Password></KeyStore>
  </Security>
</Server>`);
  expect(failures).toEqual([]);
  const { server, keystores } = facts;
  expect(server.serverKey).toMatchObject({
    text: 'IS',
    kind: 'literal',
    address: 'server/serverKey',
    file: 'carbon.xml',
  });
  expect(server.hostName?.text).toBe(' iam.example.com ');
  expect(spelled(server.hostName)).toBe('iam.example.com');
  expect(at(server.hostName)).toBe('3:14');
  expect(at(server.offset)).toBe('4:18');
  expect(at(server.jmx.rmiServerPort)).toBe('4:48');
  expect(server.forceLocalCache?.address).toBe('server/forceLocalCache');
  expect(keystores.primary?.location).toMatchObject({ kind: 'placeholder', address: 'keystores/primary/location' });
  expect(keystores.primary?.password).toMatchObject({ text: 'top', sensitive: true });
  expect(keystores.internal).toBeNull();
  expect(server.mgtHostName).toBeNull();
});

describe('as ServerConfiguration reads', () => {
  test.each([
    ['the first of equal elements', '<S><HostName>a</HostName><HostName>b</HostName></S>', 'a'],
    ['an empty element is none', '<S><HostName></HostName><HostName>b</HostName></S>', 'b'],
    ['blanks are empty', '<S><HostName>  </HostName></S>', null],
    ['any namespace', '<x:S xmlns:x="urn:x"><x:HostName>a</x:HostName></x:S>', 'a'],
    ['case matters', '<S><hostname>a</hostname></S>', null],
    ['not nested', '<S><x><HostName>a</HostName></x></S>', null],
    ['a comment in the middle', '<S><HostName>a.<!-- c -->b</HostName></S>', 'a.b'],
    ['an entity is expanded', '<!DOCTYPE S [<!ENTITY h "ent">]><S><HostName>&h;</HostName></S>', 'ent'],
  ])('%s', (_, text, expected) => expect(read(text).facts.server.hostName?.text ?? null).toBe(expected));
});

test('a brace before a placeholder is fatal, wherever it stands', () => {
  const { failures } = read('<S>\n<Other>a}b${x}</Other></S>');
  expect(failures).toMatchObject([{ effect: 'fatal', error: expect.stringContaining('StringIndexOutOfBounds') }]);
  expect(at(failures[0])).toBe('2:8');
});

test('an aliased password is a secret', () => {
  const alias = 'xmlns:svns="http://org.wso2.securevault/configuration" svns:secretAlias="x"';
  const { keystores } = read(
    `<S><Security><KeyStore><Password ${alias}>password</Password></KeyStore></Security></S>`,
  ).facts;
  expect(keystores.primary?.password?.kind).toBe('secret');
});
