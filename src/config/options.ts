/**
 * The one table of options. The command line, `action.yml`, README and the schema are checked against it; defaults
 * live here and nowhere else.
 */
export interface Option {
  readonly name: string;
  readonly type: 'flag' | 'text' | 'choice';
  readonly choices?: readonly string[];
  /** What stands for the value in help texts. */
  readonly value?: string;
  readonly default?: string;
  /** The runner’s expression that stands in where the input is not given: action.yml only. */
  readonly expression?: string;
  readonly repeatable?: boolean;
  readonly help: string;
  /** Where it exists: both by default. */
  readonly only?: 'cli' | 'action';
}

export const COMMANDS = ['check', 'inspect', 'nodes', 'rules', 'explain', 'init', 'drift', 'plan', 'merge'] as const;
export type Command = (typeof COMMANDS)[number];

export const FORMATS = [
  'text',
  'json',
  'sarif',
  'junit',
  'checkstyle',
  'codeclimate',
  'rdjson',
  'markdown',
  'html',
  'github',
] as const;
export type Format = (typeof FORMATS)[number];

export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export const GATE = ['new', 'all'] as const;

export const FIX = ['off', 'safe', 'unsafe'] as const;
export type FixMode = (typeof FIX)[number];

export const PROFILES = ['default', 'production', 'pedantic'] as const;
export type Profile = (typeof PROFILES)[number];

/** As GitHub takes jobs in one matrix. */
export const MOST_SHARDS = 256;

/** Whether something is delivered to GitHub: as far as the event and the token allow, or never. */
export const DELIVERY = ['auto', 'off'] as const;

