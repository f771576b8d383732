import { tableOf } from '../../cluster/deployment-databases.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-name-duplicate',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'two datasources of a node have the same name',
  why: 'The server refuses the second one ("System datasource X can not be updated.") and stops reading there: the rest of the file and every later datasource file are lost.',
  remedy: 'Give each datasource a name of its own, over all `*-datasources.xml` files of the node, or remove the copy.',
  noFix: 'which of the two is meant only you know',
  sources: ['DataSourceManager and DataSourceRepository of org.wso2.carbon.ndatasource.core, carbon-kernel 4.4.40'],
  examples: {
    bad: { title: 'a copied datasource that kept its name', files: files('WSO2_CARBON_DB') },
    good: { title: 'two names', files: files('WSO2_SHARED_DB') },
  },
  check(node, report) {
    const seen = new Map<string, NonNullable<typeof node.datasources>[number]>();
    for (const datasource of node.datasources ?? []) {
      const name = known(datasource.name);
      if (name === null || name === '' || datasource.name === null) continue;
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, datasource);
        continue;
      }
      const where = first.file === datasource.file ? 'this file' : first.file;
      const toml = node.era === 'toml';
      const before = toml && first.name?.span === null ? `as ${tableOf(first)}` : `in ${where}`;
      const remedy = toml ? 'Give it an id of its own or remove it.' : 'Give it a name of its own or remove it.';
      report({
        node,
        at: datasource.name,
        message: `The datasource ${quote(name)} is defined a second time (first ${before}): the server stops with "System datasource ${list([name])} can not be updated." and loads neither this one nor any datasource after it, so what refers to those does not start. ${remedy}`,
        related: [{ node, at: first.name ?? first, message: `${quote(name)} is defined here first` }],
      });
    }
  },
});

function files(name: string): Readonly<Record<string, string>> {
  return {
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource><name>WSO2_CARBON_DB</name><jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig></datasource>
    <datasource><name>${name}</name><jndiConfig><name>jdbc/WSO2SharedDB</name></jndiConfig></datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
