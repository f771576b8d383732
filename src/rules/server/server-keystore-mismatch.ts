import type { Disagreement, Value } from '../../cluster/agreement.js';
import { disagreement, held } from '../../cluster/agreement.js';
import type { Cluster } from '../../cluster/cluster.js';
import { fileNameOf } from '../../cluster/keystores.js';
import { inWords, settled } from '../../cluster/settled.js';
import type { Keystore, NodeModel } from '../../server/model.js';
import { quote } from '../../text/message.js';
import { type StorePart, storeFix } from '../fix-keystore.js';
import { defineRule } from '../rule.js';

const KINDS = [
  { kind: 'primary', name: 'key store', element: 'Security/KeyStore', table: '[keystore.primary]' },
  { kind: 'internal', name: 'internal key store', element: 'Security/InternalKeyStore', table: '[keystore.internal]' },
  { kind: 'trust', name: 'trust store', element: 'Security/TrustStore', table: '[truststore]' },
] as const;
type Kind = (typeof KINDS)[number]['kind'];

export default defineRule({
  id: 'server-keystore-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster have different key stores',
  why: 'The key signs tokens and encrypts what the nodes keep in the shared databases: what one node signs the other rejects, and passwords of secondary user stores that one node encrypted the other cannot read. Different trust stores trust different peers.',
  remedy:
    'Put the same key store file on every node, and name it, its type and its key alias equally in carbon.xml (`Security`) or deployment.toml (`[keystore.primary]`, `[keystore.internal]`, `[truststore]`). The key store of Tomcat, `[keystore.tls]`, may differ.',
  sources: [
    'carbon.xml `Security`, IS 5.0 – 5.8',
    'default.json of carbon-kernel 4.5.1 – 4.12.34: [keystore.internal] takes from [keystore.primary] what it does not say',
    'product-is issue 4459: user store files are encrypted with the node’s key',
  ],
  examples: {
    bad: {
      title: 'the second node signs with another key',
      files: { 'is-1/carbon.xml': carbon('wso2carbon'), 'is-2/carbon.xml': carbon('is2') },
    },
    good: {
      title: 'one key for both nodes',
      files: { 'is-1/carbon.xml': carbon('wso2carbon'), 'is-2/carbon.xml': carbon('wso2carbon') },
    },
  },
  check(cluster, report) {
    let primary = false;
    for (const each of KINDS) {
      // What is taken from the primary one differs with it.
      if (each.kind === 'internal' && primary && cluster.nodes.every(takesPrimary)) continue;
      const differing = difference(cluster, each.kind, each.name);
      if (differing === null) continue;
      const { found, part, noun } = differing;
      if (each.kind === 'primary') primary = true;
      const trust = each.kind === 'trust';
      const why = trust
        ? 'a TLS peer or SAML issuer that one node trusts the other rejects. Put the same trust store on every node'
        : 'tokens that one node signs the other rejects, and what one encrypts in the shared databases the other cannot read. Put the same key store on every node and name it equally';
      report({
        ...found.place,
        address: `keystores/${each.kind}`,
        ...(part === null ? {} : storeFix(cluster, found, { kind: each.kind, part, noun })),
        severity: trust ? 'warning' : 'error',
        message: `${found.text} (${inWords(cluster.nodes, `${each.element} in carbon.xml`, each.table)}): ${why}.`,
      });
    }
  },
});

/** In a deployment.toml, what `[keystore.internal]` does not say. */
function takesPrimary(node: NodeModel): boolean {
  const { location = null, type = null, keyAlias = null } = node.keystores?.internal ?? {};
  return node.era === 'toml' && [location, type, keyAlias].every((setting) => setting?.origin === 'default');
}

interface Difference {
  readonly found: Disagreement<string>;
  /** Null for what is in the file itself. */
  readonly part: StorePart | null;
  readonly noun: string;
}

/** The first thing in which the nodes' stores differ; what follows from it is not told again. */
function difference(cluster: Cluster, kind: Kind, name: string): Difference | null {
  const ask = (
    what: string,
    part: StorePart | null,
    of: (store: Keystore, node: NodeModel) => Value<string> | null,
  ): Difference | null => {
    const noun = `${name} ${what}`;
    const found = disagreement(cluster.nodes, {
      noun,
      of: (node) => {
        const store = node.keystores?.[kind] ?? null;
        return store === null ? null : of(settledStore(node, store), node);
      },
    });
    return found === null ? null : { found, part, noun };
  };
  const file = (store: Keystore, value: (fileName: string) => string | null, shown?: string): Value<string> | null => {
    if (store.location === null) return null;
    const fileName = fileNameOf(store.location);
    if (fileName === null) return { value: null, at: store.location, shown: quote(store.location) };
    return { value: value(fileName), at: store.location, shown: shown ?? quote(fileName) };
  };
  return (
    ask('file', 'location', (store) => file(store, (fileName) => fileName)) ??
    ask('content', null, (store, node) => {
      const digest = (fileName: string) => node.keystores?.files.get(fileName) ?? null;
      const fileName = store.location === null ? null : fileNameOf(store.location);
      const shown = `${quote(fileName ?? '')} with SHA-256 ${(digest(fileName ?? '') ?? '').slice(0, 12)}…`;
      return file(store, digest, shown);
    }) ??
    ask('type', 'type', (store) => held(store.type, { as: (text) => text.trim().toUpperCase() })) ??
    // Aliases of a JKS know no case.
    ask('key alias', 'keyAlias', (store) => held(store.keyAlias, { as: (text) => text.trim().toLowerCase() }))
  );
}

/** Without the defaults that another piece of the node's deployment.toml may replace. */
function settledStore(node: NodeModel, store: Keystore): Keystore {
  return {
    ...store,
    location: settled(node, store.location),
    type: settled(node, store.type),
    keyAlias: settled(node, store.keyAlias),
  };
}

function carbon(alias: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Ports><Offset>0</Offset></Ports>
  <Security>
    <KeyStore>
      <Location>\${carbon.home}/repository/resources/security/wso2carbon.jks</Location>
      <Type>JKS</Type>
      <KeyAlias>${alias}</KeyAlias>
    </KeyStore>
  </Security>
</Server>
`;
}
