import { disagreement, held } from '../../cluster/agreement.js';
import { settledKey } from '../../cluster/settled.js';
import { sha256 } from '../../text/sha256.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

const KEYS = [
  {
    key: 'account_recovery.endpoint.auth.hash',
    noun: 'hash of the portals’ password ([account_recovery.endpoint.auth] hash)',
  },
  {
    key: 'identity.auth_framework.endpoint.app_password',
    noun: 'password of the portals ([identity.auth_framework.endpoint] app_password)',
  },
] as const;

export default defineRule({
  id: 'endpoint-auth-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster have different passwords for the login and recovery portals',
  why: 'The portals of one node call the server through the load balancer, so another node answers: with another hash it refuses the call with "401 Unauthorized", and login or recovery fail now and then.',
  remedy:
    'Set `[identity.auth_framework.endpoint] app_password` and `[account_recovery.endpoint.auth] hash` equally on every node.',
  sources: ['carbon-identity-framework default.json (5.11 on)', 'WSO2 IS docs, product-level security guidelines'],
  examples: {
    bad: { title: 'two passwords', files: tomlCluster(portals('openSesame'), portals('opensesame')) },
    good: { title: 'one password', files: tomlCluster(portals('openSesame')) },
  },
  check(cluster, report) {
    for (const { key, noun } of KEYS) {
      const found = disagreement(cluster.nodes, {
        noun,
        of: (node) => {
          const answer = held(settledKey(node, key), { as: (text) => text.trim() });
          return answer === null ? null : { ...answer, sensitive: true };
        },
      });
      if (found === null) continue;
      report({
        ...found.place,
        related: found.place.related.map((each) => ({ ...each, message: `that of ${each.node.name}` })),
        message: `${found.text.replace(/^t/, 'T')}: the portals of one node call the others through the load balancer and are refused with 401, so login and recovery fail now and then. Set app_password and its hash equally on every node.`,
      });
      return;
    }
  },
});

function portals(password: string): Readonly<Record<string, string>> {
  return {
    '[identity.auth_framework.endpoint]': `app_password = "${password}"`,
    '[account_recovery.endpoint.auth]': `hash = "${sha256(password)}"`,
  };
}
