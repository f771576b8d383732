import type { Answered, Disagreement } from '../cluster/agreement.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Placed, Setting } from '../server/setting.js';
import { copyFix, wantedOf } from './fix.js';
import { isWrittenOut } from './fix-value.js';
import type { Report } from './rule.js';

/**
 * The fix of primary stores of deployment.toml that differ: the key of the reference or the majority, where every node
 * has it. A kind of store that needs more keys than its type is copied to nobody.
 */
export function storeFix(cluster: Cluster, found: Disagreement<unknown>): Pick<Report, 'fix' | 'noFix'> {
  const isClass = found.place.at.address.endsWith('/@class');
  const byType = (one: Answered<unknown>): Answered<unknown> => {
    const type = one.node.toml?.effective('user_store.type') ?? null;
    return isClass && type !== null ? { ...one, at: type } : one;
  };
  const answers = found.answers.map(byType);
  const majority = found.majority === null ? null : byType(found.majority);
  const keys: Disagreement<unknown> = { ...found, answers, majority };
  const wanted = wantedOf(cluster, keys);
  if (wanted === null || typeof wanted.value !== 'string' || !answers.every(({ at }) => isKey(at))) return {};
  if (isClass && !/^database/.test(isKey(wanted.at) ? wanted.at.text : '')) return {};
  return copyFix(cluster, keys, { noun: 'user store' });
}

function isKey(at: Placed): at is Setting {
  return 'origin' in at && isWrittenOut(at as Setting);
}
