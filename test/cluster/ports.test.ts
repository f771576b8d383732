import { describe, expect, test } from '@jest/globals';
import { collidingPorts, effectiveOffset, effectivePorts } from '../../src/cluster/ports.js';
import type { Connector, NodeModel } from '../../src/server/model.js';
import { makeNode, makeServer, makeSetting } from '../support/node.js';

function node(
  offset: string | null,
  connectors: readonly Connector[] | null = null,
  script: string | null = null,
): NodeModel {
  return makeNode({
    server: makeServer({
      offset: offset === null ? null : makeSetting(offset),
      jmx: { rmiRegistryPort: makeSetting('9999'), rmiServerPort: makeSetting('11111') },
      embeddedLdapPort: makeSetting('10389'),
    }),
    tomcat: connectors === null ? null : { file: 'x', span: null, address: 'tomcat', shutdownPort: null, connectors },
    scripts: { portOffset: script === null ? null : makeSetting(script), hazelcastConfig: null },
  });
}

function connector(attributes: Record<string, string>): Connector {
  const settings = Object.entries(attributes).map(([name, text]) => [name, makeSetting(text)] as const);
  return {
    file: 'x',
    span: null,
    address: 'tomcat',
    attributes: new Map(settings),
    sslHostConfig: null,
    certificate: null,
  };
}

test.each<[string | null, string | null, number | null]>([
  ['0', null, 0],
  ['-1', null, -1],
  ['1', '5', 5],
  ['1', '${OFFSET}', null],
  ['one', null, null],
  [' 1', null, null],
  ['{{o}}', null, null],
  [null, null, null],
  [null, '3', 3],
])('offset %s, script %s: %s', (offset, script, value) => {
  expect(effectiveOffset(node(offset, null, script))?.value ?? null).toBe(value);
});

const short = (subject: NodeModel) =>
  effectivePorts(subject).map((port) => `${port.name} ${port.port}${port.assumed ? '?' : ''}`);

test('effectivePorts', () => {
  expect(short(node('2'))).toEqual(['HTTPS 9445?', 'HTTP 9765?', 'JMX registry 10001', 'JMX server 11113']);
  expect(short(node('{{o}}'))).toEqual([]);
  const connectors = [
    connector({ port: '9443', scheme: 'https' }),
    connector({ port: '8080' }),
    connector({ port: '${p}' }),
    connector({ port: '8009', protocol: 'AJP/1.3' }),
  ];
  expect(short(node('1', connectors)).slice(0, 3)).toEqual(['HTTPS 9444', 'HTTP 8081', 'AJP 8010']);
  const ldap = { file: 'x', span: null, address: 'x', enable: makeSetting('true'), port: null };
  expect(short({ ...node('1'), embeddedLdap: ldap })).toContain('embedded LDAP 10390');
  expect(short({ ...node('1'), embeddedLdap: { ...ldap, enable: makeSetting('True') } })).toHaveLength(4);
});

describe('collidingPorts', () => {
  const names = (a: NodeModel, b: NodeModel) => collidingPorts(a, b).map(({ a: x }) => x.name);
  test('equal offsets', () => {
    expect(names(node('0'), node('0'))).toEqual(['HTTPS', 'HTTP', 'JMX registry', 'JMX server']);
    expect(names(node('0'), node('1'))).toEqual([]);
    expect(names(node('{{o}}'), node('{{o}}'))).toEqual([]);
  });
  test('an assumed port beside a written one is no evidence', () => {
    expect(names(node('0', [connector({ port: '9443' })]), node('0'))).toEqual(['JMX registry', 'JMX server']);
    expect(names(node('0', [connector({ port: '9443' })]), node('1', [connector({ port: '9442' })]))).toEqual(['HTTP']);
  });
  test('bound to different addresses', () => {
    const at = (address: string) => node('0', [connector({ port: '9443', address })]);
    expect(names(at('10.0.0.1'), at('10.0.0.2'))).not.toContain('HTTP');
    expect(names(at('10.0.0.1'), at('10.0.0.1'))).toContain('HTTP');
  });
});
