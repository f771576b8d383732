import { jndiNames, resolveJndi } from '../../cluster/jndi.js';
import { jndiMeant } from '../../cluster/jndi-meant.js';
import { isPrefixMissing } from '../../cluster/references.js';
import { isPadded } from '../../cluster/registry.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { jndiFix } from '../fix-jndi.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'consent-datasource-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'consent-mgt-config.xml names a datasource that the node does not define',
  why: 'Consent management finds no database ("Name [x] is not bound in this Context") and does not start.',
  remedy:
    'Write the JNDI name (not the name) of the consent datasource into `DataSource/Name`, letter by letter; in deployment.toml into `[authentication.consent] data_source`, with `jdbc/`.',
  noFix: 'which datasource is meant the files do not say',
  sources: ['consent-mgt-config.xml of IS 5.5.0 to 5.8.0', 'WSO2 IS docs, deployment pattern 1'],
  examples: {
    bad: { title: 'the name instead of the JNDI name', files: files('WSO2_CONSENT_DB') },
    good: { title: 'the JNDI name', files: files('jdbc/WSO2ConsentDB') },
  },
  check(node, report) {
    const dataSource = node.consent?.dataSource ?? null;
    const name = known(dataSource);
    if (dataSource === null || name === null || resolveJndi(node, name).kind !== 'missing') return;
    if (isPadded(name, jndiNames(node))) return; // xml-whitespace-in-reference
    if (isPrefixMissing(node, dataSource)) return; // datasource-reference-prefix
    const key = node.era === 'toml' ? '[authentication.consent] data_source' : 'consent-mgt-config.xml';
    const names = jndiNames(node);
    const best = jndiMeant(node, name)?.jndiName ?? null;
    report({
      node,
      at: dataSource,
      message: `${key} takes its database from ${quote(dataSource)}, but the datasources of the node bind ${names.length === 0 ? 'no JNDI name' : list(names.map(quote))}: consent management finds no database ("Name [${list([name.trim()])}] is not bound in this Context") and does not start. Use a JNDI name that is bound.${best === null ? '' : ` Did you mean ${quote(best)}?`}`,
      ...jndiFix(node, dataSource),
    });
  },
});

function files(name: string): Readonly<Record<string, string>> {
  return {
    'consent-mgt-config.xml': `<ConsentManager xmlns="http://wso2.org/carbon/consent/management">
  <DataSource><Name>${name}</Name></DataSource>
</ConsentManager>
`,
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CONSENT_DB</name>
      <jndiConfig><name>jdbc/WSO2ConsentDB</name></jndiConfig>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
