import { jndiNames, resolveJndi } from '../../cluster/jndi.js';
import { jndiMeant } from '../../cluster/jndi-meant.js';
import { isPrefixMissing } from '../../cluster/references.js';
import { isPadded } from '../../cluster/registry.js';
import type { DbConfig, NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote, show } from '../../text/message.js';
import { datasourcesXml, H2, registryXml } from '../example.js';
import { jndiFix } from '../fix-jndi.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-datasource-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a dbConfig names a datasource that the node does not define, or no database at all',
  why: 'The server warns "Unable to look-up JNDI name X" and later fails with "Couldn\'t find dataSource \'X\'": the registry, or the mounts that use the dbConfig, do not work. A dbConfig with neither dataSource nor url ends in a NullPointerException.',
  remedy:
    'Write the JNDI name of a datasource (not its name) into the dbConfig, letter by letter, or define the datasource; in deployment.toml (7.1 on) by the `[registry] …_datasource` keys.',
  noFix: 'which datasource is meant the files do not say',
  sources: [
    'RegistryConfigurationProcessor, JDBCDataAccessManager, carbon-kernel 4.4.40 (IS 5.8.0)',
    'product-apim#2775',
  ],
  examples: {
    bad: {
      title: 'another case',
      files: {
        'registry.xml': registryXml(),
        'datasources/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CARBONDB': H2 }),
      },
    },
    good: {
      title: 'the JNDI name of the datasource',
      files: {
        'registry.xml': registryXml(),
        'datasources/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': H2 }),
      },
    },
  },
  check(node, report) {
    for (const config of node.registry?.dbConfigs ?? []) {
      const { dataSource } = config;
      if (dataSource === null && config.url === null) {
        report({
          node,
          at: config,
          address: `${config.address}/dataSource`,
          message: `The dbConfig ${show(config.name, 'without a name')} has neither a dataSource nor a url: the server stops with a NullPointerException while it reads registry.xml. Name the JNDI name of a datasource in it.`,
        });
      }
      const jndi = known(dataSource);
      if (dataSource === null || jndi === null || resolveJndi(node, jndi).kind !== 'missing') continue;
      const names = jndiNames(node);
      if (isPadded(jndi, names) || isPrefixMissing(node, dataSource)) continue;
      const best = jndiMeant(node, jndi)?.jndiName ?? null;
      const bound = names.length === 0 ? 'no JNDI name' : list(names.map((name) => quote(name)));
      const used = isUsed(node, config);
      report({
        node,
        at: dataSource,
        severity: used ? 'error' : 'warning',
        message: `${nameOf(node, config)} takes its database from ${quote(dataSource)}, but the datasources of the node bind ${bound}: ${
          used
            ? 'the server fails with "Couldn\'t find dataSource", and the registry behind it does not work'
            : 'the server warns "Unable to look-up JNDI name" at every start; nothing uses the dbConfig yet'
        }. Use a JNDI name that is bound, or define the datasource.${best === null ? '' : ` Did you mean ${quote(best)}?`}`,
        ...(isLocalToo(node, config, best) ? {} : jndiFix(node, dataSource)),
      });
    }
  },
});

function nameOf({ era }: NodeModel, { name }: DbConfig): string {
  const key = KEYS[known(name) ?? ''];
  return era === 'toml' && key !== undefined ? `[registry] ${key}` : `The dbConfig ${show(name, 'without a name')}`;
}

/** Where a deployment.toml (7.1 on) says the datasource of each built-in dbConfig. */
const KEYS: Readonly<Record<string, string>> = {
  wso2registry: 'local_datasource',
  govregistry: 'gov_datasource',
  configregistry: 'config_datasource',
};

/** The local registry and a mounted one in one datasource would be another mistake. */
function isLocalToo({ registry, era }: NodeModel, config: DbConfig, jndiName: string | null): boolean {
  const isCurrent = ({ name }: DbConfig): boolean => known(name) === known(registry?.currentDBConfig ?? null);
  const others = registry?.dbConfigs.filter((other) => other !== config && known(other.dataSource) === jndiName) ?? [];
  return era === 'xml' && others.some((other) => isCurrent(other) || isCurrent(config));
}

function isUsed({ registry }: NodeModel, { name }: DbConfig): boolean {
  if (registry === null || name === null) return false;
  const users = [registry.currentDBConfig, ...registry.remoteInstances.map(({ dbConfig }) => dbConfig)];
  return users.some((user) => user?.text === name.text);
}
