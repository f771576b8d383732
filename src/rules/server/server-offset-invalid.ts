import { effectiveOffset, integer, portsOutOfRange } from '../../cluster/ports.js';
import { inWords } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import type { Placed } from '../../server/setting.js';
import { isUnknown } from '../../server/setting.js';
import { child } from '../../syntax/xml/query.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { carbonRoot, fillElement } from '../fix-server.js';
import { writeText } from '../fix-value.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'server-offset-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the port offset is missing, no integer, or moves a port out of 1–65535',
  why: 'CarbonBaseActivator sets the system property portOffset from carbon.xml before anything else: without a value it fails with a NullPointerException, with anything but an integer with a NumberFormatException, and the server does not start.',
  remedy:
    'Write an integer in `Ports/Offset` of carbon.xml, or `[server] offset` of deployment.toml, without blanks: 0 for a server that has its machine to itself.',
  sources: [
    'CarbonBaseActivator and ServerConfiguration, carbon-kernel 4.4.40 (IS 5.8.0)',
    'golden sv-offset-bool: any value is rendered into carbon.xml',
  ],
  examples: {
    bad: { title: 'an empty offset is a missing one', files: { 'carbon.xml': carbon('<Offset></Offset>') } },
    good: { title: 'no offset is 0', files: { 'carbon.xml': carbon('<Offset>0</Offset>') } },
  },
  check(node, report) {
    const { server, scripts } = node;
    const setting = scripts.portOffset ?? server?.offset ?? null;
    if (setting === null) {
      const at = missingAt(node);
      if (at === null) return;
      report({
        node,
        at,
        message: `carbon.xml has no value for Ports/Offset: the server stops at once with a NullPointerException in CarbonBaseActivator (an empty element is a missing one). Write <Offset>0</Offset>, or the number this node adds to its ports.`,
        ...fixWith('Write <Offset>0</Offset>', 'safe', noOffset(node)),
      });
      return;
    }
    if (isUnknown(setting)) return;
    const name = scripts.portOffset !== null ? '-DportOffset' : inWords([node], 'Ports/Offset', '[server] offset');
    if (integer(setting) === null) {
      const trimmed = setting.text.trim();
      const blanks = integer({ ...setting, text: trimmed }) !== null;
      const why = blanks ? 'has blanks around it, which the server does not trim' : 'is not an integer';
      report({
        node,
        at: setting,
        message: `The port offset ${quote(setting)} (${name}) ${why}: the server stops at once with "NumberFormatException: For input string: ${quote(setting)}". Write a plain number, such as ${blanks ? trimmed : '0'}.`,
        // What another text was meant to say no file tells.
        ...fixWith(
          `Write the port offset ${trimmed} without blanks`,
          'safe',
          blanks && setting === server?.offset ? writeText(node, setting, trimmed) : [],
        ),
      });
      return;
    }
    const [first, ...others] = portsOutOfRange(node);
    const offset = effectiveOffset(node)?.value;
    if (first === undefined || offset === undefined) return;
    const ports = [first, ...others].map((port) => `${port.name} ${port.base} becomes ${port.port}`);
    report({
      node,
      at: setting,
      message: `The port offset ${offset} (${name}) moves ports out of 1–65535, where the server cannot listen: ${list(ports, 3)}. Choose a smaller offset.`,
    });
  },
});

/** Where the offset should be; null where the file may be of a server that asks for none: not all of Carbon 3 do. */
function missingAt({ server, files, version }: NodeModel): Placed | null {
  if (server === null) return null;
  const root = files.find(({ role }) => role === 'carbon')?.document.xml().root ?? null;
  const ports = root === null ? null : child(root, 'Ports');
  const offset = ports === null ? null : child(ports, 'Offset');
  // The groups below `Ports` came with the offset that is added to them.
  const grouped = server.jmx.rmiRegistryPort ?? server.jmx.rmiServerPort ?? server.embeddedLdapPort ?? server.kdcPort;
  if (offset === null && grouped === null && (version === null || version.min[0] < 4)) return null;
  return { file: server.file, span: (offset ?? ports)?.nameSpan ?? server.span, address: 'server/offset' };
}

function noOffset(node: NodeModel): Edit[] {
  const root = carbonRoot(node);
  return root === null ? [] : fillElement(node, root, ['Ports', 'Offset'], '0');
}

function carbon(offset: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>5.8.0</Version>
  <Ports>
    ${offset}
  </Ports>
</Server>
`;
}
