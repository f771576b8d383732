import { dbConfigNamed, dbConfigNames, isAtom, isPadded } from '../../cluster/registry.js';
import { hasUnclearDbConfig } from '../../cluster/registry-faults.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { list, quote, quoteUpTo, show } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { writeText } from '../fix-value.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'registry-remote-instance-dbconfig-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a remote instance names a dbConfig that registry.xml does not define',
  why: 'The mounts through the instance fail: "Couldn\'t find db configuration \'X\'", "Couldn\'t initialize EmbeddedRegistryService. Failed to configure the embedded registry. Invalid data access manager."',
  remedy: 'Write the name of a dbConfig of the same file into the remoteInstance, letter by letter.',
  noFix: 'which dbConfig is meant the file does not say',
  sources: ['MountHandler.getRegistry, RegistryContext.selectDBConfig, carbon-kernel 4.4.40 (IS 5.8.0)'],
  examples: {
    bad: { title: 'another name', files: { 'registry.xml': registryXml(mountXml({ dbConfig: 'sharedregistry' })) } },
    good: { title: 'the name of the dbConfig', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    if (hasUnclearDbConfig(node)) return; // registry-dbconfig-duplicate
    for (const instance of node.registry?.remoteInstances ?? []) {
      const { dbConfig } = instance;
      const name = known(dbConfig);
      if (dbConfig === null || name === null || isAtom(instance)) continue;
      const names = dbConfigNames(node);
      if (dbConfigNamed(node, name).kind !== 'missing' || isPadded(name, names)) continue;
      const defined = names.length === 0 ? 'none' : list(names.map((each) => quote(each)));
      report({
        node,
        at: dbConfig,
        message: `The remoteInstance ${show(instance.id, 'without an id')} uses the dbConfig ${quote(dbConfig)}, but registry.xml defines ${defined}: the server fails with "Couldn't find db configuration", and what is mounted through the instance is not shared. Name a dbConfig that is there.${didYouMean(name.trim(), names)}`,
        ...dbConfigFix(node, dbConfig, names),
      });
    }
  },
});

/** One of nearly that name; a mount of the local registry's own database would be another mistake. */
function dbConfigFix(node: NodeModel, dbConfig: Setting, names: readonly string[]): { readonly fix?: Fix } {
  const meant = nearest(dbConfig.text.trim(), names);
  if (meant === null || meant === node.registry?.currentDBConfig?.text) return {};
  const isCertain = meant.trim().toLowerCase() === dbConfig.text.trim().toLowerCase();
  const title = `Use the dbConfig ${quoteUpTo(meant, 40)}`;
  return fixWith(title, isCertain ? 'safe' : 'unsafe', writeText(node, dbConfig, meant));
}
