import { type Answer, type Call, refusal, unprocessable } from './call.js';
import { NOT_ACCESSIBLE } from './permissions.js';

/** What goes wrong on purpose. */

export type FaultAnswer =
  | 401
  | 403
  | 404
  | 410
  | 422
  | 500
  | 502
  | 503
  /** Too many requests in a short time: 403 with `retry-after`, or 429. */
  | 'secondary'
  | 'secondary-429'
  /** The hour's requests are used up. */
  | 'primary'
  /** The connection is cut before the request is carried out, or after it so that only the answer is lost. */
  | 'reset'
  | 'lost';

export interface Fault {
  readonly answer: FaultAnswer;
  /** Which of the requests that fit, counted from now and from 1; the first unless told. */
  readonly at?: number;
  /** How many in a row; one unless told. */
  readonly times?: number;
  readonly method?: string;
  /** The template of the path, or its end: `/issues/{issue_number}/comments`. */
  readonly route?: string;
  /** The request is carried out all the same, as when a gateway gives up waiting. */
  readonly carriedOut?: boolean;
  /** Seconds, for `secondary`. */
  readonly retryAfter?: number;
}

/** A fault in force; `hits` counts the requests it met. */
export interface FaultInForce {
  readonly fault: Fault;
  hits: number;
}

export class Faults {
  readonly #inForce: { readonly rule: FaultInForce; seen: number }[] = [];

  add(fault: Fault): FaultInForce {
    const rule = { fault, hits: 0 };
    this.#inForce.push({ rule, seen: 0 });
    return rule;
  }

  /** The fault that meets this request, if any: each rule counts every request that fits it. */
  next(method: string, route: string): Fault | null {
    let met: FaultInForce | null = null;
    for (const item of this.#inForce) {
      const { fault } = item.rule;
      if (fault.method !== undefined && fault.method !== method) continue;
      if (fault.route !== undefined && !route.endsWith(fault.route)) continue;
      item.seen += 1;
      const first = fault.at ?? 1;
      if (item.seen >= first && item.seen < first + (fault.times ?? 1)) met ??= item.rule;
    }
    if (met === null) return null;
    met.hits += 1;
    return met.fault;
  }
}

export function isCarriedOut(fault: Fault): boolean {
  return fault.answer === 'lost' || fault.carriedOut === true;
}

export function isCut(fault: Fault): boolean {
  return fault.answer === 'lost' || fault.answer === 'reset';
}

const SECONDARY =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
  'For more on scraping GitHub and how it may affect your rights, please review our Terms of Service ' +
  '(https://docs.github.com/en/site-policy/github-terms/github-terms-of-service)';
const SECONDARY_PAGE = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits';
const REFUSALS: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: NOT_ACCESSIBLE,
  404: 'Not Found',
  410: 'This issue was deleted',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service Unavailable',
};

export function overLimit(call: Pick<Call, 'operation' | 'state'>): Answer {
  const { limit } = call.state.rate;
  const reset = String(Math.ceil(Date.now() / 1000) + 1);
  const answer = refusal(call, 403, 'API rate limit exceeded for installation.');
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-used': String(limit), 'x-ratelimit-reset': reset };
  return { ...answer, headers };
}

/** What the client sees of a fault that does not cut the connection. */
export function answerOf(fault: Fault, call: Call): Answer {
  const { answer } = fault;
  switch (answer) {
    case 'secondary':
    case 'secondary-429': {
      const status = answer === 'secondary' ? 403 : 429;
      const body = { message: SECONDARY, documentation_url: SECONDARY_PAGE, status: String(status) };
      return { status, body, headers: { 'retry-after': String(fault.retryAfter ?? 1) } };
    }
    case 'primary':
      return overLimit(call);
    case 422:
      return unprocessable(call, ['An internal error occurred, please try again.']);
    case 'reset':
    case 'lost':
      throw new Error(`${answer} has no answer`);
    default:
      return refusal(call, answer, REFUSALS[answer] ?? '');
  }
}
