import { jndiNames, resolveJndi } from '../../cluster/jndi.js';
import { jndiMeant } from '../../cluster/jndi-meant.js';
import { isPrefixMissing } from '../../cluster/references.js';
import { isPadded } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { IDENTITY_NAMESPACE } from '../../server/xml/identity.js';
import { list, quote } from '../../text/message.js';
import { jndiFix } from '../fix-jndi.js';
import { defineRule, type Report } from '../rule.js';

export default defineRule({
  id: 'identity-datasource-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'identity.xml or [identity] data_source names a datasource that the node does not define, or none',
  why: 'The identity component does not start: "Error when looking up the Identity Data Source.", or "DataSource Element is not available for JDBC Persistence Manager in identity.xml file."',
  remedy:
    'Write the JNDI name (not the name) of the identity datasource into `JDBCPersistenceManager/DataSource/Name`, letter by letter; in deployment.toml into `[identity] data_source`, with `jdbc/`.',
  noFix: 'which datasource is meant the files do not say',
  sources: [
    'JDBCPersistenceManager.initDataSource, carbon-identity 5.0.8',
    'product-is#25923',
    'WSO2 IS docs, deployment pattern 1',
  ],
  examples: {
    bad: { title: 'the name of the documentation, another in the file', files: files('jdbc/WSO2IDENTITYDB') },
    good: { title: 'the JNDI name', files: files('jdbc/WSO2IdentityDS') },
  },
  check(node, report) {
    const { identity } = node;
    if (identity === null || !isInNamespace(node)) return;
    if (node.era === 'toml') return deploymentFaults(node).forEach(report);
    const { dataSource } = identity;
    if (dataSource === null) {
      report({
        node,
        at: identity,
        address: 'identity/dataSource',
        message:
          'identity.xml has no <Name> in <JDBCPersistenceManager>/<DataSource>: the server has no identity database ("… is not available for JDBC Persistence Manager in identity.xml file"), so no token, application or session works. Name the JNDI name of the identity datasource there.',
      });
      return;
    }
    const name = known(dataSource);
    // Blanks around it, or around the name that is bound, are xml-whitespace-in-reference.
    if (name === null || resolveJndi(node, name).kind !== 'missing' || isPadded(name, jndiNames(node))) return;
    const names = jndiNames(node);
    const best = jndiMeant(node, name)?.jndiName ?? null;
    report({
      node,
      at: dataSource,
      message: `identity.xml takes its database from ${quote(dataSource)}, but the datasources of the node bind ${names.length === 0 ? 'no JNDI name' : list(names.map(quote))}: the server logs "Error when looking up the Identity Data Source." and no token, application or session works. Use a JNDI name that is bound.${best === null ? '' : ` Did you mean ${quote(best)}?`}`,
      ...jndiFix(node, dataSource),
    });
  },
});

/** `[identity] data_source`, `[session] data_source` and `[keystore] datasource`, each with `jdbc/`. */
function deploymentFaults(node: NodeModel): Report[] {
  const { identity } = node;
  const keystores = node.toml?.effective('keystore.datasource') ?? null;
  const wanted = [
    ['[identity] data_source', identity?.dataSource ?? null, 'no token, application or session works'],
    ['[session] data_source', identity?.sessionDataSource ?? null, 'no session is kept'],
    // 7.1 on.
    ['[keystore] datasource', keystores?.origin === 'explicit' ? keystores : null, 'no stored key is read'],
  ] as const;
  return wanted.flatMap(([key, setting, effect]): Report[] => {
    const name = known(setting);
    if (setting === null || name === null || resolveJndi(node, name).kind !== 'missing') return [];
    if (isPrefixMissing(node, setting)) return []; // datasource-reference-prefix
    const best = jndiMeant(node, name)?.jndiName ?? null;
    const hint = best === null ? '' : ` Did you mean ${quote(best)}?`;
    return [
      {
        node,
        at: setting,
        message: `${key} is ${quote(setting)}, but the datasources of the node bind ${list(jndiNames(node).map(quote))}: the server does not find it, and ${effect}. Name one of them, or define [datasource.X] with that id.${hint}`,
        ...jndiFix(node, setting),
      },
    ];
  });
}

/** Outside its namespace nothing is read: xml-namespace. */
function isInNamespace(node: NodeModel): boolean {
  const file = node.files.find(({ role }) => role === 'identity');
  return node.era === 'toml' || file?.document.xml().root?.namespace === IDENTITY_NAMESPACE;
}

function files(name: string): Readonly<Record<string, string>> {
  return {
    'identity/identity.xml': `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <JDBCPersistenceManager><DataSource><Name>${name}</Name></DataSource></JDBCPersistenceManager>
</Server>
`,
    'datasources/master-datasources.xml': `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_IDENTITY_DB</name>
      <jndiConfig><name>jdbc/WSO2IdentityDS</name></jndiConfig>
    </datasource>
  </datasources>
</datasources-configuration>
`,
  };
}
