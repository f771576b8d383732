import { datasourceLabel } from '../../cluster/datasources.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-jndi-duplicate',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'two datasources of a node are bound to the same JNDI name',
  why: 'The server binds the later one over the earlier one without a word: whatever refers to the name gets the other database.',
  remedy: 'Give each datasource a JNDI name of its own, over all `*-datasources.xml` files of the node.',
  noFix: 'which of the two is meant only you know',
  sources: ['DataSourceRepository of org.wso2.carbon.ndatasource.core, carbon-kernel 4.4.40: Context.rebind'],
  examples: {
    bad: { title: 'a copied datasource that kept its JNDI name', files: files('jdbc/WSO2CarbonDB') },
    good: { title: 'two JNDI names', files: files('jdbc/WSO2SharedDB') },
  },
  check(node, report) {
    const bound = new Map<string, NonNullable<typeof node.datasources>[number]>();
    for (const datasource of node.datasources ?? []) {
      const name = known(datasource.jndiName);
      if (name === null || name.trim() === '' || datasource.jndiName === null) continue;
      const earlier = bound.get(name);
      bound.set(name, datasource);
      if (earlier === undefined) continue;
      // A copy with the same name is not loaded at all: datasource-name-duplicate.
      if (known(earlier.name) !== null && known(earlier.name) === known(datasource.name)) continue;
      report({
        node,
        at: datasource.jndiName,
        message: `The datasources ${datasourceLabel(earlier)} and ${datasourceLabel(datasource)} are both bound to ${quote(name)}: the later one replaces the earlier one without a word, so everything that refers to ${quote(name)} uses ${datasourceLabel(datasource)}. ${node.era === 'toml' ? 'Choose another id.' : 'Give each its own JNDI name.'}`,
        related: [
          {
            node,
            at: earlier.jndiName ?? earlier,
            message: `${datasourceLabel(earlier)} is bound to the same name and is replaced`,
          },
        ],
      });
    }
  },
});

function files(jndiName: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource><name>WSO2_CARBON_DB</name><jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig></datasource>
    <datasource><name>WSO2_SHARED_DB</name><jndiConfig><name>${jndiName}</name></jndiConfig></datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
