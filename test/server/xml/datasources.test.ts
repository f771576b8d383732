import { describe, expect, test } from '@jest/globals';
import { datasourceFailures, readDatasources } from '../../../src/server/xml/datasources.js';
import { at, fileOf, NOTHING, rootOf, spelled } from '../helper.js';

const read = (text: string, variables = NOTHING, name = 'datasources/master-datasources.xml') => {
  const file = fileOf(name, 'datasources', text);
  return readDatasources(file, rootOf(file), variables);
};
const PROVIDER = '<providers><provider>org.wso2.carbon.ndatasource.rdbms.RDBMSDataSourceReader</provider></providers>';
const wrap = (content: string) =>
  `<datasources-configuration>${PROVIDER}\n<datasources>\n${content}\n</datasources>\n</datasources-configuration>`;
const one = (name: string, jndi: string, configuration: string, type = 'type="RDBMS"') =>
  `<datasource><name>${name}</name><jndiConfig><name>${jndi}</name></jndiConfig><definition ${type}><configuration>${configuration}</configuration></definition></datasource>`;

test('every setting has its place', () => {
  const { facts, failures } = read(
    wrap(`<datasource>
  <name>WSO2_CARBON_DB</name>
  <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
  <definition type="RDBMS">
    <configuration>
      <url>jdbc:mysql://db/reg?a=1&amp;b=2</url>
      <password>pw</password>
      <maxActive>50</maxActive>
    </configuration>
  </definition>
</datasource>`),
  );
  expect(failures).toEqual([]);
  const datasource = facts?.[0];
  expect(at(datasource)).toBe('3:2');
  expect(at(datasource?.name)).toBe('4:9');
  expect(at(datasource?.jndiName)).toBe('5:21');
  expect(datasource?.jndiName?.address).toBe('datasources[jdbc/WSO2CarbonDB]/jndiName');
  expect(at(datasource?.definitionType)).toBe('6:21');
  expect(datasource?.url).toMatchObject({
    text: 'jdbc:mysql://db/reg?a=1&b=2',
    address: 'datasources[jdbc/WSO2CarbonDB]/url',
  });
  expect(at(datasource?.url)).toBe('8:12');
  expect(spelled(datasource?.url)).toBe('jdbc:mysql://db/reg?a=1&amp;b=2');
  expect(datasource?.password?.sensitive).toBe(true);
  expect(datasource?.properties.map(({ name, address }) => [name, address])).toEqual([
    ['url', 'datasources[jdbc/WSO2CarbonDB]/url'],
    ['password', 'datasources[jdbc/WSO2CarbonDB]/password'],
    ['maxActive', 'datasources[jdbc/WSO2CarbonDB]/maxActive'],
  ]);
});

describe('as JAXB reads', () => {
  test('the last of equal elements, the last list', () => {
    const twice = wrap(one('A', 'jdbc/A', '<url>a</url><url>b</url>'));
    expect(read(twice).facts?.[0]?.url?.text).toBe('b');
    const lists = `<datasources-configuration><datasources>${one('A', 'a', '')}</datasources><datasources/></datasources-configuration>`;
    expect(read(lists).facts).toEqual([]);
  });

  test('nothing is trimmed; an entity is empty', () => {
    expect(read(wrap(one(' A ', ' jdbc/A ', ''))).facts?.[0]).toMatchObject({
      name: { text: ' A ' },
      jndiName: { text: ' jdbc/A ' },
    });
    const entity = `<!DOCTYPE x [<!ENTITY u "jdbc:h2:x">]>${wrap(one('A', 'a', '<url>&u;</url>'))}`;
    expect(read(entity).facts?.[0]?.url?.text).toBe('');
  });

  test('system properties inside configuration only', () => {
    const variables = { env: new Map([['p', 'env']]), sys: new Map([['p', 'prop']]) };
    const { facts } = read(wrap(one('${p}', 'a', '<url>${p}</url><username>${q}</username>')), variables);
    expect(facts?.[0]).toMatchObject({
      name: { text: '${p}', kind: 'placeholder' },
      url: { text: 'prop', kind: 'literal' },
      username: { text: '${q}', kind: 'placeholder' },
    });
  });

  test.each([
    ['wrong root', '<datasources><datasources/></datasources>', 'unexpected element (uri:"", local:"datasources")'],
    ['namespace', '<datasources-configuration xmlns="urn:x"/>', 'unexpected element (uri:"urn:x"'],
    ['no list', '<datasources-configuration/>', 'NullPointerException'],
    [
      'unknown provider',
      '<datasources-configuration><providers><provider>com.example.R</provider></providers><datasources/></datasources-configuration>',
      'Error in loading data source provider: com.example.R',
    ],
  ])('%s: nothing comes of the file', (_, text, error) => {
    const { facts, failures } = read(text);
    expect(facts).toBeNull();
    expect(failures).toMatchObject([
      {
        effect: 'fatal',
        error: expect.stringContaining(
          "Error in initializing system data sources at 'datasources/master-datasources.xml' - ",
        ),
      },
    ]);
    expect(failures[0]?.error).toContain(error);
  });
});

describe('over all files', () => {
  test('a name that comes again stops the reading', () => {
    const files = [
      read(wrap(one('A', 'jdbc/A', ''))),
      read(wrap(`${one('B', 'jdbc/B', '')}\n${one('A', 'jdbc/C', '')}`), NOTHING, 'datasources/x-datasources.xml'),
    ];
    const failures = datasourceFailures(
      files,
      files.flatMap(({ facts }) => facts ?? []),
    );
    expect(failures).toMatchObject([
      {
        effect: 'fatal',
        file: 'datasources/x-datasources.xml',
        error:
          "Error in initializing system data sources at 'datasources/x-datasources.xml' - System datasource Acan not be updated.",
      },
    ]);
    expect(at(failures[0])).toBe('4:19');
  });

  test.each([
    ['', "'null'"],
    ['type="rdbms"', "'rdbms'"],
    ['type="MONGO"', "'MONGO'"],
  ])('type %j has no reader', (type, shown) => {
    const file = read(wrap(one('A', 'jdbc/A', '', type)));
    expect(datasourceFailures([file], file.facts ?? [])).toMatchObject([
      { effect: 'partial', error: `A data source reader cannot be found for the type ${shown}` },
    ]);
  });

  test('with a provider of another kind, types are not judged; nor are templates', () => {
    const own = '<provider>org.wso2.carbon.datasource.reader.hadoop.HDFSDataSourceReader</provider>';
    const file = read(wrap(one('A', 'jdbc/A', '', 'type="HDFS"')).replace('<providers>', `<providers>${own}`));
    expect(datasourceFailures([file], file.facts ?? [])).toEqual([]);
    const template = read(wrap(one('{{ n }}', 'a', '', 'type="{{ t }}"') + one('{{ n }}', 'a', '')));
    expect(datasourceFailures([template], template.facts ?? [])).toEqual([]);
  });
});
