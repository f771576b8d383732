import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { repairDialect } from '../fix-dialect.js';
import { defineRule } from '../rule.js';

const BEHAVIOUR = {
  error: 'The server stops at start with "Error parsing deployment configuration".',
  'stack-overflow': 'The server does not start, and no message names the file.',
} as const;

const REMEDY: Readonly<Record<string, string>> = {
  order: 'Put the header above everything that stands below it: [a], then [a.b].',
  bom: 'Save the file as UTF-8 without a byte order mark.',
  'mixed-array': 'Give all values one type, as in ["a", "1"].',
  'array-comma': 'Move the comma up.',
  'empty-array': 'Drop the last comma, or leave the key out.',
};

export default defineRule({
  id: 'toml-dialect',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: "something that is right by TOML 1.0 and that the server's parser refuses",
  why: 'The server reads deployment.toml with cava-toml 0.5.0, which knows an older TOML and has defects of its own: most of it ends in "Error parsing deployment configuration", a header below its own sub-table in a StackOverflowError. Editors and other tools take such a file.',
  remedy: 'Write it as the message says.',
  sources: [
    'cava-toml 0.5.0, in every Identity Server from 5.9.0 to 7.3.0; run on it: golden tm-subtable-first, tm-mixed-array',
  ],
  examples: {
    bad: {
      title: 'a table below its own sub-table',
      files: {
        'deployment.toml': `[clustering.properties]\nmcastPort = "46000"\n\n${deploymentToml()}`,
      },
    },
    good: {
      title: 'the sub-table below its table',
      files: { 'deployment.toml': `${deploymentToml()}\n[clustering.properties]\nmcastPort = "46000"\n` },
    },
  },
  check(node, report) {
    if (node.toml === null) return;
    const { file, dialect } = node.toml;
    for (const problem of dialect) {
      const { kind, message, effect, span } = problem;
      const repair = repairDialect(node, node.toml, problem);
      report({
        node,
        at: { file, span, address: file },
        discriminator: kind,
        message: [`${capital(message)}.`, BEHAVIOUR[effect], REMEDY[kind] ?? ''].join(' ').trimEnd(),
        ...(repair === null ? {} : fixWith(repair.title, repair.safety, repair.edits)),
      });
    }
  },
});

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
