import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { commands } from '../text/runner.js';

const root = mkdtempSync(join(tmpdir(), 'wso2is-lint-action-'));
const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
  process.exitCode = undefined;
});

interface Run {
  readonly code: unknown;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

let runs = 0;

/** Runs the action in this process as the runner would: inputs in the environment, command files on disk. */
async function act(inputs: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Promise<Run> {
  const workspace = mkdtempSync(join(root, 'run-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const [summary, output] = [join(workspace, '..', 'summary.md'), join(workspace, '..', 'output')];
  writeFileSync(summary, '');
  writeFileSync(output, '');
  process.env = {
    ...before,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
    GITHUB_REPOSITORY: 'octo/iam',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_EVENT_PATH: '',
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    // It runs when it is imported: under another name each time, as loading everything below it again takes its time.
    runs += 1;
    const action = (await import(`../../src/action.js?run=${runs}`)) as { readonly finished: Promise<void> };
    await action.finished;
  } finally {
    spy.mockRestore();
  }
  const pairs = readFileSync(output, 'utf8').matchAll(/^(.+)<<(ghadelimiter_.+)\r?\n([\s\S]*?)\r?\n\2$/gm);
  return {
    code: process.exitCode,
    log: written.join(''),
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries([...pairs].map(([, name, , value]) => [name ?? '', value ?? ''])),
  };
}

const registry = (instance: string) => `<?xml version="1.0" encoding="UTF-8"?>
<wso2registry>
  <currentDBConfig>wso2registry</currentDBConfig>
  <readOnly>false</readOnly>
  <dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>
  <mount path="/_system/governance" overwrite="true">
    <instanceId>${instance}</instanceId>
    <targetPath>/_system/governance</targetPath>
  </mount>
</wso2registry>
`;
const axis2 = (domain: string) => `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">${domain}</parameter>
  </clustering>
</axisconfig>
`;
const CLUSTER = {
  'is-1/repository/conf/axis2/axis2.xml': axis2('iam.prod'),
  'is-2/repository/conf/axis2/axis2.xml': axis2('iam.prod'),
  'is-2/repository/conf/registry.xml': registry('nowhere'),
};

describe('the action', () => {
  test('runs to the end and tells what it saw', async () => {
    const { log, summary, outputs, code } = await act(
      { 'fail-on': 'never', 'report-file': 'out/report.json' },
      CLUSTER,
    );
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ nodes: '2', clusters: '1', truncated: '0', 'report-file': 'out/report.json' });
    expect(summary).toContain('## wso2is-lint');
    expect(log).toContain('2 nodes of 1 cluster');
  });

  test('fails for errors by its exit code alone: every error that is shown is a finding', async () => {
    const files = {
      'is-1/repository/conf/axis2/axis2.xml': axis2('iam.prod'),
      'is-2/repository/conf/axis2/axis2.xml': axis2('iam.dev'),
    };
    const { code, log, outputs, summary } = await act({}, files);
    const errors = commands(log).filter(({ name }) => name === 'error');
    expect(code).toBe(1);
    expect(outputs.verdict).toBe('findings');
    expect(errors).toHaveLength(Number(outputs.errors));
    expect(errors.map(({ properties }) => properties.title)).toContain('clustering-domain-mismatch');
    expect(summary).toContain(
      'https://github.com/octo/iam/blob/0123456789abcdef0123456789abcdef01234567/is-2/repository/conf/axis2/axis2.xml#L4',
    );
  });

  test('reads below its working directory and still names paths of the repository', async () => {
    const files = Object.fromEntries(Object.entries(CLUSTER).map(([path, text]) => [`prod/${path}`, text]));
    const { summary } = await act({ 'working-directory': 'prod', 'fail-on': 'never' }, files);
    expect(summary).toContain('`prod/is-2/repository/conf`');
  });

  test('says that there is nothing to lint', async () => {
    const { code, log, outputs } = await act({}, { 'README.md': 'x' });
    expect(code).toBe(3);
    expect(outputs).toMatchObject({ verdict: 'empty', nodes: '0' });
    expect(commands(log).filter(({ name }) => name !== 'debug')).toMatchObject([{ name: 'error' }]);
  });

  test('and that this may be so', async () => {
    const { code, outputs } = await act({ 'allow-empty': 'true' }, { 'README.md': 'x' });
    expect([code, outputs.verdict]).toEqual([0, 'empty']);
  });

  test('tells mistakes in the inputs without a stack trace', async () => {
    const { code, log } = await act({ 'fail-on': 'eror', annotations: 'maybe' }, CLUSTER);
    expect(code).toBe(2);
    expect(log).toContain('fail-on: "eror" is none of error, warning, info, never. Did you mean "error"?');
    expect(log).toContain('annotations: "maybe"');
    expect(log).not.toContain('    at ');
  });

  test.each(['nodes', 'merge', 'drift', 'plan'])('%s fixes nothing, and says so', async (command) => {
    const { code, log } = await act({ command, fix: 'safe' }, CLUSTER);
    expect(code).toBe(2);
    expect(log).toContain('only the command check fixes');
  });

  test.each(['since', 'against'])('%s is for drift, and is not passed over', async (name) => {
    const { code, log } = await act({ command: 'check', [name]: 'x' }, CLUSTER);
    expect(code).toBe(2);
    expect(log).toContain(`--${name} is for drift, not for check`);
  });

  test('stays inside the workspace', async () => {
    const { code, log } = await act({ 'working-directory': '../..' }, CLUSTER);
    expect(code).toBe(2);
    expect(log).toContain('outside of the workspace');
  });

  test('a report that cannot be written is a warning and changes nothing', async () => {
    const { code, log, summary } = await act(
      { 'fail-on': 'never', summary: 'false', 'report-file': 'is-1/repository' },
      CLUSTER,
    );
    expect(code).toBe(0);
    expect(log).toContain('::warning::wso2is-lint could not write the report');
    expect(summary).toBe('');
  });

  test.each(['nodes', 'inspect'])('shows %s', async (command) => {
    const { code, log, summary } = await act({ command }, CLUSTER);
    expect(code).toBe(0);
    expect(log).toContain('is-2');
    expect(summary).toBe('');
  });
});

test('cleans up', () => {
  rmSync(root, { recursive: true, force: true });
});
