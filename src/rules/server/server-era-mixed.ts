import { disagreement } from '../../cluster/agreement.js';
import type { NodeModel } from '../../server/model.js';
import type { Placed } from '../../server/setting.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-era-mixed',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'some nodes of a cluster have a deployment.toml, others only XML',
  why: 'deployment.toml came with Identity Server 5.9, and up to 5.8 only XML is read: such nodes are of different versions, or one of them ignores the file that was meant for it.',
  remedy: 'Bring every node to one version, and commit the files that version reads.',
  sources: ['Identity Server 5.9.0 (carbon-kernel 4.5.1): deployment.toml; 5.8.0 and before: XML'],
  examples: {
    bad: {
      title: 'the second node is of another generation',
      files: {
        'is-1/carbon.xml': carbon('5.8.0'),
        'is-2/deployment.toml': '[server]\nhostname = "is.example.com"\n',
      },
    },
    good: {
      title: 'both read XML',
      files: { 'is-1/carbon.xml': carbon('5.8.0'), 'is-2/carbon.xml': carbon('5.8.0') },
    },
  },
  check(cluster, report) {
    const found = disagreement(cluster.nodes, {
      noun: 'its configuration in',
      of: (node) => {
        const at = placeOf(node);
        if (at === null) return null;
        return { value: node.era, at, shown: node.era === 'toml' ? 'deployment.toml' : 'XML files' };
      },
    });
    if (found === null) return;
    report({
      ...found.place,
      // The file that some nodes have and others lack.
      address: 'deployment.toml',
      message: `${found.text}: Identity Server reads deployment.toml from 5.9 on and only XML up to 5.8, so one of these nodes is of another version than the rest or does not read its file. Bring every node to one version.`,
    });
  },
});

/** The file that tells the generation. */
function placeOf(node: NodeModel): Placed | null {
  const role = node.era === 'toml' ? 'deployment-toml' : null;
  const file = node.files.find((each) =>
    role === null ? each.role !== 'other' && each.role !== 'script' : each.role === role,
  );
  if (file === undefined) return null;
  return { file: file.name, span: { document: file.document, start: 0, end: 0 }, address: 'server/era' };
}

function carbon(version: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>${version}</Version>
  <Ports><Offset>0</Offset></Ports>
</Server>
`;
}
