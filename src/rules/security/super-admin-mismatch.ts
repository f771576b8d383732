import { disagreement, held } from '../../cluster/agreement.js';
import { settledKey } from '../../cluster/settled.js';
import { tomlCluster } from '../example-toml.js';
import { copyFix } from '../fix.js';
import { copyKey } from '../fix-server.js';
import { defineRule } from '../rule.js';

const KEYS = ['username', 'admin_role', 'create_admin_account'] as const;

export default defineRule({
  id: 'super-admin-mismatch',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'nodes of one cluster have different administrators',
  why: 'Every node takes its `[super_admin]` for the administrator of the shared user store, and creates it at start when it may: one node then adds an administrator of its own, or refuses the one the others know.',
  remedy: 'Set username, admin_role and create_admin_account of `[super_admin]` equally on every node.',
  sources: ['user-mgt.xml.j2 of carbon-kernel 4.5.1 – 4.12.34', 'golden us-admin-role'],
  examples: {
    bad: {
      title: 'two names',
      files: tomlCluster({ '[super_admin]': admin('opsadmin') }, { '[super_admin]': admin('root') }),
    },
    good: { title: 'one name', files: tomlCluster({ '[super_admin]': admin('opsadmin') }) },
  },
  check(cluster, report) {
    for (const key of KEYS) {
      const found = disagreement(cluster.nodes, {
        noun: `[super_admin] ${key}`,
        of: (node) => held(settledKey(node, `super_admin.${key}`), { as: (text) => text.trim() }),
      });
      if (found === null) continue;
      const why =
        key === 'create_admin_account'
          ? 'only one of them creates the administrator at its first start, so whether it exists depends on the order of starts'
          : 'the nodes share one user store and each takes another for its administrator, so what the administrator may do depends on the node that answers';
      report({
        ...found.place,
        message: `${found.text}: ${why}. Set it equally on every node.`,
        ...copyFix(cluster, found, { noun: `administrator's ${key}`, add: copyKey(`super_admin.${key}`) }),
      });
      return;
    }
  },
});

function admin(name: string): string {
  return `username = "${name}"\npassword = "$env{ADMIN_PASSWORD}"\ncreate_admin_account = true`;
}
