import { parseProperties } from '../../syntax/properties.js';
import { attribute, child, childrenOf } from '../../syntax/xml/query.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { trim } from '../java.js';
import type { HazelcastXml, NodeFile } from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Placed, Setting } from '../setting.js';
import { placed, type Reader, type Reading, settingAt, textOf } from './reading.js';

/** Elements of `<tcp-ip>` whose text is a member, or several with commas between. */
const MEMBER_ELEMENTS = new Set(['member', 'members', 'interface', 'hostname']);

/**
 * conf/etc/hazelcast.xml (from 5.2) as `XmlConfigBuilder` of Hazelcast 3.5 reads it: local names, values trimmed,
 * `enabled` is true, yes or on in any case, `${x}` a system property.
 */
export function readHazelcastXml(file: NodeFile, root: XmlElement, variables: Variables): Reading<HazelcastXml> {
  const reader: Reader = { file, variables, dialect: 'each' };
  const group = child(root, 'group');
  const network = child(root, 'network');
  const join = network === null ? null : child(network, 'join');
  const text = (parent: XmlElement | null, name: string, address: string): Setting | null =>
    parent === null ? null : textOf(reader, child(parent, name), `hazelcast/${address}`, 'trimmed');
  const joins: { kind: string; enabled: boolean; at: Placed }[] = (join?.children ?? []).map((element) => ({
    kind: element.local,
    enabled: /^(?:true|yes|on)$/i.test(trim(attribute(element, 'enabled')?.value ?? '')),
    at: placed(reader, element.nameSpan, `hazelcast/join/${element.local}`),
  }));
  const members = (join === null ? [] : childrenOf(join, 'tcp-ip')).flatMap(({ children }) =>
    children
      .filter(({ local }) => MEMBER_ELEMENTS.has(local))
      .flatMap((element) => {
        const whole = textOf(reader, element, 'hazelcast/member', 'trimmed');
        const parts = whole?.text.split(/[,; ]+/).filter((part) => part !== '') ?? [];
        return whole === null
          ? []
          : parts.map((part): Setting => ({ ...whole, text: part, address: `hazelcast/member[${part}]` }));
      }),
  );
  const facts: HazelcastXml = {
    ...placed(reader, root.nameSpan, 'hazelcast'),
    groupName: text(group, 'name', 'groupName'),
    groupPassword: text(group, 'password', 'groupPassword'),
    joins,
    members,
    port: text(network, 'port', 'port'),
    publicAddress: text(network, 'public-address', 'publicAddress'),
  };
  return { facts, failures: [] };
}

/** conf/hazelcast.properties: each property as a setting, the last of equal names; nobody resolves placeholders. */
export function readHazelcastProperties(file: NodeFile, variables: Variables): ReadonlyMap<string, Setting> {
  const reader: Reader = { file, variables, dialect: 'none' };
  const { entries } = parseProperties(file.document);
  return new Map(
    entries.map(({ key, value, valueSpan }) => [key, settingAt(reader, value, valueSpan, `hazelcast/${key}`)]),
  );
}
