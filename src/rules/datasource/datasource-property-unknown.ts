import { datasourceLabel, isRdbms } from '../../cluster/datasources.js';
import { hasMarker } from '../../cluster/jdbc.js';
import { quote } from '../../text/message.js';
import { didYouMean } from '../../text/nearest.js';
import { defineRule } from '../rule.js';

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
        });
      }
    }
  },
});

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
