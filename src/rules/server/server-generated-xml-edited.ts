import type { Contradiction } from '../../server/generated.js';
import { contradictions } from '../../server/generated.js';
import { list, quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-generated-xml-edited',
  scope: 'node',
  severity: 'info',
  since: '0.1.0',
  summary: 'a committed XML file says something else than the deployment.toml it is generated from',
  why: 'The server writes the XML files anew from deployment.toml when that, or a template, has changed: what was edited in XML is lost then. Where the XML is of an earlier start it only misleads its readers.',
  remedy: 'Move the setting into deployment.toml, and do not commit the generated files.',
  sources: [
    'config-mapper ConfigParser: templates are rendered over repository/conf at start',
    'product-is issues 6508, 6649 and 8080: edits of XML files vanish',
  ],
  examples: {
    bad: { title: 'another host name in carbon.xml', files: node('login.example.com') },
    good: { title: 'the same', files: node('iam.example.com') },
  },
  check(node, report) {
    const byFile = new Map<string, Contradiction[]>();
    for (const each of contradictions(node)) {
      byFile.set(each.file.name, [...(byFile.get(each.file.name) ?? []), each]);
    }
    for (const [name, all] of byFile) {
      const [first] = all;
      if (first === undefined) continue;
      const others = all.slice(1).map(({ written }) => written.address);
      const more = others.length === 0 ? '' : ` So do ${list(others, 4)}.`;
      report({
        node,
        at: first.found,
        address: name,
        message: `${name} has ${first.written.address} ${quote(first.found)}, and deployment.toml, from which the server writes it, says ${quote(first.written)}: the file was edited, or is of an earlier start, and the server overwrites it.${more} Move what is meant into deployment.toml, and leave generated files out of the repository.`,
        related: [{ node, at: first.written, message: `deployment.toml says ${quote(first.written)}` }],
      });
    }
  },
});

function node(hostName: string): Readonly<Record<string, string>> {
  return {
    'deployment.toml': deploymentToml(),
    'carbon.xml': `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>7.1.0</Version>
  <HostName>${hostName}</HostName>
  <Ports><Offset>0</Offset></Ports>
</Server>
`,
  };
}
