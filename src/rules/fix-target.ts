import type { Answered, Disagreement } from '../cluster/agreement.js';
import type { Cluster } from '../cluster/cluster.js';
import { sameDatabase } from '../cluster/database.js';
import { sameHost } from '../cluster/hosts.js';
import type { Location } from '../cluster/registry.js';
import { copyFix } from './fix.js';
import { isWrittenOut } from './fix-value.js';
import type { Report } from './rule.js';

/**
 * The fix of a registry path that is mounted from several places of one database: the target path of the reference or
 * the majority. None where another database, another root or a node without the mount is what differs.
 */
export function targetFix(
  cluster: Cluster,
  found: Disagreement<Location>,
  path: string,
): Pick<Report, 'fix' | 'noFix'> {
  const [first] = found.answers;
  const isTarget = found.answers.every(({ node, value }) => {
    if (first?.value?.kind !== 'known' || value?.kind !== 'known' || value.mount === null) return false;
    const { targetPath, path: at } = value.mount;
    const host = node === first.node ? 'yes' : sameHost(cluster, first.node, node);
    return (
      at?.text.replace(/\/+$/, '') === path &&
      targetPath !== null &&
      isWrittenOut(targetPath) &&
      value.path === targetPath.text.replace(/\/+$/, '') &&
      (node === first.node || sameDatabase(first.value.database, value.database, host) === 'yes')
    );
  });
  if (!isTarget) return {};
  const byText = (one: Answered<Location>): Answered<string> => ({
    ...one,
    value: one.value?.kind === 'known' ? one.value.path : null,
  });
  const texts: Disagreement<string> = {
    ...found,
    answers: found.answers.map(byText),
    majority: found.majority === null ? null : byText(found.majority),
    odd: found.odd.map(byText),
  };
  return copyFix(cluster, texts, { noun: 'target path' });
}
