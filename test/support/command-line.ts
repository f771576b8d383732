import { jest } from '@jest/globals';

/** What a run of the command line leaves. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

let loaded: Promise<(argv: readonly string[]) => Promise<number>> | null = null;

/** The program in `src/`, loaded once: it starts when it is imported, so its first run says its version only. */
async function load() {
  const { argv } = process;
  process.argv = ['node', 'cli.js', '--version'];
  try {
    return (await import('../../src/cli.js')).start;
  } finally {
    process.argv = argv;
  }
}

/** What a run returns, and what it writes meanwhile. */
export async function heard<Told>(run: () => Promise<Told>) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  try {
    return { told: await run(), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/**
 * Runs the command line in this process, as if in that directory, without a terminal: what a start of `dist/cli.js`
 * takes is spent once. Whether the bundle does the same is for a few runs of the bundle to tell.
 */
export async function commandLine(directory: string, args: readonly string[]): Promise<Ran> {
  const before = { cwd: process.cwd(), env: process.env };
  const streams = [process.stdin, process.stdout, process.stderr];
  const terminals = streams.map(({ isTTY }) => isTTY);
  process.env = { ...before.env, NO_COLOR: '1', GITHUB_ACTIONS: '' };
  for (const stream of streams) stream.isTTY = false;
  try {
    loaded ??= heard(load).then(({ told }) => told);
    const start = await loaded;
    process.chdir(directory);
    const { told, ...written } = await heard(() => start(args));
    return { status: told, ...written };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    for (const [index, stream] of streams.entries()) stream.isTTY = terminals[index] ?? false;
    process.exitCode = undefined;
  }
}
