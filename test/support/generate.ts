import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { type Kind, TABLE } from '../../src/cluster/drift/table.js';
import { OPTIONS, type Option, OUTPUTS } from '../../src/config/options.js';
import { configSchema } from '../../src/config/schema.js';
import { rulePage } from '../../src/report/rules.js';
import { plainStyle, textReport } from '../../src/report/text.js';
import { RULES } from '../../src/rules/index.js';
import { ELEMENT_TABLES } from '../../src/server/structure.js';
import { generateSchema } from '../../src/syntax/xml/schema.js';
import { CATALOGUE } from './catalogue.js';
import { lint, load, ROOT } from './lint.js';

/** Every file that is written from the sources, by path; `npm run generate` writes them. */
export async function generatedFiles(): Promise<Record<string, string>> {
  return {
    'action.yml': actionYml(),
    'README.md': await readme(),
    'docs/catalogue.md': catalogue(),
    'docs/drift-kinds.md': driftKinds(),
    'schema/wso2is-lint.schema.json': schema(),
    ...xsd(),
    ...Object.fromEntries(RULES.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule)])),
  };
}

/** The schema that goes to libxml2 with every file, as a person may want to read or use it. */
function xsd(): Record<string, string> {
  const { main, preload } = generateSchema(ELEMENT_TABLES.values());
  return Object.fromEntries(
    [main, ...preload].map(({ fileName, contents }) => [
      `schema/xsd/${fileName}`,
      String(contents).replace(/></g, '>\n<'),
    ]),
  );
}

const quoted = (text: string): string => JSON.stringify(text);
const ACTION_OPTIONS: readonly Option[] = OPTIONS.filter((option: Option) => option.only !== 'cli');

/** Defaults are told in the descriptions only: the table of options is the one place that sets them. */
function actionYml(): string {
  const inputs = ACTION_OPTIONS.map((option) => {
    const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`;
    const many = option.repeatable === true ? '; one per line' : '';
    const standard = option.default === undefined ? '' : `; default ${option.default}`;
    return `  ${option.name}:\n    description: ${quoted(`${option.help}${choices}${many}${standard}`)}\n    required: false${option.expression === undefined ? '' : `\n    default: \${{ ${option.expression} }}`}`;
  });
  const outputs = Object.entries(OUTPUTS).map(([name, help]) => `  ${name}:\n    description: ${quoted(help)}`);
  return `# Generated from src/config/options.ts by "npm run generate".
name: wso2is-lint
description: Checks the committed configuration of a WSO2 Identity Server cluster and annotates the pull request
author: the wso2is-lint authors
branding:
  icon: check-circle
  color: orange
inputs:
${inputs.join('\n')}
outputs:
${outputs.join('\n')}
runs:
  using: node24
  main: dist/index.js
`;
}

async function readme(): Promise<string> {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const parts = { output: await realOutput(), rules: rulesTable(), options: optionsTable() };
  return Object.entries(parts).reduce((page, [name, content]) => between(page, name, content), text);
}

/** What `check examples/broken` prints, cut to the last file and the tables. */
async function realOutput(): Promise<string> {
  const files = Object.entries(load('examples/broken')).map(([path, content]) => [`examples/broken/${path}`, content]);
  const result = await lint(Object.fromEntries(files));
  const text = textReport(result, { style: plainStyle, quiet: false, width: 100 });
  const shown = text.slice(text.indexOf('examples/broken/is-2/repository/conf/registry.xml\n'));
  return `\`\`\`text\n$ node dist/cli.js check examples/broken\n…\n${shown.trimEnd()}\n\`\`\`\n`;
}

function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: generated -->\n`, `<!-- ${name}: end -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`README.md has no markers for ${name}`);
  return `${text.slice(0, from)}${start}\n${content}\n${text.slice(to)}`;
}

function rulesTable(): string {
  const rows = RULES.map(
    (rule) => `| [\`${rule.id}\`](docs/rules/${rule.id}.md) | ${rule.severity} | ${rule.summary} |`,
  );
  return ['| rule | severity | what it finds |', '|---|---|---|', ...rows, ''].join('\n');
}

function optionsTable(): string {
  const rows = (OPTIONS as readonly Option[]).map((option) => {
    const cli = option.only === 'action' ? '' : `\`--${option.name}\``;
    const action = option.only === 'cli' ? '' : `\`${option.name}\``;
    const choices = option.choices === undefined ? '' : ` (${option.choices.join(', ')})`;
    const standard = option.default === undefined ? '' : `; default \`${option.default}\``;
    return `| ${cli} | ${action} | ${option.help}${choices}${standard} |`;
  });
  return ['| command line | action input | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

function schema(): string {
  const body = toJsonSchema(configSchema, { errorMode: 'ignore' });
  return `${JSON.stringify({ title: '.wso2is-lint.yml', ...body }, null, 2)}\n`;
}

function catalogue(): string {
  const ids = new Set(RULES.map((rule) => rule.id));
  const rows = CATALOGUE.map(([page, row, rule]) => {
    const where = ids.has(rule) ? `[\`${rule}\`](rules/${rule}.md)` : rule === '' ? 'not yet' : rule;
    return `| ${page} | \`${row}\` | ${where} |`;
  });
  return `# The two rule catalogues and our rules

Every mistake that was ever described for the two eras, and the rule that finds it.

| era | described as | rule |
|---|---|---|
${rows.join('\n')}
`;
}

const KINDS: readonly (readonly [Kind, string])[] = [
  ['must-differ', 'Must differ'],
  ['may-differ', 'May differ'],
];

function driftKinds(): string {
  const tables = KINDS.map(([kind, title]) => {
    const rows = TABLE.filter((row) => row.kind === kind).map(({ at, reason, unless, of, lacking }) => {
      const limits = [
        unless === undefined ? '' : `, unless \`${unless}\` differs`,
        of === undefined ? '' : '; only values that name a host of its own',
        lacking === undefined ? '' : ': some nodes may lack it, those that have it must have the same',
      ];
      return `| ${at.map((glob) => `\`${glob}\``).join(', ')} | ${reason}${limits.join('')} |`;
    });
    return [`## ${title}`, '', '| addresses | why |', '|---|---|', ...rows, ''].join('\n');
  });
  return `# What drift lets pass by itself

Generated from src/cluster/drift/table.ts by "npm run generate".

Every setting is of one of three kinds. It **must be equal** on all nodes of a cluster, unless one of the rows below fits
it; the last one that fits holds, and what \`mayDiffer\` and \`mustDiffer\` of the configuration say comes after all of
them. How an address is matched: [drift](drift.md#which-settings-may-differ).

Besides, it follows from the files that the description of a node's local database may differ, and its name where it leads
to the same database, and that the owner of a shared registry mounts nothing. \`--against\` compares a node with itself:
there every setting must be equal.

${tables.join('\n')}`;
}
