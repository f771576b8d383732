import { datasourceLabel, isRdbms } from '../../cluster/datasources.js';
import { writtenAt } from '../../cluster/deployment.js';
import { hasMarker } from '../../cluster/jdbc.js';
import type { Datasource, NodeModel, Parameter } from '../../server/model.js';
import { quote, quoteUpTo } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { fixWith } from '../fix.js';
import { renameKey } from '../fix-toml.js';
import { elementAt, renameElement } from '../fix-value.js';
import { defineRule, type Edit, type Fix } from '../rule.js';

/** Properties of RDBMSConfiguration, org.wso2.carbon.ndatasource.rdbms of carbon-kernel 4.x (the union of its versions). */
const PROPERTIES: readonly string[] = [
  'url',
  'username',
  'password',
  'driverClassName',
  'defaultAutoCommit',
  'defaultReadOnly',
  'defaultTransactionIsolation',
  'defaultCatalog',
  'maxActive',
  'maxIdle',
  'minIdle',
  'initialSize',
  'maxWait',
  'testOnBorrow',
  'testOnReturn',
  'testWhileIdle',
  'validationQuery',
  'validationQueryTimeout',
  'validationInterval',
  'validatorClassName',
  'timeBetweenEvictionRunsMillis',
  'numTestsPerEvictionRun',
  'minEvictableIdleTimeMillis',
  'accessToUnderlyingConnectionAllowed',
  'removeAbandoned',
  'removeAbandonedTimeout',
  'logAbandoned',
  'connectionProperties',
  'initSQL',
  'jdbcInterceptors',
  'jmxEnabled',
  'fairQueue',
  'abandonWhenPercentageFull',
  'maxAge',
  'useEquals',
  'suspectTimeout',
  'alternateUsernameAllowed',
  'dataSourceClassName',
  'dataSourceProps',
  'databaseProps',
  'commitOnReturn',
  'rollbackOnReturn',
  // Not one of them, but in stock bps-datasources.xml of 5.x (it belongs to jndiConfig); harmless there.
  'useDataSourceFactory',
];

export default defineRule({
  id: 'datasource-property-unknown',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a datasource sets a pool property that the server does not know',
  why: 'JAXB drops elements it does not know without a word: the pool runs with the default instead.',
  remedy: 'Correct the name; capitals count. Properties of tomcat-jdbc that are not in the list cannot be set here.',
  noFix: 'no single property is near enough to be meant',
  sources: ['RDBMSConfiguration of org.wso2.carbon.ndatasource.rdbms, carbon-kernel 4.4.40'],
  examples: {
    bad: { title: 'a letter missing', files: files('testOnBorow') },
    good: { title: 'the property', files: files('testOnBorrow') },
  },
  check(node, report) {
    for (const datasource of (node.datasources ?? []).filter(isRdbms)) {
      for (const property of datasource.properties) {
        if (PROPERTIES.includes(property.name) || hasMarker(property.name)) continue;
        if (node.era === 'toml' && isSnakeCase(property.name)) continue; // toml-key-unknown
        report({
          node,
          at: property,
          message: `The datasource ${datasourceLabel(datasource)} sets ${quote(property.name)}, which is no property of an RDBMS datasource: the server drops it without a word and the pool runs without it. Correct or remove it.${didYouMean(property.name, PROPERTIES)}`,
          ...renaming(node, datasource, property),
        });
      }
    }
  },
});

/** To the one property that is near and not set, too. */
function renaming(node: NodeModel, { properties }: Datasource, property: Parameter): { readonly fix?: Fix } {
  const meant = nearest(property.name, PROPERTIES);
  if (meant === null || properties.some(({ name, origin }) => name === meant && origin === 'explicit')) return {};
  const isTwice = properties.some((other) => other !== property && other.name === property.name);
  if (isTwice || property.origin !== 'explicit') return {};
  const safety = meant.toLowerCase() === property.name.toLowerCase() ? 'safe' : 'unsafe';
  return fixWith(`Rename ${quoteUpTo(property.name, 30)} to ${meant}`, safety, renameEdits(node, property, meant));
}

function renameEdits(node: NodeModel, property: Parameter, meant: string): Edit[] {
  if (node.toml !== null) {
    const written = writtenAt(node.toml, property.span);
    return written === null || written.entry.key.at(-1)?.text !== property.name ? [] : renameKey(node, written, meant);
  }
  const element = elementAt(property);
  return element === null || element.local !== property.name ? [] : renameElement(node, element, meant);
}

/** Written `max_active` in a deployment.toml. */
function isSnakeCase(name: string): boolean {
  const folded = name.replaceAll('_', '').toLowerCase();
  return name.includes('_') && PROPERTIES.some((property) => property.toLowerCase() === folded);
}

function files(property: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <definition type="RDBMS"><configuration><${property}>true</${property}></configuration></definition>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