export const OPTIONS = [
  {
    name: 'config',
    type: 'text',
    value: 'FILE',
    help: 'configuration file; default .wso2is-lint.yml in the working directory or above it',
  },
  {
    name: 'format',
    type: 'choice',
    choices: FORMATS,
    repeatable: true,
    default: 'text',
    help: 'how to show the findings; repeatable, each with the output that belongs to it',
  },
  {
    name: 'output',
    type: 'text',
    value: 'FILE',
    repeatable: true,
    help: 'write the format before it, in the action the one in the same place, to FILE instead of the log',
  },
  {
    name: 'sarif-file',
    type: 'text',
    value: 'FILE',
    help: 'write a SARIF 2.1.0 report to this file, relative to the workspace, for github/codeql-action/upload-sarif',
    only: 'action',
  },
  {
    name: 'report-file',
    type: 'text',
    value: 'FILE',
    help: 'write the JSON report to this file, relative to the workspace',
    only: 'action',
  },
  {
    name: 'fail-on',
    type: 'choice',
    choices: FAIL_ON,
    default: 'error',
    help: 'lowest severity that makes the run fail; drift fails with any drift, whatever the level, but not with never',
  },
  {
    name: 'gate',
    type: 'choice',
    choices: GATE,
    default: 'all',
    help: 'new: only what the base does not have decides the exit code; drift: what the run of --since does not have',
  },
  {
    name: 'base',
    type: 'text',
    value: 'REF',
    help: 'check: the commit that --gate new compares with; default the merge base with origin/HEAD, in the action that of the event',
  },
  {
    name: 'against',
    type: 'text',
    value: 'DIR|git:REF',
    help: 'drift: compare each node with itself in a directory, like one fetched from the servers, or in a commit, tag or branch',
  },
  {
    name: 'since',
    type: 'text',
    value: 'FILE',
    help: 'drift: the JSON of an earlier run; says what is new since then and what is gone',
  },
  {
    name: 'profile',
    type: 'choice',
    choices: PROFILES,
    default: 'default',
    help: 'production: also what must be changed before real users come, like shipped passwords and keys; pedantic: all',
  },
  {
    name: 'fix',
    type: 'choice',
    choices: FIX,
    default: 'off',
    help: 'correct the files: safe fixes, or unsafe ones too; on the command line --fix alone means safe',
  },
  {
    name: 'fix-to',
    type: 'text',
    value: 'DIR',
    help: 'write the corrected files into this directory, in the same layout, and leave the originals alone',
  },
  {
    name: 'patch',
    type: 'text',
    value: 'FILE',
    help: 'write the corrections as a patch for git apply, and leave the originals alone',
    only: 'cli',
  },
  {
    name: 'patch-file',
    type: 'text',
    value: 'FILE',
    help: 'write the corrections as a patch for git apply, and leave the originals alone',
    only: 'action',
  },
  {
    name: 'reference',
    type: 'text',
    value: 'NODE',
    help: 'the node the others of its cluster are made like, where nothing else says which one is right',
  },
  {
    name: 'baseline',
    type: 'text',
    value: 'FILE',
    help: 'findings that are known and accepted for now; default .wso2is-lint-baseline beside the configuration file, if there is one',
  },
  {
    name: 'write-baseline',
    type: 'flag',
    help: 'check: write the baseline: from now on it knows every finding that nothing else silences',
    only: 'cli',
  },
  {
    name: 'dry-run',
    type: 'flag',
    help: 'show what --fix would change, secrets masked, or what init would write, and write nothing',
    only: 'cli',
  },
  {
    name: 'yes',
    type: 'flag',
    help: 'init: ask nothing, take what the files tell and the defaults; expect is written where --set says something of it',
    only: 'cli',
  },
  {
    name: 'set',
    type: 'text',
    value: 'KEY=VALUE',
    repeatable: true,
    help: 'init: an answer, like production.expect.domain=iam.prod or production.nodes.is-1.host=10.0.0.11; without --yes and a terminal all keys are listed',
    only: 'cli',
  },
  {
    name: 'force',
    type: 'flag',
    help: 'init: write a new configuration over the one that is there',
    only: 'cli',
  },
  {
    name: 'product-version',
    type: 'text',
    value: 'X.Y.Z',
    help: 'version of WSO2 Identity Server, where the files do not tell it',
  },
  {
    name: 'env-file',
    type: 'text',
    value: '[NODE=]FILE',
    repeatable: true,
    help: 'environment variables of the servers, NAME=value lines: $env{} in deployment.toml, ${…} in carbon.xml and WKA members',
  },
  {
    name: 'environment',
    type: 'text',
    value: '[NODE=]FILE',
    repeatable: true,
    help: 'the same as --env-file, which Node takes for an option of its own unless called as node -- dist/cli.js',
    only: 'cli',
  },
  {
    name: 'sys-file',
    type: 'text',
    value: '[NODE=]FILE',
    repeatable: true,
    help: 'Java system properties of the servers, name=value lines: $sys{} in deployment.toml, ${…} in every file that takes it',
  },
  { name: 'cluster', type: 'text', value: 'NAME', help: 'only this cluster' },
  { name: 'allow-empty', type: 'flag', help: 'exit 0 instead of 3 when there is nothing to lint' },
  {
    name: 'show-secrets',
    type: 'flag',
    help: 'show passwords and keys in inspect; refused under GitHub Actions',
    only: 'cli',
  },
  { name: 'no-color', type: 'flag', help: 'plain text', only: 'cli' },
  { name: 'quiet', type: 'flag', help: 'only what decides the exit code (--fail-on), and no tables', only: 'cli' },
  {
    name: 'shards',
    type: 'text',
    value: 'N',
    default: '1',
    help: 'plan: into how many parts the clusters are divided, at most 256',
  },
  {
    name: 'shard',
    type: 'text',
    value: 'I/N',
    help: 'check: only part I of N, as plan divides the clusters',
  },
  {
    name: 'command',
    type: 'choice',
    choices: ['check', 'inspect', 'nodes', 'drift', 'plan', 'merge'],
    default: 'check',
    help: 'what to do',
    only: 'action',
  },
  {
    name: 'paths',
    type: 'text',
    value: 'PATHS',
    default: '.',
    help: 'directories to look in, one per line',
    only: 'action',
  },
  {
    name: 'working-directory',
    type: 'text',
    value: 'DIR',
    default: '.',
    help: 'directory that paths and the configuration file are relative to',
    only: 'action',
  },
  {
    name: 'token',
    type: 'text',
    value: 'TOKEN',
    expression: 'github.token',
    help: 'token for comment, review, check run and issue; without one they are left out',
    only: 'action',
  },
  {
    name: 'comment',
    type: 'choice',
    choices: DELIVERY,
    default: 'auto',
    help: 'one comment on the pull request, updated in place; needs pull-requests: write',
    only: 'action',
  },
  {
    name: 'comment-key',
    type: 'text',
    value: 'KEY',
    help: 'keeps the comment, the review, the check run and the issue of this job apart from those of other jobs',
    only: 'action',
  },
  {
    name: 'review',
    type: 'choice',
    choices: DELIVERY,
    default: 'auto',
    help: 'review comments on the changed lines, with suggestions; needs pull-requests: write',
    only: 'action',
  },
  {
    name: 'check-run',
    type: 'choice',
    choices: DELIVERY,
    default: 'auto',
    help: 'a check run that annotates every finding; needs checks: write',
    only: 'action',
  },
  {
    name: 'drift-issue',
    type: 'choice',
    choices: DELIVERY,
    default: 'off',
    help: 'one issue that is opened, updated and closed by scheduled runs; needs issues: write',
    only: 'action',
  },
  {
    name: 'annotations',
    type: 'choice',
    choices: ['true', 'false'],
    default: 'true',
    help: 'annotate the lines of the findings',
    only: 'action',
  },
  {
    name: 'summary',
    type: 'choice',
    choices: ['true', 'false'],
    default: 'true',
    help: 'write the step summary',
    only: 'action',
  },
] as const satisfies readonly Option[];

export const OUTPUTS = {
  verdict: '`clean` (no error and no warning), `findings` or `empty`',
  errors: 'number of errors',
  warnings: 'number of warnings',
  infos: 'number of infos',
  new: 'number of findings that the base does not have; empty without a base',
  fixable: 'number of findings that `fix` can correct',
  'fixed-files': 'paths of the files that were corrected or written, one per line',
  'patch-file': 'path of the patch',
  nodes: 'number of nodes',
  clusters: 'number of clusters',
  'report-file': 'path of the JSON report',
  'sarif-file': 'path of the SARIF report',
  matrix: 'for the matrix of the jobs that check the parts: `{"include": [{"shard", "clusters", "nodes"}]}`; of `plan`',
  truncated: 'number of findings that got no annotation because of GitHub’s limits',
} as const;

export const EXIT = { clean: 0, findings: 1, usage: 2, empty: 3, internal: 4 } as const;
