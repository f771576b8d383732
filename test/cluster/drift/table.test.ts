import { describe, expect, test } from '@jest/globals';
import { createJudge } from '../../../src/cluster/drift/judge.js';
import { fitting, type Kind, TABLE } from '../../../src/cluster/drift/table.js';

describe('globs over addresses', () => {
  test.each<[string, string, boolean]>([
    ['server/offset', 'server/offset', true],
    ['server/offset', 'server/offsets', false],
    ['server', 'server/offset', true],
    ['registry/mount', 'registry/mount[/_system/config]/@overwrite', true],
    ['registry/mount[*]/@overwrite', 'registry/mount[/_system/config]/@overwrite', true],
    ['registry/mount[/a.b]', 'registry/mount[/axb]', false],
    ['*/url', 'datasources[jdbc/X]/url', true],
    ['a.xml', 'b/a.xml', false],
    ['deployment.toml/monitoring.*', 'deployment.toml/monitoring.jmx.port', true],
    ['a(b|c)+', 'a(b|c)+', true],
  ])('%s and %s: %s', (glob, address, expected) => {
    expect(fitting([glob])([address])).toBe(expected);
    expect(fitting(['zzz', glob])(['other', address])).toBe(expected);
  });

  test('no glob fits nothing', () => {
    expect(fitting([])([''])).toBe(false);
  });
});

describe('kinds', () => {
  const judge = createJudge({ mayDiffer: ['a/*', 'b'], mustDiffer: ['a/x', 'server/offset'], self: null }, []);

  test.each<[string, Kind]>([
    ['clustering/domain', 'must-equal'],
    ['clustering/localMemberHost', 'must-differ'],
    ['clustering/localMemberPort', 'may-differ'],
    ['clustering/member[10.0.0.1:4000]', 'may-differ'],
    ['deployment.toml/transport.https.port', 'may-differ'],
    ['deployment.toml/transport.https.properties.proxyPort', 'must-equal'],
    ['tomcat/connector[9443]/@proxyPort', 'must-equal'],
    ['tomcat/connector[9443]/@port', 'may-differ'],
    ['repository/resources/security/wso2carbon.jks', 'must-equal'],
    ['repository/resources/security/tls-1.jks', 'may-differ'],
    ['keystores/primary/location', 'must-equal'],
    ['a/y', 'may-differ'],
    ['b[1]/c', 'may-differ'],
    ['a/x', 'must-differ'],
    ['server/offset', 'must-differ'],
  ])('%s: %s', (address, kind) => {
    expect(judge.rowOf([address])?.kind ?? 'must-equal').toBe(kind);
  });

  test('every row says why', () => {
    expect(TABLE.filter(({ at, reason }) => at.length === 0 || reason.length < 10)).toEqual([]);
  });
});
