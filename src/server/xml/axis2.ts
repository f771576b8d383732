import { attribute, child, childrenOf } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { parseBoolean, parseInteger, trim } from '../java.js';
import type { ClusteringFacts, Member, NodeFile, Parameter, ServerFailure } from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { attributeOf, failure, failureAt, nameIn, placed, type Reader, type Reading, textOf } from './reading.js';

/** What lies on the class path of a stock server; any other agent class is `clusterImplNotFound`. */
const KNOWN_CLASS = /^org\.(?:wso2\.carbon|apache\.axis2)\.[\w.$]+$/;
const NO_ELEMENT = 'java.lang.NullPointerException: the element';

/**
 * conf/axis2/axis2.xml `<clustering>` as `ClusterBuilder` of wso2-axis2 1.6.1 reads it: only the first child without
 * a namespace of `<axisconfig>`; no `enable` means on, else `true` in any case, trimmed; of equal parameters the last
 * counts; placeholders in parameters stay as they are; members are read for scheme exactly `wka` (trimmed) only, from
 * the first `<members>`, trimmed, their first `${x}` resolved.
 */
export function readAxis2(file: NodeFile, root: XmlElement, variables: Variables): Reading<ClusteringFacts> {
  const reader: Reader = { file, variables, dialect: 'none' };
  if (root.local !== 'axisconfig') {
    const error = `The system was looking for the 'axisconfig' element, but it found '${root.local}'`;
    const failures = [failure(reader, root.nameSpan, 'clustering', error)];
    return { facts: absent(reader, root), failures };
  }
  const block = child(root, 'clustering', '');
  if (block === null) return { facts: absent(reader, root), failures: [] };

  const enable = attributeOf(reader, attribute(block, 'enable'), 'clustering/@enable');
  const enabled = isEnabled(enable);
  const parameters: Parameter[] = [];
  for (const element of childrenOf(block, 'parameter', '')) {
    const name = attribute(element, 'name')?.value;
    const setting = name === undefined ? null : textOf(reader, element, `clustering/${name}`);
    if (name === undefined || setting === null) continue;
    const nested = nestedIn(reader, element, setting.address);
    parameters.push({ ...setting, name, ...(nested.length > 0 && { nested }) });
  }
  const parameter = (name: string): Setting | null => parameters.findLast((one) => one.name === name) ?? null;
  const scheme = parameter('membershipScheme');
  const membersBlock = child(block, 'members', '');
  const listedMembers =
    membersBlock === null
      ? []
      : childrenOf(membersBlock, 'member').map((element, index) =>
          member({ ...reader, dialect: 'member' }, element, index),
        );
  const groupManagement = child(block, 'groupManagement', '');
  const facts: ClusteringFacts = {
    ...placed(reader, block.nameSpan, 'clustering'),
    present: true,
    enabled,
    enable,
    class: attributeOf(reader, attribute(block, 'class'), 'clustering/@class'),
    membershipScheme: scheme,
    membershipSchemeClassName: parameter('membershipSchemeClassName'),
    domain: parameter('domain'),
    localMemberHost: parameter('localMemberHost'),
    localMemberPort: parameter('localMemberPort'),
    mcastAddress: parameter('mcastAddress'),
    mcastPort: parameter('mcastPort'),
    groupPassword: parameter('groupPassword'),
    parameters,
    membersBlock: membersBlock === null ? null : placed(reader, membersBlock.nameSpan, 'clustering/members'),
    listedMembers,
    members: scheme !== null && trim(scheme.text) === 'wka' ? listedMembers : [],
    groupManagement:
      groupManagement === null
        ? null
        : { enable: attributeOf(reader, attribute(groupManagement, 'enable'), 'clustering/groupManagement/@enable') },
  };
  return { facts, failures: enabled === true ? failuresOf(reader, block, facts) : [] };
}

/** The member properties of `<parameter name="properties">`. */
function nestedIn(reader: Reader, parameter: XmlElement, address: string): Parameter[] {
  return childrenOf(parameter, 'property', '').flatMap((property) => {
    const name = attribute(property, 'name')?.value;
    const value = attributeOf(reader, attribute(property, 'value'), `${address}/${name}`);
    return name === undefined || value === null ? [] : [{ ...value, name }];
  });
}

