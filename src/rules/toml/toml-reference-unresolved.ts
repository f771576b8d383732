import { type Broken, brokenReferenceAt } from '../../cluster/broken-reference.js';
import { identityToml, isComplete, placeOfKey, referrerOf, textsOf } from '../../cluster/deployment.js';
import type { NodeModel, TomlFacts } from '../../server/model.js';
import type { Fault } from '../../server/toml/references.js';
import { KEY_MAPPINGS } from '../../server/toml/tables/key-mappings.js';
import { quote } from '../../text/message.js';
import { didYouMean } from '../../text/nearest.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith, replaceWithin } from '../fix.js';
import { defineRule, type Fix } from '../rule.js';

const SERVER = 'hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\n';
const STOPS = 'the server stops at start with';

export default defineRule({
  id: 'toml-reference-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a `$ref{}`, `$env{}` or `$sys{}` that cannot be resolved',
  why: 'The server replaces all of them at start, also in keys that nothing reads, and stops at the first one it cannot replace: "Configuration with key … doesn\'t exist", "References can\'t be resolved for …", "Environment variable … not defined in system". What has another word before the brace, or no brace behind the name, is no reference to it: that stays as it is written, and nothing complains.',
  remedy:
    'Name a key that exists, by the name it has after key mapping; a reference to a table is not possible. `$env{X:-default}` is no default value: set the variable.',
  sources: [
    'config-mapper 1.0.2 – 1.0.22, ReferenceResolver',
    "run on the server's own code: golden rf-ref-missing, rf-ref-case, rf-ref-cycle, rf-env-missing-default, rf-sys-missing, rf-sys-dollar",
  ],
  examples: {
    bad: {
      title: 'a key that does not exist',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[server]': `${SERVER}base_path = "https://$ref{server.host_name}"` },
        }),
      },
    },
    good: {
      title: 'one that does',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[server]': `${SERVER}base_path = "https://$ref{server.hostname}"` },
        }),
      },
    },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    for (const fault of toml.faults) {
      const message = messageFor(toml, fault);
      if (message === null) continue;
      report({
        node,
        at: placeOfKey(toml, fault.key, fault.span),
        discriminator: fault.name,
        message,
        ...mapped(node, toml, fault),
      });
    }
    for (const { key, value } of toml.written.filter((one) => !one.key.startsWith('secrets.'))) {
      for (const { text, span } of textsOf(value)) {
        const broken = brokenReferenceAt(text, span);
        if (broken === null) continue;
        report({
          node,
          at: placeOfKey(toml, key, span),
          discriminator: broken.shown,
          message: `${key} holds ${quote(broken.shown)}, ${broken.problem}: the server replaces only $env{…}, $sys{…}, $ref{…} and $secret{…}, and takes everything else literally. The text goes into the configuration as it stands. Write ${broken.wanted}.`,
          ...rewritten(node, span, broken),
        });
      }
    }
  },
});

function rewritten(node: NodeModel, span: Fault['span'], { from, to, wanted }: Broken): { readonly fix?: Fix } {
  return from === to ? {} : fixWith(`Write ${wanted}`, 'unsafe', replaceWithin(node, span, from, to));
}

function messageFor(toml: TomlFacts, fault: Fault): string | null {
  const { kind, key, name, error } = fault;
  if (kind === 'cycle') {
    const chain = key === name ? `${key} refers to itself` : `${key} refers to ${name}, and that back to ${key}`;
    return `${chain}: ${STOPS} "References can't be resolved for …", naming many keys that have nothing to do with it. Write the value in one of them.`;
  }
  if (kind === 'variable') return aboutVariable(fault);
  if (kind !== 'missing-key' || referrerOf(toml, fault) !== 'explicit' || isTold(toml, name)) return null;
  const renamed = renamedTo(toml, name);
  if (renamed !== null) {
    return `${key} refers to ${name}, which the server has renamed to ${renamed} before it looks references up: ${STOPS} ${quote(error)}. Write $ref{${renamed}}.`;
  }
  const below = toml.keysBelow(name);
  if (below.length > 0) {
    return `${key} refers to ${name}, which is a table: ${STOPS} ${quote(error)}. Name a key in it, such as $ref{${name}.${below[0]}}.`;
  }
  // In a piece of a configuration the other pieces may hold the key.
  if (!isComplete(toml)) return null;
  const table = name.slice(0, Math.max(0, name.lastIndexOf('.')));
  const others = toml.keysBelow(table).map((other) => `${table}.${other}`);
  return `${key} refers to ${name}, which is set neither here nor by default: ${STOPS} ${quote(error)}.${didYouMean(name, others)}`;
}

/** What toml-key-required says already: others need the key, too. */
function isTold(toml: TomlFacts, name: string): boolean {
  const needs = toml.faults.filter((fault) => fault.kind === 'missing-key' && fault.name === name);
  return needs.some((fault) => ['default', 'inferred'].includes(referrerOf(toml, fault) ?? ''));
}

function aboutVariable({ key, name, error }: Fault): string {
  // Behind `:-` may stand a password.
  const [variable = '', ...fallback] = name.split(':-');
  if (fallback.length > 0) {
    return `${key} holds $env{${variable}:-…}: the server knows no default values and takes all of it for the name of one variable. It stops at start with "Environment variable ${variable}:-… not defined in system". Write $env{${variable}} and set that variable.`;
  }
  if (/^java\./.test(error)) {
    return `${key} takes the value of ${name}, which holds a $ or a backslash that the server takes for a part of a regular expression: ${STOPS} ${quote(error)}. Write \\$ and \\\\ in the variable.`;
  }
  return `${key} takes its value from ${name}, which the variables given for this node do not hold: ${STOPS} ${quote(error)}. Set it.`;
}

/** The name that a key of the server has after key mapping; null where it keeps its own, or has no value. */
function renamedTo(toml: TomlFacts, name: string): string | null {
  const mapped = KEY_MAPPINGS.find(([from]) => from === name)?.[1];
  return mapped !== undefined && toml.effective(mapped) !== null ? mapped : null;
}

function mapped(node: NodeModel, toml: TomlFacts, { kind, name, span }: Fault): { readonly fix?: Fix } {
  const key = kind === 'missing-key' ? renamedTo(toml, name) : null;
  if (key === null) return {};
  return fixWith(`Write $ref{${key}}`, 'safe', replaceWithin(node, span, `$ref{${name}}`, `$ref{${key}}`));
}
