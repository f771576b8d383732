import type { Json, JsonObject, Operation } from './openapi.js';
import { type State, tick } from './state.js';

/** One request on its way through the tests' GitHub, and the kinds of answer. */

export interface Call {
  readonly state: State;
  readonly operation: Operation;
  readonly names: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  /** The address of the request, for the links to other pages. */
  readonly url: URL;
}

export interface Answer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

export function nameOf(call: Call, name: string): string {
  return call.names.get(name) ?? '';
}

export function numberOf(call: Call, name: string): number {
  return Number(nameOf(call, name));
}

export function textIn(body: JsonObject, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}

export function numberIn(body: JsonObject, name: string): number | null {
  const value = body[name];
  return typeof value === 'number' ? value : null;
}

export function now(call: Call): string {
  return tick(call.state);
}

export function refusal(call: { readonly operation: Operation }, status: number, message: string): Answer {
  const documentation_url = call.operation.documentation;
  return { status, body: { message, documentation_url, status: String(status) } };
}

export function notFound(call: Call): Answer {
  return refusal(call, 404, 'Not Found');
}

/** 422 that names the resource and its field. */
export function invalid(call: Call, error: { resource: string; code: string; field: string; message: string }): Answer {
  const { documentation } = call.operation;
  const body = {
    message: 'Validation Failed',
    errors: [{ ...error }],
    documentation_url: documentation,
    status: '422',
  };
  return { status: 422, body };
}

/** 422 in the older manner, which says only what and not where. */
export function unprocessable(call: Call, errors: readonly string[]): Answer {
  const { documentation } = call.operation;
  const body = { message: 'Unprocessable Entity', errors, documentation_url: documentation, status: '422' };
  return { status: 422, body };
}

const LONGEST_BODY = 65_536;

export function isTooLong(body: string | null): boolean {
  return [...(body ?? '')].length > LONGEST_BODY;
}

export const TOO_LONG = 'Body is too long (maximum is 65536 characters)';

/** What GitHub says of the body of a comment it does not take. */
export function badComment(call: Call, resource: string, body: string): Answer | null {
  if (isTooLong(body)) return invalid(call, { resource, code: 'unprocessable', field: 'data', message: TOO_LONG });
  if (body.trim() !== '') return null;
  return invalid(call, { resource, code: 'unprocessable', field: 'data', message: 'Body cannot be blank' });
}

/** One page of a list with its Link header; GitHub gives 30 unless told, and never more than 100. */
export function page<T>(call: Call, items: readonly T[], one: (item: T) => JsonObject): Answer {
  const { shown, headers } = cut(call, items);
  return { status: 200, body: shown.map(one), headers };
}

export function cut<T>(
  call: Call,
  items: readonly T[],
): { readonly shown: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const size = Math.min(Math.max(Number(call.query.get('per_page') ?? 30), 1), 100);
  const current = Math.max(Number(call.query.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (number: number, rel: string): string => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(number));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ];
  return {
    shown: items.slice((current - 1) * size, current * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}
