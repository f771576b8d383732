import { isReadAsEmpty } from '../../cluster/namespaces.js';
import { currentDbConfig, dbConfigNames, isPadded } from '../../cluster/registry.js';
import { hasUnclearDbConfig } from '../../cluster/registry-faults.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { list, quote, quoteUpTo } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { elementAt, writeText } from '../fix-value.js';
import { insertElement } from '../fix-xml.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'registry-current-dbconfig-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'registry.xml does not say which dbConfig is the local registry, or names one that is not there',
  why: 'The server does not start: "The current database configuration is not defined.", or "Couldn\'t find db configuration \'X\'" followed by "Failed to activate Registry Core bundle".',
  remedy: 'Write the name of one of the dbConfig elements into currentDBConfig, letter by letter.',
  noFix: 'which dbConfig is meant the file does not say',
  sources: [
    'RegistryConfigurationProcessor.populateRegistryConfig, RegistryContext.selectDBConfig, carbon-kernel 4.4.40 (IS 5.8.0)',
  ],
  examples: {
    bad: { title: 'a name that no dbConfig has', files: { 'registry.xml': registryXml('', 'wso2_registry') } },
    good: { title: 'the name of the dbConfig', files: { 'registry.xml': registryXml() } },
  },
  check(node, report) {
    const { registry } = node;
    if (registry === null) return;
    const { currentDBConfig } = registry;
    const names = dbConfigNames(node);
    const defined = names.length === 0 ? 'no dbConfig' : `the dbConfig ${list(names.map((name) => quote(name)))}`;
    if (currentDBConfig === null) {
      // A file whose elements are all in a namespace is read as empty: xml-namespace.
      if (isReadAsEmpty(node, 'registry')) return;
      report({
        node,
        at: registry,
        address: 'registry/currentDBConfig',
        message: `registry.xml has no currentDBConfig: the server stops with "The current database configuration is not defined." Name the dbConfig of the local registry there; the file defines ${defined}.`,
        ...currentFix(node, null),
      });
      return;
    }
    const name = known(currentDBConfig);
    if (hasUnclearDbConfig(node)) return; // registry-dbconfig-duplicate
    if (name === null || currentDbConfig(node).kind !== 'missing' || isPadded(name, names)) return;
    report({
      node,
      at: currentDBConfig,
      message: `currentDBConfig is ${quote(currentDBConfig)}, but registry.xml defines ${defined}: the server logs "Couldn't find db configuration" and the registry does not start ("Failed to activate Registry Core bundle").${didYouMean(name.trim(), names)}`,
      ...currentFix(node, currentDBConfig),
    });
  },
});

/** The one dbConfig there is, else the one of nearly that name; never one that a remote instance uses. */
function currentFix(node: NodeModel, current: Setting | null): { readonly fix?: Fix } {
  const names = dbConfigNames(node);
  const near = current === null ? null : nearest(current.text.trim(), names);
  const meant = near ?? (names.length === 1 ? names[0] : undefined);
  const isMounted = node.registry?.remoteInstances.some(({ dbConfig }) => dbConfig?.text === meant) ?? false;
  if (meant === undefined || isMounted) return {};
  const root = node.registry === null ? null : elementAt(node.registry);
  const fresh = { name: 'currentDBConfig', content: meant };
  const edits =
    current !== null
      ? writeText(node, current, meant)
      : root === null
        ? []
        : insertElement(node, root, fresh, root.children[0] ?? null);
  const isCertain = names.length === 1 || meant.trim().toLowerCase() === current?.text.trim().toLowerCase();
  return fixWith(`Name ${quoteUpTo(meant, 40)} as currentDBConfig`, isCertain ? 'safe' : 'unsafe', edits);
}
