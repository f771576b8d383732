import type { Disagreement } from '../cluster/agreement.js';
import type { Cluster } from '../cluster/cluster.js';
import { type DatabaseIdentity, databaseOf, sameDatabase } from '../cluster/database.js';
import { tableOf } from '../cluster/deployment-databases.js';
import { sameHost } from '../cluster/hosts.js';
import { resolveJndi, type Source } from '../cluster/jndi.js';
import { DATASOURCE_KEYS } from '../cluster/references.js';
import type { Datasource, NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import { list } from '../text/message.js';
import { maskUrl } from '../text/redact.js';
import { fixWith, NO_REFERENCE, wantedOf } from './fix.js';
import { setKey } from './fix-toml.js';
import { soundly } from './fix-toml-names.js';
import type { Edit, Report } from './rule.js';

/** Where a node's data of one kind are, and the key of deployment.toml that says so. */
export interface Kept {
  readonly source: Source;
  /** `identity.data_source`. */
  readonly key: string;
}

/**
 * The fix that leads the others to the database of the reference or the majority: by another reference where they define
 * that database already, else by the place in the datasource of the same name. Only in deployment.toml; none where another
 * user or vendor is meant, which needs another password or driver.
 */
export function databaseFix(
  cluster: Cluster,
  about: Disagreement<DatabaseIdentity>,
  keptBy: (node: NodeModel) => Kept | null,
): Pick<Report, 'fix' | 'noFix'> {
  const wanted = wantedOf(cluster, about);
  if (wanted === null && about.answers.every(({ node }) => node.era === 'toml')) return { noFix: NO_REFERENCE };
  const model = wanted === null ? null : keptBy(wanted.node);
  if (wanted?.value == null || model === null) return {};
  const { value } = wanted;
  const isThere = (node: NodeModel, database: DatabaseIdentity): boolean =>
    sameDatabase(value, database, sameHost(cluster, wanted.node, node)) === 'yes';
  const others = about.answers.filter((one) => one !== wanted && one.value !== null && !isThere(one.node, one.value));
  const edits = others.map(({ node }) => {
    const kept = keptBy(node);
    if (kept === null || node.era !== 'toml' || wanted.node.era !== 'toml') return [];
    return known(kept.source.jndiName) === known(model.source.jndiName)
      ? placeEdits(node, kept.source.datasource, wanted.node, model.source.datasource)
      : referenceEdits(node, kept, model, (database) => isThere(node, database));
  });
  if (edits.some((one) => one.length === 0)) return {};
  const names = list(others.map(({ node }) => node.name));
  return fixWith(`Lead ${names} to the database of ${wanted.node.name}`, 'unsafe', edits.flat());
}

/** Another datasource that the node has, by the name that the model uses. */
function referenceEdits(
  node: NodeModel,
  { key }: Kept,
  model: Kept,
  isThere: (database: DatabaseIdentity) => boolean,
): Edit[] {
  const name = known(model.source.jndiName);
  const reference = DATASOURCE_KEYS.find((one) => one.key === key);
  const lookup = name === null ? null : resolveJndi(node, name);
  const database = lookup?.kind === 'found' ? databaseOf(lookup.datasource) : null;
  const written = node.toml?.written.find((one) => one.key === key && one.inArray === null);
  const isFree = written === undefined || (written.value.kind === 'scalar' && written.value.certainty === 'literal');
  if (node.toml === null || name === null || reference === undefined || database === null) return [];
  if (!isThere(database) || !isFree) return [];
  const text = reference.prefixed ? name.replace(/^jdbc\//, '') : name;
  return soundly(node.toml, setKey(node, node.toml, key, text));
}

/** What says where the database is; the login stays each node's own. */
const PLACE = ['url', 'hostname', 'port', 'name', 'sid'];

function placeEdits(node: NodeModel, own: Datasource | null, from: NodeModel, model: Datasource | null): Edit[] {
  if (own === null || model === null || node.toml === null || from.toml === null) return [];
  const [a, b] = [databaseOf(own), databaseOf(model)];
  const sameLogin = own.username?.text === model.username?.text && own.username?.kind === model.username?.kind;
  const table = tableOf(own);
  if (a?.vendor !== b?.vendor || !sameLogin || table !== tableOf(model) || table.startsWith('[[')) return [];
  const edits = PLACE.map((key): Edit[] | null => {
    const [there, source] = [node, from].map(({ toml }) =>
      toml?.written.find((one) => one.key === `${table.slice(1, -1)}.${key}` && one.inArray === null),
    );
    if (there === undefined && source === undefined) return [];
    if (there === undefined || source === undefined) return null;
    const [old, fresh] = [there, source].map(({ entry }) => {
      const { document, start, end } = entry.value.span;
      return document.text.slice(start, end);
    });
    if (old === fresh || fresh === undefined) return [];
    // What a variable holds on one node it need not hold on another; a password stays in its file.
    if (/\$\w*\{|\{\{|<%/.test(`${old}${fresh}`) || maskUrl(fresh) !== fresh) return null;
    return [{ node, span: there.entry.value.span, text: fresh }];
  });
  return edits.some((one) => one === null) ? [] : edits.flatMap((one) => one ?? []);
}
