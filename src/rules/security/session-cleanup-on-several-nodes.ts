import { type Cluster, isMany } from '../../cluster/cluster.js';
import { ownSources, roleOf } from '../../cluster/roles.js';
import { settledKey } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { soundly } from '../fix-toml-names.js';
import { isWrittenOut } from '../fix-value.js';
import { defineRule, type Fix } from '../rule.js';

const KEY = 'session_data.cleanup.enable_expired_data_cleanup';

export default defineRule({
  id: 'session-cleanup-on-several-nodes',
  scope: 'cluster',
  severity: 'info',
  since: '0.1.0',
  summary: 'several nodes of one cluster delete expired sessions from the shared database',
  why: 'The nodes delete the same rows at the same time, which loads the database and ends in deadlocks on busy ones. It is on by default up to 7.0. From three servers on it is a warning.',
  remedy:
    'Leave `[session_data.cleanup] enable_expired_data_cleanup` on for one node and set it to false on the others, or clean up with the stored procedure.',
  sources: [
    'default.json of carbon-identity-framework; golden ms-cleanup',
    'product-is issues 5846 and 16047: deadlocks of session clean-up in clusters',
  ],
  examples: {
    bad: { title: 'on both nodes', files: tomlCluster({ '[session_data.cleanup]': cleanup(true) }) },
    good: {
      title: 'on one node',
      files: tomlCluster({ '[session_data.cleanup]': cleanup(true) }, { '[session_data.cleanup]': cleanup(false) }),
    },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const found = cluster.nodes
      .flatMap((node) => {
        const at = settledKey(node, KEY);
        return at !== null && !keepsSessions(node) && known(at)?.trim().toLowerCase() === 'true' ? [{ node, at }] : [];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = found;
    const servers = found.reduce((sum, { node }) => sum + (node.replicas === 'many' ? 2 : node.replicas), 0);
    if (first === undefined || servers < 2) return;
    const who =
      found.length === 1
        ? `Every server of ${list([first.node.name])} deletes`
        : `${list(found.map(({ node }) => node.name))} delete`;
    report({
      ...first,
      severity: servers > 2 ? 'warning' : 'info',
      message: `${who} expired sessions from the shared database (${KEY} is true${first.at.origin === 'default' ? ', the default' : ''}): they delete the same rows at the same time, which loads the database and may end in deadlocks. Leave it on for one node and set it to false under [session_data.cleanup] of the others.`,
      ...leaveToReference(cluster, found),
      related: others.map((other) => ({ ...other, message: `${list([other.node.name])} cleans up, too` })),
    });
  },
});

/** In an embedded database of its own there is nobody to meet; datasource-embedded-in-cluster speaks of that. */
function keepsSessions(node: NodeModel): boolean {
  const own = ownSources(node).find(({ use }) => use === 'sessions');
  return (own ?? roleOf(node, 'identity')).database?.kind === 'embedded';
}

interface Cleaning {
  readonly node: NodeModel;
  readonly at: Setting;
}

/** Which node is to clean up is a choice, made where one is the reference. */
function leaveToReference({ reference }: Cluster, found: readonly Cleaning[]): { readonly fix?: Fix } {
  const stays = found.find(({ node }) => node.name === reference);
  if (stays === undefined || stays.node.replicas !== 1) return {};
  const edits = found
    .filter((one) => one !== stays)
    .map(({ node, at }) => {
      const isOpen = node.toml === null || (at.origin === 'explicit' && !isWrittenOut(at));
      return isOpen ? [] : soundly(node.toml, setKey(node, node.toml, KEY, false));
    });
  if (edits.some((one) => one.length === 0)) return {};
  return fixWith(`Leave the clean-up of sessions to ${stays.node.name}`, 'unsafe', edits.flat());
}

function cleanup(on: boolean): string {
  return `enable_expired_data_cleanup = ${on}`;
}
