import type { Rule, RuleExample } from '../rules/rule.js';
import { codeSpan, fencedBlock, jsonText } from '../text/escape.js';
import { columns, wrap } from './layout.js';

const SCOPE = {
  node: 'each node by itself',
  cluster: 'the nodes of a cluster together',
  suppression: 'what findings are silenced with',
} as const;
const WIDTH = 100;

/** `rules`: one rule a line. */
export function rulesText(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => [rule.id, rule.severity, rule.scope, rule.summary]);
  return `${columns(rows).join('\n')}\n`;
}

/** `rules --format json`, version 1. */
export function rulesJson(rules: readonly Rule[]): string {
  const list = rules.map(({ id, severity, scope, since, unsuppressable, summary, why, remedy, sources }) => ({
    ...{ id, severity, scope, since, suppressable: unsuppressable !== true, summary, why, remedy, sources },
  }));
  return jsonText({ version: 1, rules: list });
}

/** `explain RULE`; null when there is no such rule. */
export function explainText(rules: readonly Rule[], id: string): string | null {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) return null;
  const paragraph = (title: string, text: string) => [title, ...wrapped(text)].join('\n');
  const example = (kind: string, { title, files }: RuleExample) =>
    [
      `${kind}: ${title}`,
      ...Object.entries(files).map(([file, content]) => `  ${file}\n${indented(content, '    ')}`),
    ].join('\n');
  return `${[
    `${rule.id}  ${rule.severity}, looks at ${SCOPE[rule.scope]}, since ${rule.since}`,
    wrapped(rule.summary).join('\n'),
    paragraph('Why', rule.why),
    paragraph('What to do', rule.remedy),
    example('Wrong', rule.examples.bad),
    example('Right', rule.examples.good),
    ['Sources', ...rule.sources.flatMap((source) => wrap(source, WIDTH, '  '))].join('\n'),
    paragraph('Switch it off', offText(rule)),
  ].join('\n\n')}\n`;
}

function wrapped(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => wrap(line.trim(), WIDTH, '  '));
}

function indented(text: string, indent: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}

function offText(rule: Rule): string {
  const config = `.wso2is-lint.yml with "rules: { ${rule.id}: off }"`;
  return rule.unsuppressable === true
    ? `Only in ${config}.`
    : `In ${config}, for one place with "ignore:" there, or in a comment on the line or before it: "wso2is-lint: ignore[${rule.id}] reason".`;
}

/** The page `docs/rules/<id>.md`. A rule's texts are ours: code in backticks stays, a bare `<` is shown as itself. */
export function rulePage(rule: Rule): string {
  const example = (kind: string, { title, files }: RuleExample) => [
    `### ${kind}: ${prose(title)}`,
    ...Object.entries(files).flatMap(([file, content]) => [
      `${codeSpan(file)}:`,
      fencedBlock(content, languageOf(file)),
    ]),
  ];
  return `${[
    `<!-- Generated from src/rules/**/${rule.id}.ts by "npm run generate". -->`,
    `# ${rule.id}`,
    prose(rule.summary),
    [
      '| severity | scope | since |',
      '|---|---|---|',
      `| ${rule.severity} | ${SCOPE[rule.scope]} | ${rule.since} |`,
    ].join('\n'),
    '## Why',
    prose(rule.why),
    '## What to do',
    prose(rule.remedy),
    '## Example',
    ...example('Wrong', rule.examples.bad),
    ...example('Right', rule.examples.good),
    '## Switch it off',
    offPage(rule),
    '## Sources',
    rule.sources.map((source) => `- ${prose(source)}`).join('\n'),
  ].join('\n\n')}\n`;
}

function offPage(rule: Rule): string {
  const off = fencedBlock(`rules:\n  ${rule.id}: off`, 'yaml');
  const whole = `For everything, in \`.wso2is-lint.yml\`:\n\n${off}`;
  if (rule.unsuppressable === true) return `${whole}\n\nThis rule cannot be silenced for one place.`;
  const one = fencedBlock(
    `ignore:\n  - rule: ${rule.id}\n    path: prod/is-2/**\n    reason: why it is right as it is\n    until: 2027-01-31`,
    'yaml',
  );
  const comment = codeSpan(`wso2is-lint: ignore[${rule.id}] until=2027-01-31 why it is right as it is`);
  const more = 'see [Suppressing findings](../suppressing.md)';
  return `${whole}\n\nFor some files, with a reason and an end:\n\n${one}\n\nFor one place, in a comment on its line or before it (${more}): ${comment}`;
}

/** A text of a rule as Markdown. */
export function prose(text: string): string {
  return text
    .trim()
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;')))
    .join('');
}

function languageOf(file: string): string {
  const extension = /\.(\w+)$/.exec(file)?.[1] ?? '';
  return { xml: 'xml', toml: 'toml', properties: 'properties', sh: 'sh', yml: 'yaml', yaml: 'yaml' }[extension] ?? '';
}
