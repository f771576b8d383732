/**
 * Brings what the product's own code answered and what `inspect` says to one shape: the facts that both sides have,
 * as text, lists in one order.
 */
type Json = unknown;
type Shape = Record<string, Json>;

function text(value: Json): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'boolean' ? String(value).toLowerCase() : String(value);
}

function at(value: Json, ...path: readonly string[]): Json {
  let found = value;
  for (const name of path) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, Json>)[name] : undefined;
  }
  return found;
}

function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function rows(value: Json, fields: readonly string[]): Json[] {
  return sorted(list(value).map((row) => fields.map((field) => text(at(row, field)))));
}

function sorted(values: readonly Json[]): Json[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const DATASOURCE = ['name', 'jndiName', 'definitionType', 'url', 'driverClassName'];
const REMOTE = ['id', 'url', 'dbConfig'];

/** What the product's code answered for one kind of file. */
export function fromGolden(kind: string, facts: Json): Shape {
  switch (kind) {
    case 'registry':
      return {
        current: text(at(facts, 'currentDBConfig', 'configName')),
        db: sorted(
          Object.entries((at(facts, 'dbConfigs') ?? {}) as object).map(([k, v]) => [k, text(at(v, 'dataSourceName'))]),
        ),
        remote: rows(at(facts, 'remoteInstances'), REMOTE),
        mounts: sorted(
          list(at(facts, 'mounts')).map((mount) => [
            text(at(mount, 'path')),
            at(mount, 'overwrite') === true ? 'overwrite' : at(mount, 'virtual') === true ? 'virtual' : 'none',
            text(at(mount, 'instanceId')),
            text(at(mount, 'targetPath')),
          ]),
        ),
      };
    case 'datasources':
      return {
        datasources: sorted(
          list(at(facts, 'dataSources')).map((one) =>
            DATASOURCE.map((field) => text(at(one, field) ?? at(one, 'configuration', field))),
          ),
        ),
      };
    case 'carbon':
      return {
        hostName: text(at(facts, 'first', 'HostName')),
        mgtHostName: text(at(facts, 'first', 'MgtHostName')),
        offset: text(at(facts, 'first', 'Ports.Offset')),
      };
    case 'usermgt':
      return {
        dataSource: text(at(facts, 'RealmProperties', 'dataSource')),
        admin: text(at(facts, 'AdminUserName')),
        store: text(at(facts, 'UserStoreClass')),
      };
    default: {
      const on = at(facts, 'clusteringEnabled') === true;
      return {
        enabled: text(on),
        class: on ? text(at(facts, 'class')) : null,
        domain: on ? text(at(facts, 'parameters', 'domain')) : null,
        scheme: on ? text(at(facts, 'parameters', 'membershipScheme')) : null,
        members: on ? list(at(facts, 'members')).map((one) => [text(at(one, 'hostName')), text(at(one, 'port'))]) : [],
      };
    }
  }
}

/** What `inspect` says, for the same kind of file. */
export function fromInspect(kind: string, facts: Json): Shape {
  switch (kind) {
    case 'registry':
      return {
        current: text(at(facts, 'registry', 'currentDBConfig')),
        db: rows(at(facts, 'registry', 'dbConfigs'), ['name', 'dataSource']),
        remote: rows(at(facts, 'registry', 'remoteInstances'), REMOTE),
        mounts: rows(at(facts, 'registry', 'mounts'), ['path', 'mode', 'instanceId', 'targetPath']),
      };
    case 'datasources':
      return { datasources: rows(at(facts, 'datasources'), DATASOURCE) };
    case 'carbon':
      return {
        hostName: text(at(facts, 'server', 'hostName')),
        mgtHostName: text(at(facts, 'server', 'mgtHostName')),
        offset: text(at(facts, 'server', 'offset')),
      };
    case 'usermgt':
      return {
        dataSource: text(at(facts, 'userMgt', 'properties', 'dataSource')),
        admin: text(at(facts, 'userMgt', 'adminUser')),
        store: text(at(list(at(facts, 'userMgt', 'userStores'))[0], 'class')),
      };
    default: {
      const on = at(facts, 'clustering', 'enabled') === true;
      return {
        enabled: text(on),
        class: on ? text(at(facts, 'clustering', 'class')) : null,
        domain: on ? text(at(facts, 'clustering', 'domain')) : null,
        scheme: on ? text(at(facts, 'clustering', 'membershipScheme')) : null,
        members: on
          ? list(at(facts, 'clustering', 'members')).map((one) => [text(at(one, 'hostName')), text(at(one, 'port'))])
          : [],
      };
    }
  }
}
