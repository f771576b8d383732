import { datasourceLabel } from '../../cluster/datasources.js';
import { tableOf } from '../../cluster/deployment-databases.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-jndi-missing',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a datasource has no JNDI name',
  why: 'registry.xml, user-mgt.xml and identity.xml refer to datasources by JNDI name: nothing can use one that has none.',
  remedy: 'Add `<jndiConfig><name>jdbc/…</name></jndiConfig>`, or remove the datasource.',
  noFix: 'which name is meant the file does not say',
  sources: [
    'DataSourceRepository of org.wso2.carbon.ndatasource.core, carbon-kernel 4.4.40: bound only with a jndiConfig',
  ],
  examples: {
    bad: { title: 'no jndiConfig', files: files('') },
    good: {
      title: 'bound to a JNDI name',
      files: files('<jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>'),
    },
  },
  check(node, report) {
    for (const datasource of node.datasources ?? []) {
      const { jndiName } = datasource;
      if (node.era === 'toml') {
        if (jndiName?.kind !== 'literal' || jndiName.text !== 'jdbc/') continue;
        report({
          node,
          at: jndiName,
          message: `A datasource in ${tableOf(datasource)} has no id: the server makes the name "" and the JNDI name "jdbc/" of it, and nothing can refer to it. Add id = "…".`,
        });
        continue;
      }
      if (jndiName !== null && (jndiName.kind !== 'literal' || jndiName.text.trim() !== '')) continue;
      // Other files belong to features, and some (analytics-datasources.xml) are looked up by the name of the datasource.
      if (jndiName === null && !datasource.file.endsWith('master-datasources.xml')) continue;
      const what = jndiName === null ? 'has no JNDI name' : 'has an empty JNDI name';
      report({
        node,
        at: jndiName ?? datasource.name ?? datasource,
        message: `The datasource ${datasourceLabel(datasource)} ${what}: the server does not bind it, and registry.xml, user-mgt.xml, identity.xml and the rest cannot refer to it. Add <jndiConfig> with a <name>, or remove the datasource.`,
      });
    }
  },
});

function files(jndiConfig: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource><name>WSO2_CARBON_DB</name>${jndiConfig}</datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
