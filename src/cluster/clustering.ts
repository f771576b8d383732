import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { compareVersions, type Version } from '../server/version.js';
import { nearest } from '../text/nearest.js';
import { agentOf, isMisspelt } from './agent.js';
import type { Answer } from './cluster.js';
import { identityToml } from './deployment.js';
import { activeScheme, membershipSource } from './membership.js';
import { settledText, tellsAbsence } from './settled.js';

/** Clustering is on, and axis2.xml tells the agent about domain, members and ports: only then its parameters count. */
export function isToldByAxis2(node: NodeModel): boolean {
  return node.clustering?.enabled === true && membershipSource(node) === 'axis2';
}

/** `enable` is neither true nor false: the server reads it as false without a word (axis2 ClusterBuilder.isEnabled). */
export function isEnableInvalid(node: NodeModel): boolean {
  const text = known(node.clustering?.enable ?? null)
    ?.trim()
    .toLowerCase();
  return text !== undefined && text !== 'true' && text !== 'false';
}

/**
 * What a deployment.toml says of a clustering that stays off, as only `membership_scheme` switches it on. Empty where it
 * is on, where the files do not tell, and for who writes `enabled = false`.
 */
export function keysWithoutScheme(node: NodeModel): readonly WrittenKey[] {
  const toml = identityToml(node);
  if (toml === null || node.clustering?.enabled !== false || !tellsAbsence(node)) return [];
  // In [[clustering]] they are no keys of the table: toml-key-unknown.
  const keys = toml.written.filter(({ key, inArray }) => key.startsWith('clustering.') && inArray !== 'clustering');
  const isMeant = keys.every(({ key, value }) => {
    if (!/^clustering\.enabled?$/.test(key)) return true;
    return value.kind === 'scalar' && value.text.trim().toLowerCase() === 'true';
  });
  return isMeant ? keys : [];
}

/** What an agent joins without the parameter `domain`. */
export const NO_DOMAIN = 'apache.axis2.domain';

/** The domain an enabled node joins, untrimmed as the agents take it; null when the files do not tell, or it is misspelt. */
export function domainOf(node: NodeModel): string | null {
  if (node.clustering === null || isMisspelt(node, 'domain')) return null;
  return node.clustering.domain === null ? NO_DOMAIN : settledText(node, node.clustering.domain);
}

export const AGENTS = {
  hazelcast: 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
  tribes: 'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
} as const;

/** The agent of IS 7.0 and later; no earlier server has it. */
export const LATER_AGENT = 'org.wso2.carbon.hazelcast.HazelcastClusteringAgent';

export type ClassProblem =
  | { readonly kind: 'missing' | 'later' | 'unknown' }
  /** Another spelling of a class that exists. */
  | { readonly kind: 'misspelt'; readonly meant: string }
  /** A class of another generation than the node's versions. */
  | { readonly kind: 'era'; readonly meant: string };

/**
 * What is wrong with the class of an enabled node's clustering; null for nothing, or when the files do not tell.
 * Tribes came with Carbon up to 4.1 (so 4.1 of the Identity Server), Hazelcast from 4.2 (4.5.0).
 */
export function classProblem(node: NodeModel): ClassProblem | null {
  const { clustering } = node;
  if (clustering?.enabled !== true) return null;
  if (clustering.class === null) return { kind: 'missing' };
  if (node.era === 'toml') return agentProblem(node);
  const name = known(clustering.class);
  if (name === null) return null;
  if (name === LATER_AGENT) return node.product === 'IS' && node.version !== null ? { kind: 'later' } : null;
  const agents: readonly string[] = Object.values(AGENTS);
  if (!agents.includes(name)) {
    const meant = nearest(name, agents);
    return meant === null ? { kind: 'unknown' } : { kind: 'misspelt', meant };
  }
  const meant = agentFor(node);
  return meant === null || meant === name ? null : { kind: 'era', meant };
}

/** The agent that every version of the XML era has which the node's files allow; null where they do not tell. */
export function agentFor({ product, version }: NodeModel): string | null {
  if (version === null || (product !== null && product !== 'IS')) return null;
  if (!isBefore45(version.min)) return AGENTS.hazelcast;
  return isBefore45(version.max) ? AGENTS.tribes : null;
}

