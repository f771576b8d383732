import { disagreement, held } from '../../cluster/agreement.js';
import { isLoopback } from '../../cluster/hosts.js';
import { inWords, settled } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { copyFix, wantedOf } from '../fix.js';
import { copyKey } from '../fix-server.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-hostname-mismatch',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'nodes of one cluster have different host names',
  why: 'The host name goes into redirect URLs, token issuers and SAML entity ids: behind one load balancer, clients get another answer from each node, and reject what the other node issued.',
  remedy: 'Give every node the name under which clients reach the cluster, that of the load balancer.',
  sources: [
    'WSO2 IS docs, deployment pattern 1: HostName is the name of the load balancer',
    'deployment.toml from IS 5.9 on: `[server] hostname`, `mgt_console_hostname`',
    'carbon.xml of IS 5.8.0: ${carbon.host} in identity.xml',
  ],
  examples: {
    bad: {
      title: 'each node says its own name',
      files: { 'is-1/carbon.xml': carbon('is-1.example.com'), 'is-2/carbon.xml': carbon('is-2.example.com') },
    },
    good: {
      title: 'both say the name of the load balancer',
      files: { 'is-1/carbon.xml': carbon('is.example.com'), 'is-2/carbon.xml': carbon('is.example.com') },
    },
  },
  check(cluster, report) {
    const nodes = cluster.nodes.filter((node) => node.product === null || node.product === 'IS');
    const hostName = disagreement(nodes, {
      noun: inWords(nodes, 'HostName', '[server] hostname'),
      of: (node) => held(settled(node, node.server?.hostName ?? null), { as: fold }),
    });
    // Workers and managers have documented differences: the management console may have a name of its own.
    const asymmetric = haveRoles(nodes);
    const found =
      hostName ??
      (asymmetric
        ? null
        : disagreement(nodes, {
            noun: inWords(nodes, 'MgtHostName', '[server] mgt_console_hostname'),
            of: (node) => held(settled(node, consoleOf(node)), { as: fold }),
          }));
    if (found === null) return;
    const [noun, key] = hostName !== null ? ['host name', 'hostname'] : ['console host name', 'mgt_console_hostname'];
    // A name that leads each client to its own machine was never changed: it is nothing to be like.
    const isStock = isLoopback(wantedOf(cluster, found)?.value ?? '');
    report({
      ...found.place,
      ...(isStock ? {} : copyFix(cluster, found, { noun, add: copyKey(`server.${key}`) })),
      message: `${found.text}: redirects, token issuers and SAML entity ids then depend on the node that answers, and clients behind one load balancer reject them. Give every node the name clients use.`,
    });
  },
});

/** In a deployment.toml the host name stands for one that is not written. */
function consoleOf({ server, toml }: NodeModel): Setting | null {
  const { hostName = null, mgtHostName = null } = server ?? {};
  const isWritten = toml === null || mgtHostName === null || mgtHostName.span !== hostName?.span;
  return isWritten ? mgtHostName : { ...mgtHostName, origin: 'default' };
}

/** Host names know no case. */
function fold(text: string): string {
  return text.trim().toLowerCase();
}

function haveRoles(nodes: readonly NodeModel[]): boolean {
  const values = (of: (node: NodeModel) => string | null) =>
    new Set(nodes.map(of).filter((each) => each !== null)).size;
  // In `<parameter name="properties">`, as `<property name="subDomain" value="worker"/>`.
  const subDomain = ({ clustering }: NodeModel) => {
    const all = (clustering?.parameters ?? []).flatMap(({ nested }) => nested ?? []);
    return known(all.find(({ name }) => name === 'subDomain') ?? null);
  };
  return (
    values((node) => known(node.registry?.readOnly ?? null)) > 1 ||
    values((node) => known(node.server?.deploymentSynchronizer.autoCommit ?? null)) > 1 ||
    values(subDomain) > 1
  );
}

function carbon(hostName: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>5.8.0</Version>
  <HostName>${hostName}</HostName>
  <Ports><Offset>0</Offset></Ports>
</Server>
`;
}
