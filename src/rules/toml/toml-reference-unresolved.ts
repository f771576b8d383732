import { distance } from 'fastest-levenshtein';
import { identityToml, isComplete, placeOfKey, referrerOf, textsOf } from '../../cluster/deployment.js';
import type { NodeModel, TomlFacts } from '../../server/model.js';
import type { Fault } from '../../server/toml/references.js';
import { KEY_MAPPINGS } from '../../server/toml/tables/key-mappings.js';
import { quote } from '../../text/message.js';
import { didYouMean } from '../../text/nearest.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { defineRule, type Fix } from '../rule.js';

const SERVER = 'hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\n';
const STOPS = 'the server stops at start with';

export default defineRule({
  id: 'toml-reference-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a `$ref{}`, `$env{}` or `$sys{}` that cannot be resolved',
  why: 'The server replaces all of them at start, also in keys that nothing reads, and stops at the first one it cannot replace: "Configuration with key … doesn\'t exist", "References can\'t be resolved for …", "Environment variable … not defined in system".',
  remedy:
    'Name a key that exists, by the name it has after key mapping; a reference to a table is not possible. `$env{X:-default}` is no default value: set the variable.',
  sources: [
    'config-mapper 1.0.2 – 1.0.22, ReferenceResolver',
    "run on the server's own code: golden rf-ref-missing, rf-ref-cycle, rf-env-missing-default, rf-sys-missing, rf-sys-dollar",
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
        const source = span === null ? '' : span.document.text.slice(span.start, span.end);
        const broken = MARKERS.test(source) ? null : brokenReference(text);
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

/** What was meant for a reference and is none. */
interface Broken {
  /** Without what may be a password. */
  readonly shown: string;
  readonly problem: string;
  readonly wanted: string;
  /** The wrong text, and the right one; the same where nothing tells. */
  readonly from: string;
  readonly to: string;
}

const KINDS = ['env', 'sys', 'ref', 'secret'] as const;
/** Tools write these before the server reads the file, and what stands around them is theirs. */
const MARKERS = /\{\{|\{%|<%|@\w+@|#_\w+_#/;

/** `substringsBetween(value, "$env{", "}")` of the server finds nothing in these. */
function brokenReference(text: string): Broken | null {
  if (!text.includes('$') || MARKERS.test(text)) return null;
  const [double, within] = /\$\{(env|sys|ref|secret)\{[^{}]*\}\}?/.exec(text) ?? [];
  if (double !== undefined && within !== undefined) {
    const to = double.replace(/^\$\{\w+/, `$${within}`).replace(/\}\}$/, '}');
    const names = { shown: `\${${within}{…}}`, wanted: `$${within}{…}` };
    return { ...names, problem: 'with a brace too many', from: double, to };
  }
  for (const [marker, word = '', name = ''] of text.matchAll(/\$([A-Za-z]{2,8})\{([\w.-]+)\}/g)) {
    const kind = kindMeant(word);
    if (kind === null) continue;
    const names = { shown: `$${word}{…}`, wanted: `$${kind}{…}` };
    return { ...names, problem: 'which is no kind of reference', from: marker, to: `$${kind}{${name}}` };
  }
  // What is behind the last one only: a brace of another closes what is before it.
  const [open, kind, name = ''] = /\$(env|sys|ref|secret)\{([^}]*)$/.exec(text) ?? [];
  if (open === undefined || kind === undefined) return null;
  const names = { shown: `$${kind}{…`, wanted: `$${kind}{…}` };
  const to = /^[\w.-]+$/.test(name) ? `${open}}` : open;
  return { ...names, problem: 'without the closing brace', from: open, to };
}

/** Other letters, two of them exchanged, or one wrong. */
function kindMeant(word: string): (typeof KINDS)[number] | null {
  if (KINDS.some((kind) => kind === word)) return null;
  const folded = word.toLowerCase();
  const letters = (text: string): string => [...text].sort().join('');
  const near = KINDS.filter((kind) => distance(folded, kind) <= 1 || letters(folded) === letters(kind));
  return near.length === 1 ? (near[0] ?? null) : null;
}

function rewritten(node: NodeModel, span: Fault['span'], { from, to, wanted }: Broken): { readonly fix?: Fix } {
  const at = span === null ? -1 : span.document.text.slice(span.start, span.end).indexOf(from);
  if (span === null || at < 0 || from === to) return {};
  const start = span.start + at;
  return fixWith(`Write ${wanted}`, 'unsafe', [{ node, span: { ...span, start, end: start + from.length }, text: to }]);
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
  const marker = `$ref{${name}}`;
  const at = span === null ? -1 : span.document.text.slice(span.start, span.end).indexOf(marker);
  if (key === null || span === null || at < 0) return {};
  const start = span.start + at;
  const edit = { node, span: { ...span, start, end: start + marker.length }, text: `$ref{${key}}` };
  return fixWith(`Write $ref{${key}}`, 'safe', [edit]);
}
