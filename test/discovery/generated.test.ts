import { describe, expect, test } from '@jest/globals';
import { createGenerated } from '../../src/discovery/generated.js';

const PACK = ['carbon', 'registry', 'user-mgt', 'axis2/axis2', 'identity/identity', 'tomcat/catalina-server'].map(
  (name) => `repository/conf/${name}.xml.j2`,
);
const ask = (templates: readonly string[], inConf: string): boolean =>
  createGenerated(templates)(inConf, `repository/conf/${inConf}`);

describe('what a server writes from deployment.toml', () => {
  test.each([
    'carbon.xml',
    'axis2/axis2.xml',
    'identity/identity.xml',
    'identity/identity-event.properties',
    'tomcat/carbon/META-INF/context.xml',
  ])('always: %s', (file) => {
    expect([ask([], file), ask(PACK, file)]).toEqual([true, true]);
  });

  test.each([
    'deployment.toml',
    'log4j2.properties',
    'claim-config.xml',
    'etc/hazelcast.xml',
    'identity/service-providers/portal.xml',
    'identity/sso-idp-config.xml',
    'identity/userstores/carbon.xml',
    'custom/carbon.xml',
    'tomcat/webapp-classloading.xml',
  ])('never: %s', (file) => {
    expect([ask([], file), ask(PACK, file)]).toEqual([false, false]);
  });

  test('in some versions: the templates of the whole pack decide, those that somebody edited do not', () => {
    const file = 'identity/charon-config.xml';
    const edited = ['repository/conf/identity/identity.xml.j2'];
    expect([ask([], file), ask(edited, file), ask(PACK, file)]).toEqual([true, true, false]);
    expect(ask([...PACK, `repository/conf/${file}.j2`], file)).toBe(true);
  });

  test('whatever a template of the pack renders, wherever it goes in the home', () => {
    const templates = ['repository/conf/custom/own.xml.j2', 'repository/deployment/server/eventpublishers/a.xml.j2'];
    const isGenerated = createGenerated([...templates, 'repository/conf/README.md']);
    expect(isGenerated('custom/own.xml', 'repository/conf/custom/own.xml')).toBe(true);
    expect(isGenerated(null, 'repository/deployment/server/eventpublishers/a.xml')).toBe(true);
    expect(isGenerated('README.md', 'repository/conf/README.md')).toBe(false);
    expect(isGenerated('custom/own.xml', null)).toBe(false);
  });
});
