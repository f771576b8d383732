import { jndiMeant } from '../cluster/jndi-meant.js';
import type { NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { quoteUpTo } from '../text/message.js';
import { fixWith } from './fix.js';
import { writeText } from './fix-value.js';
import type { Fix } from './rule.js';

/**
 * The fix of a reference to no datasource: safe where only case, blanks or `jdbc/` are wrong.
 *
 * @param written what is left off in front where it is written: `jdbc/` in `[realm_manager] data_source`
 */
export function jndiFix(node: NodeModel, reference: Setting, written = ''): { readonly fix?: Fix } {
  const meant = jndiMeant(node, reference.text);
  if (meant === null || !meant.jndiName.startsWith(written)) return {};
  const text = meant.jndiName.slice(written.length);
  const safety = meant.certain ? 'safe' : 'unsafe';
  return fixWith(`Name the datasource ${quoteUpTo(text, 40)}`, safety, writeText(node, reference, text));
}
