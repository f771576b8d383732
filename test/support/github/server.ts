import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Call, type Handler, notFound, refusal } from './call.js';
import { CHECKS } from './checks.js';
import { COMMITS } from './commits.js';
import { answerOf, type Fault, type FaultInForce, Faults, isCarriedOut, isCut, overLimit } from './faults.js';
import { ISSUES } from './issues.js';
import { checkAnswer, checkBody, checkQuery, findOperation, isObject, type Json, type Operation } from './openapi.js';
import { type People, peopleOf } from './people.js';
import { acceptedPermissions, refusedFor } from './permissions.js';
import { PULLS } from './pulls.js';
import { type Account, BOT, newState, type Permissions, type State } from './state.js';

/**
 * GitHub for the tests, on a port of this machine. It holds what it is told, and every request and answer is compared
 * with GitHub's published description; limits that the description cannot say are in the modules beside this one.
 */
export interface Github extends People {
  /** What GITHUB_API_URL must be. */
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** Everything that does not match the description, in words: tests expect none. */
  readonly violations: readonly string[];
  readonly state: State;
  /** What the token may do. */
  readonly permissions: Permissions;
  fault(fault: Fault): FaultInForce;
  close(): Promise<void>;
}

export interface Recorded {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The template of the path; null for a route that is not described. */
  readonly route: string | null;
  readonly body: Json | undefined;
  /** Null when the connection was cut. */
  readonly status: number | null;
  readonly fault: Fault | null;
}

export interface GithubOptions {
  /** `owner/name`. */
  readonly repository?: string;
  readonly viewer?: Account;
  /** What is not told may be written. */
  readonly permissions?: Partial<Permissions>;
}

const HANDLERS: Readonly<Record<string, Handler>> = { ...ISSUES, ...PULLS, ...CHECKS, ...COMMITS };

/** Described, but not served here: a client that relied on them would be tested against nothing. */
const NOT_SERVED = {
  query: ['milestone', 'assignee', 'type', 'mentioned', 'issue_field_values'],
  body: ['position', 'in_reply_to', 'milestone', 'issue_field_values', 'actions', 'images'],
};

function beyond(query: URLSearchParams, body: Json | undefined): readonly string[] {
  const inside = isObject(body) && Array.isArray(body.comments) ? body.comments.filter(isObject) : [];
  const output = isObject(body) && isObject(body.output) ? [body.output] : [];
  const given = [...(isObject(body) ? [body] : []), ...inside, ...output];
  return [
    ...NOT_SERVED.query
      .filter((name) => query.has(name))
      .map((name) => `the query parameter ${name} is not served here`),
    ...NOT_SERVED.body
      .filter((name) => given.some((item) => name in item))
      .map((name) => `the field ${name} is not served here`),
  ];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): { readonly body: Json | undefined; readonly isJson: boolean } {
  try {
    return { body: text === '' ? undefined : JSON.parse(text), isJson: true };
  } catch {
    return { body: undefined, isJson: false };
  }
}

/** A fork is asked only which pull requests its commits belong to. */
function isServed(call: Call): boolean {
  if (!call.names.has('owner')) return true;
  const repository = `${call.names.get('owner')}/${call.names.get('repo')}`;
  const isFork = [...call.state.pulls.values()].some((pull) => pull.head.repo === repository);
  const isAsked = call.operation.id === 'repos/list-pull-requests-associated-with-commit';
  return repository === call.state.repository || (isFork && isAsked);
}

function rateHeaders(state: State): Readonly<Record<string, string>> {
  const { limit, used } = state.rate;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(limit - used, 0)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  };
}

/** What the repository answers when nothing goes wrong on purpose. */
function carryOut(call: Call, request: IncomingMessage, bad: readonly string[], permissions: Permissions): Answer {
  const { state, operation } = call;
  if (request.headers.authorization === undefined) return refusal(call, 401, 'Requires authentication');
  if (state.rate.used > state.rate.limit) return overLimit(call);
  if (!isServed(call)) return notFound(call);
  const refused = refusedFor(call, permissions);
  if (refused !== null) return refused;
  if (bad.length > 0) return refusal(call, 422, `Invalid request.\n\n${bad.join('\n')}`);
  const handler = HANDLERS[operation.id];
  if (handler === undefined) throw new Error(`${operation.id} is described, but nobody answers it`);
  return handler(call);
}

export async function startGithub(options: GithubOptions = {}): Promise<Github> {
  const state = newState(options.repository ?? 'octo/iam', options.viewer ?? BOT);
  const permissions: Permissions = {
    pullRequests: 'write',
    issues: 'write',
    checks: 'write',
    contents: 'write',
    ...options.permissions,
  };
  const requests: Recorded[] = [];
  const violations: string[] = [];
  const faults = new Faults();

  function send(response: ServerResponse, answer: Answer, operation: Operation | null): void {
    const accepted = operation === null ? null : acceptedPermissions(operation.id);
    response.writeHead(answer.status, {
      ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      'x-github-request-id': String(requests.length),
      ...(accepted === null ? {} : { 'x-accepted-github-permissions': accepted }),
      ...rateHeaders(state),
      ...answer.headers,
    });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    const url = new URL(path, `http://${request.headers.host}`);
    const { body, isJson } = parsed(await textOf(request));
    const report = (texts: readonly string[]) => violations.push(...texts.map((text) => `${method} ${path}: ${text}`));
    const found = findOperation(method, url.pathname);
    const fault = faults.next(method, found?.operation.route ?? url.pathname);
    const record = (status: number | null) =>
      requests.push({ method, path, route: found?.operation.route ?? null, body, status, fault });
    state.rate.used += 1;
    if (found === null) {
      report(['the route is unknown']);
      record(404);
      const documentation_url = 'https://docs.github.com/rest';
      return send(response, { status: 404, body: { message: 'Not Found', documentation_url, status: '404' } }, null);
    }
    const { operation } = found;
    const bad = isJson ? checkBody(operation, body) : ['the request’s body is no JSON'];
    report([...checkQuery(operation, url.searchParams), ...bad, ...beyond(url.searchParams, body)]);
    const call = { ...found, state, url, query: url.searchParams, body: isObject(body) ? body : {} };
    let answer: Answer | null = null;
    if (fault === null || isCarriedOut(fault)) {
      answer = carryOut(call, request, bad, permissions);
      report(checkAnswer(operation, answer.status, answer.body));
    }
    if (fault !== null && isCut(fault)) {
      record(null);
      request.socket.destroy();
      return;
    }
    if (fault !== null || answer === null) answer = answerOf(fault as Fault, call);
    record(answer.status);
    send(response, answer, operation);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // Nothing of this may pass in silence: the test that asserts no violations shows it.
      violations.push(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : error}`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...peopleOf(state),
    url: `http://127.0.0.1:${port}`,
    requests,
    violations,
    state,
    permissions,
    fault: (fault) => faults.add(fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
