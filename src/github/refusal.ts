import { terminal } from '../text/escape.js';
import { shorten } from '../text/message.js';

/** What GitHub said instead of doing what it was asked. */
export interface Refusal {
  /** 0 where no answer came. */
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** What an error of a call says; null for an error that is none of GitHub's. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  const response = (error as { response?: { headers?: Refusal['headers'] } }).response;
  return {
    status: response === undefined ? 0 : error.status,
    message: error.message,
    headers: response?.headers ?? {},
  };
}

/** True where the call may have been carried out though it seems to have failed. */
export function isUncertain(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal !== null && (refusal.status === 0 || refusal.status >= 500);
}

export function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return statuses.includes(refusalOf(error)?.status ?? -1);
}

/**
 * Seconds after which GitHub takes calls again, where it refuses for being asked too fast: its secondary limit, which
 * names them or means a minute. Null for any other refusal.
 */
export function retryAfter({ status, message, headers }: Refusal): number | null {
  if (status !== 403 && status !== 429) return null;
  const told = headers['retry-after'];
  if (told !== undefined && Number(told) >= 0) return Number(told);
  return /secondary rate limit/i.test(message) ? 60 : null;
}

/**
 * Why something could not be delivered and what would help, in one sentence.
 *
 * @param permission what the job must be given, like `pull-requests: write`
 */
export function refusalText(error: unknown, permission: string): string {
  const refusal = refusalOf(error);
  if (refusal === null) return terminal(shorten(error instanceof Error ? error.message : String(error), 300));
  const { status, headers } = refusal;
  const said = `${status === 0 ? 'no answer' : status} (${terminal(shorten(plain(refusal.message), 200))})`;
  if (retryAfter(refusal) !== null)
    return `${said}: GitHub was asked too often and did not take it after a wait either`;
  if (String(headers['x-ratelimit-remaining']) === '0') return `${said}: the rate limit of the token is used up`;
  if (status === 401) return `${said}: the token is not valid`;
  if (status === 403 || status === 404) return `${said}: the token lacks the permission \`${permission}\``;
  if (status === 0) return `${said}: GitHub cannot be reached`;
  if (status >= 500) return `${said}: an error of GitHub's own, which stayed over several attempts`;
  return said;
}

/** Octokit adds the address of the documentation. */
function plain(message: string): string {
  return message.replace(/ - https?:\/\/\S+$/, '');
}
