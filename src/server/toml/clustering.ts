import { trim } from '../java.js';
import type { ClusteringFacts, Member, Parameter, ServerFailure } from '../model.js';
import { kindOf } from '../placeholders.js';
import { known, type Setting } from '../setting.js';
import type { Version } from '../version.js';
import { headerOf, type Page } from './page.js';
import type { Value } from './value.js';

/** Up to 6.1 the template names the class itself. */
const FIRST_WITH_AGENT_KEY: Version = [7, 0, 0];
const OLD_AGENT = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
/** What the template holds beside the keys; none of it can be set by another name. */
const FIXED: readonly (readonly [string, string])[] = [
  ['AvoidInitiation', 'true'],
  ['mcastPort', '45564'],
  ['mcastTTL', '100'],
  ['mcastTimeout', '60'],
];

/** `axis2/axis2.xml`: clustering is on exactly when `membership_scheme` is defined, whatever it says. */
export function projectClustering(page: Page): ClusteringFacts {
  const { text, release } = page;
  const given = release.get('clustering.membership_scheme');
  const scheme =
    given === undefined
      ? page.constant('multicast', 'clustering/membershipScheme')
      : text('clustering.membership_scheme', 'clustering/membershipScheme');
  // A key that a template may leave out decides nothing.
  const enabled = given?.kind === 'scalar' && given.certainty === 'template' ? null : given !== undefined;
  const enable: Setting = {
    ...page.constant(String(enabled), 'clustering/@enable'),
    span: scheme.span,
    origin: given === undefined ? 'default' : 'inferred',
    ...(enabled === null && { kind: 'template' }),
  };
  const named = [
    parameter('membershipScheme', scheme),
    parameter('domain', text('clustering.domain', 'clustering/domain')),
    parameter('localMemberHost', text('clustering.local_member_host', 'clustering/localMemberHost')),
    parameter('localMemberPort', text('clustering.local_member_port', 'clustering/localMemberPort')),
  ];
  const own = release
    .below('clustering.properties')
    .map(([name, key, value]) => parameter(name, page.value(value, key, `clustering/${name}`)));
  const fixed = FIXED.map(([name, value]) => parameter(name, page.constant(value, `clustering/${name}`)));
  const parameters = [...named, ...fixed, ...own];
  // Of equal names the last counts.
  const last = (name: string): Parameter | null => parameters.findLast((one) => one.name === name) ?? null;
  const listedMembers = membersOf(page);
  const isWka = trim(known(last('membershipScheme')) ?? '') === 'wka';
  return {
    ...page.at('clustering', 'clustering'),
    present: true,
    enabled,
    enable,
    class: release.since(FIRST_WITH_AGENT_KEY)
      ? text('clustering.agent', 'clustering/@class')
      : page.constant(OLD_AGENT, 'clustering/@class'),
    membershipScheme: last('membershipScheme'),
    membershipSchemeClassName: last('membershipSchemeClassName'),
    domain: last('domain'),
    localMemberHost: last('localMemberHost'),
    localMemberPort: last('localMemberPort'),
    mcastAddress: last('mcastAddress'),
    mcastPort: last('mcastPort'),
    groupPassword: last('groupPassword'),
    parameters,
    membersBlock: page.at('clustering', 'clustering/members'),
    listedMembers,
    members: isWka ? listedMembers : [],
    groupManagement: { enable: page.constant('false', 'clustering/groupManagement/@enable') },
  };
}

function parameter(name: string, setting: Setting): Parameter {
  return { ...setting, name };
}

function membersOf(page: Page): Member[] {
  const key = 'clustering.members';
  const given = page.release.get(key);
  if (given === undefined) return [];
  const items = given.kind === 'list' ? given.items : [given];
  return items.flatMap((item, index) => memberOf(page, item, index));
}

/** `{% set splittedMember = member.split(':') %}`: what is behind a second colon is lost. */
function memberOf(page: Page, item: Value, index: number): Member[] {
  const whole = page.value(item, 'clustering.members', 'clustering/members');
  const address = `clustering/member[${whole.text === '' ? `#${index + 1}` : trim(whole.text)}]`;
  if (item.kind !== 'scalar') return [];
  const [host = '', port = ''] = whole.text.split(':');
  const part = (name: string, value: string): Setting => ({
    ...whole,
    address: `${address}/${name}`,
    text: trim(value),
    kind: whole.kind === 'template' ? 'template' : kindOf(value),
  });
  // `$env{HOST}` alone may hold the port too.
  const opaque = whole.kind !== 'literal' && !whole.text.includes(':');
  return [
    {
      file: whole.file,
      span: whole.span,
      address,
      hostName: part('hostName', host),
      port: opaque ? { ...part('port', ''), kind: 'placeholder' } : part('port', port),
    },
  ];
}

/** What the template dies of: it calls `split` on every member, and only a string has it. */
export function memberFailures({ file, tree, release }: Page): ServerFailure[] {
  const given = release.get('clustering.members');
  const items = given?.kind === 'list' ? given.items : given === undefined ? [] : [given];
  return items.flatMap((item): ServerFailure[] => {
    const type = item.kind === 'scalar' ? JAVA_TYPES[item.type] : 'com.hubspot.jinjava.objects.collections.PyMap';
    if (type === undefined) return [];
    const error = `Cannot find method split with 1 parameters in class ${type}`;
    const near = headerOf({ tree }, 'clustering.members');
    return [{ file, span: item.span, near, address: 'clustering/members', error, effect: 'fatal' }];
  });
}

const JAVA_TYPES: Readonly<Record<string, string>> = {
  integer: 'java.lang.Long',
  float: 'java.lang.Double',
  boolean: 'java.lang.Boolean',
};