/** A deployment.toml names the class from 7.0 on, and only if it wants to; before, the server does. */
function agentProblem({ clustering, toml }: NodeModel): ClassProblem | null {
  const name = known(clustering?.class ?? null);
  const isWritten = toml?.written.some(({ key }) => key === 'clustering.agent') === true;
  if (name === null || !isWritten || name === LATER_AGENT || name === AGENTS.hazelcast) return null;
  return nearest(name, [LATER_AGENT]) === null ? { kind: 'unknown' } : { kind: 'misspelt', meant: LATER_AGENT };
}

function isBefore45([major, minor]: readonly [number, number, number]): boolean {
  return major < 4 || (major === 4 && minor < 5);
}

/** The schemes an agent of the XML era knows by name. Hazelcast takes any other with a `membershipSchemeClassName`. */
const SCHEMES = { hazelcast: ['multicast', 'wka', 'aws'], tribes: ['multicast', 'wka'] } as const;
/** Kernel 4.7.1 brought its own scheme for Kubernetes. */
const FIRST_WITH_KUBERNETES: Version = [6, 0, 0];

/** The schemes that the node's agent knows by name in every version the files allow. */
export function schemesOf(node: NodeModel): readonly string[] {
  const agent = agentOf(node);
  if (agent === null || agent === 'other') return [];
  if (node.era === 'xml') return SCHEMES[agent];
  return [...SCHEMES.hazelcast, 'aws-ecs', ...(hasKubernetes(node) === 'yes' ? ['kubernetes'] : [])];
}

/** Does the server have the scheme `kubernetes` without a class of its own? */
export function hasKubernetes({ era, version }: NodeModel): Answer {
  if (era === 'xml') return 'no';
  if (version === null) return 'unknown';
  if (compareVersions(version.min, FIRST_WITH_KUBERNETES) >= 0) return 'yes';
  return compareVersions(version.max, FIRST_WITH_KUBERNETES) < 0 ? 'no' : 'unknown';
}

/** Does the node's agent know its membership scheme? */
export function isSchemeKnown(node: NodeModel): Answer {
  const agent = agentOf(node);
  const scheme = activeScheme(node);
  if (agent === null || agent === 'other' || scheme === null || node.clustering === null) return 'unknown';
  if (schemesOf(node).includes(scheme)) return 'yes';
  const { membershipSchemeClassName: name } = node.clustering;
  if (agent === 'hazelcast' && name !== null && known(name)?.trim() !== '') return 'yes';
  return scheme === 'kubernetes' && hasKubernetes(node) === 'unknown' ? 'unknown' : 'no';
}

/**
 * Nodes without a membership scheme where one is meant: they list members themselves, or their peers use another scheme
 * than multicast, which is what the server falls back to.
 */
export function nodesWithoutScheme(nodes: readonly NodeModel[]): readonly NodeModel[] {
  const told = nodes.filter(isToldByAxis2);
  const peersDiffer = told.some((node) => {
    const scheme = activeScheme(node);
    return scheme !== null && scheme !== 'multicast' && isSchemeKnown(node) !== 'no';
  });
  return told.filter(
    (node) =>
      node.clustering?.membershipScheme === null &&
      activeScheme(node) !== null &&
      (peersDiffer || ownMembers(node).length > 0),
  );
}

/** Does the node list members of its own? What the server fills in for an absent list (127.0.0.1:4000) is none. */
export function listsMembers({ clustering }: NodeModel): boolean {
  return clustering?.members.some(({ hostName }) => hostName?.origin !== 'default') === true;
}

/** The members a person wrote, as texts `host:port`: not the 127.0.0.1 of the stock file, no templates. */
export function ownMembers({ clustering }: NodeModel): readonly string[] {
  return (clustering?.listedMembers ?? []).flatMap(({ hostName, port }) => {
    const host = known(hostName)?.trim() ?? '';
    return host === '' || /^(127\.|localhost$|\$|<)/.test(host) ? [] : [port === null ? host : `${host}:${port.text}`];
  });
}
