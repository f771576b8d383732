import { describe, expect, test } from '@jest/globals';
import { readAxis2 } from '../../../src/server/xml/axis2.js';
import { at, fileOf, NOTHING, rootOf, spelled } from '../helper.js';

const HAZELCAST = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
const read = (text: string, variables = NOTHING) => {
  const file = fileOf('axis2/axis2.xml', 'axis2', text);
  return readAxis2(file, rootOf(file), variables);
};
const block = (content: string, attributes = `class="${HAZELCAST}" enable="true"`) =>
  `<axisconfig>\n<clustering ${attributes}>\n${content}\n</clustering>\n</axisconfig>`;
const WKA = '<parameter name="membershipScheme">wka</parameter>';

test('every setting has its place', () => {
  const { facts, failures } = read(
    block(`<parameter name="membershipScheme">wka</parameter>
  <parameter name="domain"> iam </parameter>
  <parameter name="localMemberHost"></parameter>
  <members>
    <member><hostName> 10.0.0.2 </hostName><port>4001</port></member>
  </members>`),
  );
  expect(failures).toEqual([]);
  expect(facts).toMatchObject({ present: true, enabled: true, address: 'clustering' });
  expect(at(facts.enable)).toBe('2:96');
  expect(facts.enable?.address).toBe('clustering/@enable');
  expect(facts.domain).toMatchObject({ text: ' iam ', address: 'clustering/domain' });
  expect(at(facts.domain)).toBe('4:29');
  expect(spelled(facts.domain)).toBe('iam');
  expect(facts.localMemberHost?.text).toBe('');
  expect(at(facts.localMemberHost)).toBe('5:3');
  const [member] = facts.members;
  expect(member?.hostName).toMatchObject({ text: '10.0.0.2', address: 'clustering/member[10.0.0.2:4001]/hostName' });
  expect(at(member?.hostName)).toBe('7:24');
  expect(at(member?.port)).toBe('7:50');
  expect(at(facts.membersBlock)).toBe('6:4');
});

describe('enable', () => {
  test.each([
    ['', true],
    ['enable="true"', true],
    ['enable=" TRUE "', true],
    ['enable="yes"', false],
    ['enable="1"', false],
    ['enable=""', false],
    ['enable="{{ on }}"', null],
    ['enable="${on}"', null],
  ])('%s', (attribute, expected) => {
    expect(read(block('', `class="${HAZELCAST}" ${attribute}`)).facts.enabled).toBe(expected);
  });

  test.each([
    ['nested', '<axisconfig><x><clustering/></x></axisconfig>'],
    ['in a namespace', '<axisconfig xmlns="urn:x"><clustering/></axisconfig>'],
    ['commented', '<axisconfig><!-- <clustering/> --></axisconfig>'],
  ])('%s: the server sees none', (_, text) => {
    expect(read(text).facts).toMatchObject({ present: false, enabled: false });
  });

  test('only the first block counts', () => {
    const { facts } = read(`<axisconfig><clustering enable="false"/><clustering class="${HAZELCAST}"/></axisconfig>`);
    expect(facts.enabled).toBe(false);
  });
});

describe('members', () => {
  const members = '<members><member><hostName>a</hostName><port>4000</port></member></members>';
  test.each([
    ['wka', 1],
    [' wka ', 1],
    ['WKA', 0],
    ['multicast', 0],
    ['${scheme}', 0],
  ])('scheme %j reads %i', (scheme, count) => {
    const { facts } = read(block(`<parameter name="membershipScheme">${scheme}</parameter>${members}`));
    expect(facts.listedMembers).toHaveLength(1);
    expect(facts.members).toHaveLength(count);
  });

  test('the first placeholder of a host comes from property, then environment; parameters keep theirs', () => {
    const variables = { env: new Map([['H', 'env']]), sys: new Map([['P', '4005']]) };
    const { facts, failures } = read(
      block(
        `${WKA}<parameter name="domain">\${H}</parameter><members><member><hostName>\${H}</hostName><port>\${P}</port></member></members>`,
      ),
      variables,
    );
    expect(failures).toEqual([]);
    expect(facts.members[0]).toMatchObject({ hostName: { text: 'env', sensitive: true }, port: { text: '4005' } });
    expect(facts.domain).toMatchObject({ text: '${H}', kind: 'placeholder' });
  });
});

test('the last of equal parameters counts, all are kept', () => {
  const { facts } = read(block('<parameter name="domain">a</parameter><parameter name="domain">b</parameter>'));
  expect(facts.domain?.text).toBe('b');
  expect(facts.parameters.map(({ text }) => text)).toEqual(['a', 'b']);
});

describe('what stops the server', () => {
  test.each([
    ['<axis2/>', "The system was looking for the 'axisconfig' element, but it found 'axis2'", '1:2'],
    [block('', 'enable="true"'), "The element clustering must have an attribute with the name 'class'", '2:2'],
    [block('', 'class=" x "'), 'Clustering implementation class  x  not found', '2:20'],
    [block(`${WKA}<members><member><hostName>a</hostName></member></members>`), 'NullPointerException', '3:61'],
    [
      block(`${WKA}<members><member><hostName>a</hostName><port>four</port></member></members>`),
      'java.lang.NumberFormatException: For input string: "four"',
      '3:96',
    ],
    [
      block('<groupManagement><applicationDomain name="d" agent="com.example.G"/></groupManagement>'),
      'Could not instantiate GroupManagementAgent com.example.G for domain d',
      '3:19',
    ],
    [block('<nodeManager class="com.example.N"/>'), 'Clustering implementation class com.example.N not found', '3:21'],
  ])('%#', (text, error, place) => {
    const { failures } = read(text);
    expect(failures).toMatchObject([{ effect: 'fatal', error: expect.stringContaining(error) }]);
    expect(at(failures[0])).toBe(place);
  });

  test('nothing of it while clustering is off or unknown, nor what only a template hides', () => {
    const port = `${WKA}<members><member><hostName>a</hostName><port>{{ port }}</port></member></members>`;
    for (const text of [
      block('', 'class="com.example.Agent" enable="false"'),
      block('', 'enable="{{ on }}"'),
      block(port),
      block('', 'class="{{ agent }}"'),
      block('<groupManagement enable="false"><applicationDomain/></groupManagement>'),
    ]) {
      expect(read(text).failures).toEqual([]);
    }
  });
});

test('member properties are read too', () => {
  const { facts } = read(
    block('<parameter name="properties"><property name="subDomain" value="worker"/><property name="x"/></parameter>'),
  );
  const [nested] = facts.parameters[0]?.nested ?? [];
  expect(facts.parameters[0]?.nested).toHaveLength(1);
  expect(nested).toMatchObject({ name: 'subDomain', text: 'worker', address: 'clustering/properties/subDomain' });
  expect(at(nested)).toBe('3:64');
});

test('secrets are marked', () => {
  const { facts } = read(
    block('<parameter name="secretKey">SK</parameter><parameter name="groupPassword">g</parameter>'),
  );
  expect(facts.parameters.map(({ sensitive }) => sensitive)).toEqual([true, true]);
});
