import { disagreement } from '../../cluster/agreement.js';
import { isComplete } from '../../cluster/deployment.js';
import { protocolOf } from '../../cluster/ports.js';
import type { Connector, NodeModel } from '../../server/model.js';
import { isUnknown, type Setting } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { copyFix } from '../fix.js';
import { copyKey } from '../fix-server.js';
import { elementAt, isWrittenOut } from '../fix-value.js';
import { setAttribute } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'server-proxy-port-mismatch',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'connectors of one cluster have different proxy ports or names',
  why: 'proxyPort and proxyName are what a node believes clients connect to. A node without them sends redirects to its own port (9443 and the offset), which the load balancer does not serve.',
  remedy: 'Give the HTTP and HTTPS connectors of every node the port, and name, of the load balancer.',
  sources: ['WSO2 IS docs, deployment pattern 1: proxyPort', 'catalina-server.xml of IS 5.8.0; no offset shifts it'],
  examples: {
    bad: {
      title: 'the second node forgot the load balancer',
      files: { ...node('is-1', ' proxyPort="443"'), ...node('is-2', '') },
    },
    good: {
      title: 'the same on both nodes',
      files: { ...node('is-1', ' proxyPort="443"'), ...node('is-2', ' proxyPort="443"') },
    },
  },
  check(cluster, report) {
    if (cluster.nodes.some((node) => node.tomcat === null)) return;
    for (const attribute of ['proxyPort', 'proxyName']) {
      for (const protocol of ['HTTPS', 'HTTP']) {
        const found = disagreement(cluster.nodes, {
          noun: `${attribute} of the ${protocol} connector`,
          of: (node) => {
            const connector = onlyConnector(node, protocol);
            if (connector === null) return null;
            const setting = connector.attributes.get(attribute) ?? null;
            if (setting === null) return isOpen(node) ? null : { value: '', at: connector, shown: 'none' };
            return { value: isUnknown(setting) ? null : setting.text.trim(), at: setting, shown: quote(setting) };
          },
        });
        if (found === null) continue;
        report({
          ...found.place,
          ...copyFix(cluster, found, {
            noun: `${protocol} ${attribute}`,
            add: (node, source) => addAttribute(node, protocol, attribute, source),
          }),
          address: `tomcat/${protocol.toLowerCase()}/${attribute}`,
          message: `${found.text}: redirects of one node lead to an address that the load balancer does not serve. Set ${attribute} to that of the load balancer on every node${where(cluster.nodes, protocol)}.`,
        });
        return;
      }
    }
  },
});

/** In a piece of a deployment.toml what is not there may stand in another piece. */
function isOpen({ toml }: NodeModel): boolean {
  return toml !== null && !isComplete(toml);
}

function where(nodes: readonly NodeModel[], protocol: string): string {
  return nodes.every(({ era }) => era === 'toml') ? ` (under [transport.${protocol.toLowerCase()}.properties])` : '';
}

function addAttribute(node: NodeModel, protocol: string, attribute: string, source: Setting): readonly Edit[] {
  if (node.toml !== null) return copyKey(`transport.${protocol.toLowerCase()}.properties.${attribute}`)(node, source);
  const connector = onlyConnector(node, protocol);
  const element = connector === null ? null : elementAt(connector);
  return element === null || !isWrittenOut(source) ? [] : setAttribute(node, element, attribute, source.text);
}

/** The connector of a protocol, where there is exactly one: else nobody can say which is the other's. */
function onlyConnector(node: NodeModel, protocol: string): Connector | null {
  const [first, ...others] = node.tomcat?.connectors.filter((each) => protocolOf(each) === protocol) ?? [];
  return others.length > 0 ? null : (first ?? null);
}

function node(name: string, attributes: string): Readonly<Record<string, string>> {
  return {
    [`${name}/carbon.xml`]: '<Server><ServerKey>IS</ServerKey><Ports><Offset>0</Offset></Ports></Server>\n',
    [`${name}/tomcat/catalina-server.xml`]: `<Server port="8005" shutdown="SHUTDOWN">
  <Service name="Catalina">
    <Connector port="9443" scheme="https" secure="true" SSLEnabled="true"${attributes}/>
  </Service>
</Server>
`,
  };
}
