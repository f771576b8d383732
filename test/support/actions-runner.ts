import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One step as the runner starts it: inputs in the environment, the event and the command files on disk. */
export interface Step {
  /** Of the Node that runs it. */
  readonly node: string;
  /** `dist/index.js`. */
  readonly script: string;
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly event: { readonly name: string; readonly payload: object; readonly sha: string };
  /** Of the GitHub that plays along. */
  readonly apiUrl: string;
  readonly runId?: number;
}

export interface StepResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Not `spawnSync`: the GitHub it talks to lives in this process. */
export async function runStep({
  node,
  script,
  workspace,
  inputs,
  event,
  apiUrl,
  runId = 7,
}: Step): Promise<StepResult> {
  const files = mkdtempSync(join(tmpdir(), 'wso2is-lint-step-'));
  const [output, summary, payload] = ['output', 'summary', 'event.json'].map((name) => join(files, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(output, '');
  writeFileSync(summary, '');
  writeFileSync(payload, JSON.stringify(event.payload));
  const child = spawn(node, [script], {
    cwd: workspace,
    env: {
      PATH: process.env.PATH,
      HOME: files,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: apiUrl,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: payload,
      GITHUB_REPOSITORY: 'octo/iam',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: event.sha,
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'lint',
      INPUT_TOKEN: 'ghs_sentinelToken',
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: string[] = [];
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    return chunks;
  }) as [string[], string[]];
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const pairs = readFileSync(output, 'utf8').matchAll(/^(.+)<<(ghadelimiter_.+)\r?\n([\s\S]*?)\r?\n\2$/gm);
  const result = {
    ...{ code, stdout: stdout.join(''), stderr: stderr.join(''), summary: readFileSync(summary, 'utf8') },
    outputs: Object.fromEntries([...pairs].map(([, name = '', , value = '']) => [name, value])),
  };
  rmSync(files, { recursive: true });
  return result;
}