/** What a server makes of no `<clustering>`: off. */
function absent(reader: Reader, root: XmlElement): ClusteringFacts {
  return {
    ...placed(reader, root.nameSpan, 'clustering'),
    present: false,
    enabled: false,
    enable: null,
    class: null,
    membershipScheme: null,
    membershipSchemeClassName: null,
    domain: null,
    localMemberHost: null,
    localMemberPort: null,
    mcastAddress: null,
    mcastPort: null,
    groupPassword: null,
    parameters: [],
    membersBlock: null,
    listedMembers: [],
    members: [],
    groupManagement: null,
  };
}

/** `ClusterBuilder.isEnabled`; null when a template decides. */
function isEnabled(enable: Setting | null): boolean | null {
  if (enable === null) return true;
  return enable.kind === 'literal' ? parseBoolean(trim(enable.text)) : null;
}

function member(reader: Reader, element: XmlElement, index: number): Member {
  const part = (name: string, address: string) => textOf(reader, child(element, name, ''), address, 'trimmed');
  const hostName = part('hostName', '');
  const port = part('port', '');
  const name = hostName === null ? nameIn(null, index) : `${hostName.text}:${port?.text ?? ''}`;
  const address = `clustering/member[${name}]`;
  return {
    ...placed(reader, element.nameSpan, address),
    hostName: hostName === null ? null : { ...hostName, address: `${address}/hostName` },
    port: port === null ? null : { ...port, address: `${address}/port` },
  };
}

/** Where an enabled block stops the server. In the order the server meets them: the first is what it says. */
function failuresOf(reader: Reader, block: XmlElement, facts: ClusteringFacts): ServerFailure[] {
  const failures: ServerFailure[] = [];
  const fail = (element: XmlElement, address: string, error: string) =>
    failures.push(failure(reader, element.nameSpan, address, error));
  agentClass(block, 'clustering', 'clustering');
  for (const element of childrenOf(block, 'parameter', '')) {
    if (attribute(element, 'name') === null) fail(element, 'clustering', 'A parameter has no attribute with the name');
  }
  const group = child(block, 'groupManagement', '');
  if (group !== null && isEnabled(facts.groupManagement?.enable ?? null) === true) {
    for (const domain of childrenOf(group, 'applicationDomain', '')) groupAgent(domain);
  }
  for (const one of facts.members) {
    const { hostName, port } = one;
    if (hostName === null) failures.push(failureAt(one, `${NO_ELEMENT} hostName of the member is missing`));
    else if (port === null) failures.push(failureAt(one, `${NO_ELEMENT} port of the member is missing`));
    else if (port.kind === 'literal' && parseInteger(port.text) === null) {
      const error = `java.lang.NumberFormatException: For input string: "${port.text}"`;
      failures.push(failureAt(port, error));
    }
  }
  for (const name of ['nodeManager', 'stateManager'] as const) {
    const manager = child(block, name, '');
    const enable = manager === null ? null : attributeOf(reader, attribute(manager, 'enable'), '');
    if (manager !== null && isEnabled(enable) === true) agentClass(manager, name, `clustering/${name}`);
  }
  return failures;

  function agentClass(element: XmlElement, name: string, address: string) {
    const found = attributeOf(reader, attribute(element, 'class'), `${address}/@class`);
    if (found === null) {
      fail(element, `${address}/@class`, `The element ${name} must have an attribute with the name 'class'`);
    } else if (found.kind === 'literal' && !KNOWN_CLASS.test(found.text)) {
      failures.push(failureAt(found, `Clustering implementation class ${found.text} not found`));
    }
  }

  function groupAgent(element: XmlElement) {
    const address = 'clustering/groupManagement/applicationDomain';
    const name = attribute(element, 'name')?.value ?? attribute(element, 'domain')?.value;
    const agent = attributeOf(reader, attribute(element, 'agent'), address);
    if (name === undefined) fail(element, address, 'java.lang.NullPointerException: the attribute name is missing');
    else if (agent === null) fail(element, address, 'java.lang.NullPointerException: the attribute agent is missing');
    else if (agent.kind === 'literal' && !KNOWN_CLASS.test(trim(agent.text))) {
      const error = `Could not instantiate GroupManagementAgent ${trim(agent.text)} for domain ${trim(name)}`;
      fail(element, address, error);
    }
  }
}

export const AXIS2_TABLE: ElementTable = {
  root: 'axisconfig',
  namespace: '',
  closed: {
    // The managers after `members` are those of older axis2 versions, up to Carbon 3.
    'axisconfig/clustering': [
      ...['parameter', 'members', 'groupManagement', 'nodeManager', 'stateManager'],
      ...['loadBalancer', 'configurationManager', 'contextManager'],
    ],
    'axisconfig/clustering/members': ['member'],
    'axisconfig/clustering/members/member': ['hostName', 'port'],
  },
};
