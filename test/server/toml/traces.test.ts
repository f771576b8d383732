import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOtherProduct, productOf, versionTraces } from '../../../src/server/toml/traces.js';
import { compareVersions, NEWEST, OLDEST_TOML } from '../../../src/server/version.js';
import { written } from './written.js';

const IDENTITY = 'database.identity_db.url';

describe('what bounds the version of a deployment.toml', () => {
  const bounds = (keys: Readonly<Record<string, string>>) =>
    versionTraces(written(keys)).map((range) => range.map((version) => version.join('.')).join(' '));

  test.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, []],
    ['the store of 5.9.0', { 'user_store.type': 'read_write_ldap' }, []],
    ['a store with unique ids', { 'user_store.type': 'read_write_ldap_unique_id' }, ['5.10.0 7.3.0']],
    ['a database with unique ids', { 'user_store.type': 'database_unique_id' }, ['5.10.0 7.3.0']],
    ['a store that is a template', { 'user_store.type': '{{ .type }}_unique_id' }, []],
    ['a store of no server', { 'user_store.type': 'my_unique_id' }, []],
    ['secrets at run time', { 'runtime_secrets.enable': 'true' }, ['6.0.0 7.3.0']],
    ['another local registry', { 'database.registry_db.type': 'mysql' }, ['6.1.0 7.3.0']],
    ['no mounts', { 'registry.enable_mount': 'false' }, ['6.1.0 7.3.0']],
    ['a registry data source', { 'registry.gov_datasource': 'jdbc/X' }, ['6.1.0 7.3.0']],
    ['an agent', { 'clustering.agent': 'x' }, ['7.0.0 7.3.0']],
    ['key stores in a database', { 'keystore.datasource': 'jdbc/SHARED_DB' }, ['7.1.0 7.3.0']],
    ['resources in a database', { 'data_storage_type.xacml': 'database' }, ['7.1.0 7.3.0']],
    ['an earlier behaviour', { 'preserve_previous_product_behaviour.version': 'IS_7.1.0' }, ['7.2.0 7.3.0']],
    ['the store of agents', { 'datasource.AgentIdentity.id': 'AgentIdentity' }, ['7.2.0 7.3.0']],
    [
      'the store of agents of an add-on',
      { 'datasource.AgentIdentity.id': 'AgentIdentity', 'agent_userstore.data_source': 'jdbc/AgentIdentity' },
      [],
    ],
    ['another data source', { 'datasource.AgentIdentityOld.id': 'X' }, []],
  ])('%s', (_, keys, expected) => expect(bounds(keys)).toEqual(expected));

  test.each<[string, Record<string, string>]>([
    ['a dead key', { 'keystore.primary.name': 'wso2carbon.jks' }],
    ['a converted key store', { 'keystore.primary.file_name': 'wso2carbon.p12', 'keystore.primary.type': 'PKCS12' }],
    ['a type that is told', { 'keystore.primary.type': 'JKS', 'truststore.type': 'JKS' }],
    ['a scheme without its class', { 'clustering.membership_scheme': 'kubernetes' }],
    ['a class that the scheme no longer needs', { 'clustering.properties.membershipSchemeClassName': 'x' }],
    ['a table of the workflow engine', { 'database.bps_database.url': 'jdbc:h2:./x' }],
    ['an async database', { 'database.shared_db.url': 'jdbc:h2:async:./x' }],
    ['what updates bring', { 'server.cache.propagation_enabled': 'true', 'encryption.enable_key_id': 'true' }],
  ])('%s bounds nothing', (_, keys) => expect(bounds(keys)).toEqual([]));

  test('every range is one of the era', () => {
    const key = fc.constantFrom('user_store.type', 'runtime_secrets.enable', 'clustering.agent', 'keystore.datasource');
    fc.assert(
      fc.property(fc.dictionary(key, fc.string()), (keys) =>
        versionTraces(written(keys)).every(
          ([min, max]) => compareVersions(min, OLDEST_TOML) > 0 && compareVersions(max, NEWEST) === 0,
        ),
      ),
    );
  });
});

describe('whose deployment.toml it is', () => {
  test.each<[string, string[], string | null]>([
    ['an Identity Server', [IDENTITY, 'user_store.type'], 'IS'],
    ['one with a store of agents', ['datasource.AgentIdentity.id'], 'IS'],
    ['one that is a key manager', [IDENTITY, 'database.apim_db.url', 'apim.throttling.enable_data_publishing'], 'IS'],
    ['a key manager of either', ['database.apim_db.url', 'apim.throttling.enable_data_publishing'], null],
    ['an API Manager', ['database.apim_db.url', 'apim.gateway.environment'], 'AM'],
    ['a gateway', ['apim.cors.allow_origins', 'transport.passthru_https.sender.parameters.x'], 'AM'],
    ['a traffic manager', ['apim.event_hub.enable', 'apim.throttling.x'], 'AM'],
    ['a gateway that hardly shows', ['apim.jwt.enable', 'transport.passthru_https.listener.port'], null],
    ['an integrator', ['server.hot_deployment', 'keystore.primary.file_name'], 'EI'],
    ['a Micro Integrator', ['service_catalog'], 'EI'],
    ['one known by its transport', ['transport.passthru_http.listener.port'], 'EI'],
    ['a fragment', ['clustering.domain', 'server.hostname'], null],
    ['what disagrees', [IDENTITY, 'apim.gateway.environment'], null],
    ['nothing', [], null],
  ])('%s', (_, keys, expected) => {
    const toml = written(Object.fromEntries(keys.map((key) => [key, 'x'])));
    expect(productOf(toml)).toBe(expected);
    expect(isOtherProduct(toml)).toBe(expected === 'AM' || expected === 'EI');
  });
});
