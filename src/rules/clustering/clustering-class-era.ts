import { AGENTS, agentFor, type ClassProblem, classProblem, LATER_AGENT } from '../../cluster/clustering.js';
import type { NodeModel } from '../../server/model.js';
import { formatVersion } from '../../server/version.js';
import { quote, show } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { clusteringElement } from '../fix-clustering.js';
import { setKey } from '../fix-toml.js';
import { setAttribute } from '../fix-xml.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'clustering-class-era',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the clustering agent is none that the server version has',
  why: 'A class that is not there stops the server ("Clustering implementation class X not found"). Tribes is the agent up to IS 4.1, Hazelcast from IS 4.5: Tribes on a later server gives no distributed caches, Hazelcast does not exist on an earlier one. A class that no server ships is a warning.',
  remedy: 'Use the class of the stock axis2.xml of your version.',
  sources: [
    'ClusterBuilder, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0)',
    'stock axis2.xml of Carbon 4.2 to 4.4.40 (IS 4.5.0 to 5.8.0)',
  ],
  examples: {
    bad: { title: 'no class at all', files: { 'axis2.xml': axis2('') } },
    good: { title: 'the class of IS 5.x', files: { 'axis2.xml': axis2(` class="${AGENTS.hazelcast}"`) } },
  },
  check(node, report) {
    const problem = classProblem(node);
    if (problem === null || node.clustering === null) return;
    report({
      node,
      at: node.clustering.class ?? node.clustering,
      address: 'clustering/@class',
      severity: problem.kind === 'unknown' ? 'warning' : 'error',
      message: messageOf(node, problem),
      ...fixOf(node, problem),
    });
  },
});

function messageOf(node: NodeModel, problem: ClassProblem): string {
  const name = show(node.clustering?.class ?? null);
  if (node.era === 'toml') return agentMessage(name, problem);
  switch (problem.kind) {
    case 'missing':
      return `Clustering is on and names no class: the server stops with "The element clustering must have an attribute with the name 'class'". Add the class of your version's stock axis2.xml, for IS 4.5 and later class="${AGENTS.hazelcast}".`;
    case 'misspelt':
      return `No server has the clustering class ${name}: it stops with "Clustering implementation class … not found". Did you mean ${quote(problem.meant)}?`;
    case 'later':
      return `The clustering class ${name} belongs to IS 7.0 and later; ${versionOf(node)} stops with "Clustering implementation class … not found". Use ${quote(AGENTS.hazelcast)}.`;
    case 'unknown':
      return `The clustering class ${name} is in no server of the XML era: unless you add it to the class path, the server stops with "Clustering implementation class … not found". IS 4.5 and later have ${quote(AGENTS.hazelcast)}.`;
    case 'era':
      return `The clustering class ${name} does not fit ${versionOf(node)}: ${problem.meant === AGENTS.hazelcast ? 'from IS 4.5 on the caches are distributed by Hazelcast only, so this node shares none' : 'Hazelcast came with IS 4.5, and the server stops with "Clustering implementation class … not found"'}. Use ${quote(problem.meant)}.`;
  }
}

/** From 7.0 on `[clustering] agent` names the class. */
function agentMessage(name: string, problem: ClassProblem): string {
  const unless = problem.kind === 'misspelt' ? '' : 'unless you add it to the class path, ';
  const hint =
    problem.kind === 'misspelt' ? `Did you mean ${quote(problem.meant)}?` : `Its own is ${quote(LATER_AGENT)}.`;
  return `[clustering] agent names the class ${name}, which is in no Identity Server: ${unless}the server stops with "Clustering implementation class … not found". ${hint} Without the key the server takes its own.`;
}

/** Certain where the version tells the agent, or where only one class has such a name. */
function fixOf(node: NodeModel, problem: ClassProblem): { readonly fix?: Fix } {
  if (problem.kind === 'unknown') return {};
  const name = 'meant' in problem ? problem.meant : (agentFor(node) ?? AGENTS.hazelcast);
  const isCertain = 'meant' in problem || agentFor(node) !== null;
  const element = clusteringElement(node);
  const edits =
    node.toml !== null
      ? setKey(node, node.toml, 'clustering.agent', name)
      : element === null
        ? []
        : setAttribute(node, element, 'class', name);
  const short = name.slice(name.lastIndexOf('.') + 1);
  const title = `Write the class ${short}${node.version === null ? '' : ` of ${versionOf(node)}`}`;
  return fixWith(title, isCertain ? 'safe' : 'unsafe', edits);
}

function versionOf({ version }: NodeModel): string {
  if (version === null) return 'this server';
  const [min, max] = [formatVersion(version.min), formatVersion(version.max)];
  return min === max ? `IS ${min}` : `IS ${min} to ${max}`;
}

function axis2(agent: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering${agent} enable="true">
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
