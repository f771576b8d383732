import { isToldByAxis2 } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import { activeScheme } from '../../cluster/membership.js';
import { parseInteger } from '../../server/java.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-local-port-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a clustering port of the node is no port number',
  why: 'The server fails with a NumberFormatException (or "Port out of range") while it sets up the cluster, and does not come up; up to IS 5.6 it hangs without a word.',
  remedy: 'Use a whole number from 1 to 65535; 4000 is the default for `localMemberPort`.',
  noFix: 'which port is meant the files do not say',
  sources: [
    'HazelcastClusteringAgent and MulticastBasedMembershipScheme, carbon-kernel 4.4.40 (IS 5.8.0): Integer.parseInt',
  ],
  examples: {
    bad: { title: 'a letter among the digits', files: { 'axis2.xml': axis2('400O') } },
    good: { title: 'digits only', files: { 'axis2.xml': axis2('4000') } },
  },
  check(node, report) {
    if (!isToldByAxis2(node) || node.clustering === null) return;
    const { localMemberPort, mcastPort } = node.clustering;
    // The multicast port is read for scheme multicast only.
    for (const setting of [localMemberPort, activeScheme(node) === 'multicast' ? mcastPort : null]) {
      const text = known(setting)?.trim();
      if (setting === null || text === undefined) continue;
      const number = parseInteger(text);
      if (number !== null && number >= 1 && number <= 65535) continue;
      const name = termOf(node, setting === mcastPort ? 'mcastPort' : 'localMemberPort');
      const why =
        number === null
          ? `the server fails with java.lang.NumberFormatException: For input string: ${quote(text)}`
          : 'no server can listen there';
      report({
        node,
        at: setting,
        message: `${name} is ${quote(setting)}, which is no port: ${why}, and the cluster is not set up. Use a number from 1 to 65535.`,
      });
    }
  },
});

function axis2(port: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberPort">${port}</parameter>
  </clustering>
</axisconfig>
`;
}
