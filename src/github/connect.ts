import { getOctokit } from '@actions/github';
import { refusalOf, retryAfter } from './refusal.js';

type Octokit = ReturnType<typeof getOctokit>;

/** One repository on GitHub, through one token. */
export interface GitHub {
  readonly rest: Octokit['rest'];
  readonly paginate: Octokit['paginate'];
  /** `{ owner, repo }`, as every call wants it. */
  readonly repository: { readonly owner: string; readonly repo: string };
  /** Waits so many seconds. */
  readonly wait: (seconds: number) => Promise<void>;
}

export interface Connection extends Pick<GitHub, 'repository' | 'wait'> {
  readonly token: string;
  /** `https://api.github.com`, or that of the company's own GitHub. */
  readonly apiUrl: string;
}

/** How often a call is made that GitHub did not answer, or asked to make later. */
const ATTEMPTS = 3;
/** Longest wait that is asked for and given, in seconds; a job has better things to do. */
const LONGEST_WAIT = 90;
const TIMEOUT_MS = 30_000;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Calls are made one after the other. What may be repeated without harm is repeated: whatever GitHub refused for being
 * too fast (it says when to come back), and everything but `POST` after an error of GitHub's own or of the network. A
 * `POST` may have been carried out: who makes one looks before making it again.
 */
export function connect({ token, apiUrl, repository, wait }: Connection): GitHub {
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: SILENT, userAgent: 'wso2is-lint' });
  octokit.hook.wrap('request', async (request, options) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await request({
          ...options,
          request: { ...options.request, signal: AbortSignal.timeout(TIMEOUT_MS) },
        } as typeof options);
      } catch (error) {
        const seconds = attempt < ATTEMPTS ? secondsToWait(error, options.method, attempt) : null;
        if (seconds === null) throw error;
        await wait(seconds);
      }
    }
  });
  return { rest: octokit.rest, paginate: octokit.paginate, repository, wait };
}

/** Null where another attempt makes no sense or may do it twice. */
function secondsToWait(error: unknown, method: string, attempt: number): number | null {
  const refusal = refusalOf(error);
  if (refusal === null) return null;
  const after = retryAfter(refusal);
  if (after !== null) return after <= LONGEST_WAIT ? after : null;
  return (refusal.status === 0 || refusal.status >= 500) && method !== 'POST' ? attempt : null;
}
