import { KUBERNETES_CLASS } from '../../cluster/agent.js';
import { hasKubernetes, isToldByAxis2 } from '../../cluster/clustering.js';
import { activeScheme } from '../../cluster/membership.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { removeKey } from '../fix-toml.js';
import { defineRule } from '../rule.js';

const KEY = 'clustering.properties.membershipSchemeClassName';

export default defineRule({
  id: 'clustering-scheme-class-obsolete',
  scope: 'node',
  severity: 'info',
  since: '0.1.0',
  summary: 'the scheme kubernetes names a class that IS 6.0 and later do not need',
  why: 'From IS 6.0 on the scheme kubernetes is part of the server. The class of the former add-on is in a jar that no pack holds and that was made for Hazelcast 3, while IS 6.0 has Hazelcast 4.',
  remedy: 'Remove `properties.membershipSchemeClassName`, and the jars of the add-on from `dropins` and `lib`.',
  sources: [
    'KubernetesMembershipScheme, carbon-kernel 4.7.1 (IS 6.0.0)',
    'WSO2 IS 6.0 to 7.x docs, deployment guide: no class name; wso2/kubernetes-membership-scheme 1.0',
  ],
  examples: {
    bad: {
      title: 'the class of the add-on on IS 7.1',
      files: { 'deployment.toml': kubernetes(`\nproperties.membershipSchemeClassName = "${KUBERNETES_CLASS}"`) },
    },
    good: { title: 'the scheme alone', files: { 'deployment.toml': kubernetes('') } },
  },
  check(node, report) {
    if (node.product !== 'IS' || hasKubernetes(node) !== 'yes') return;
    if (!isToldByAxis2(node) || activeScheme(node) !== 'kubernetes') return;
    const name = node.clustering?.membershipSchemeClassName ?? null;
    if (name === null || known(name)?.trim() !== KUBERNETES_CLASS) return;
    const written = node.toml?.written.filter(({ key }) => key === KEY) ?? [];
    report({
      node,
      at: name,
      message: `membershipSchemeClassName is ${quote(name)}, the add-on of IS 5.11 and earlier: from IS 6.0 on the server has the scheme kubernetes itself, and the add-on is neither in the pack nor made for its Hazelcast. Remove the property, and the jars of the add-on.`,
      // The jars may still be there.
      ...fixWith(
        'Remove membershipSchemeClassName',
        'unsafe',
        written.flatMap((key) => removeKey(node, key)),
      ),
    });
  },
});

/** `clustering.agent` is a key of 7.0 and later: it tells the version. */
function kubernetes(more: string): string {
  const lines = `membership_scheme = "kubernetes"\nagent = "org.wso2.carbon.hazelcast.HazelcastClusteringAgent"\ndomain = "iam.prod"\nproperties.KUBERNETES_NAMESPACE = "iam"\nproperties.KUBERNETES_SERVICES = "is"${more}`;
  return deploymentToml({ tables: { '[clustering]': lines } });
}
