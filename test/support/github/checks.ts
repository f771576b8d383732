import { checkRunJson } from './answers.js';
import { type Answer, type Call, type Handler, invalid, notFound, now, numberOf, refusal, textIn } from './call.js';
import { isObject, type JsonObject } from './openapi.js';
import { type Annotation, type CheckRun, nextId } from './state.js';

const KB = 1024;

/** Why GitHub would not take an annotation; null when it does. */
function badAnnotation(annotation: Annotation): { field: string; message: string } | null {
  const { start_line, end_line, start_column, end_column, message, title, raw_details } = annotation;
  if (end_line < start_line) return { field: 'end_line', message: 'end_line must not be before start_line' };
  if (start_line !== end_line && (start_column !== undefined || end_column !== undefined))
    return { field: 'start_column', message: 'columns are only for annotations on one line' };
  if (Buffer.byteLength(message) > 64 * KB) return { field: 'message', message: 'message exceeds 64 KB' };
  if (Buffer.byteLength(raw_details ?? '') > 64 * KB) return { field: 'raw_details', message: 'exceeds 64 KB' };
  return (title ?? '').length > 255 ? { field: 'title', message: 'title exceeds 255 characters' } : null;
}

function annotationsIn(body: JsonObject): readonly Annotation[] {
  const annotations = isObject(body.output) ? body.output.annotations : undefined;
  return Array.isArray(annotations) ? (annotations as unknown as readonly Annotation[]) : [];
}

function badRun(call: Call): Answer | null {
  const error = { resource: 'CheckRun', code: 'invalid' };
  if (call.state.viewer.app === null) return refusal(call, 403, 'You must authenticate via a GitHub App.');
  if (call.body.status === 'completed' && textIn(call.body, 'conclusion') === null)
    return invalid(call, { ...error, field: 'conclusion', message: 'conclusion is required when completed' });
  const bad = annotationsIn(call.body)
    .map(badAnnotation)
    .find((item) => item !== null);
  return bad === undefined || bad === null ? null : invalid(call, { ...error, ...bad });
}

/** Annotations are added to those of earlier requests, everything else is replaced. */
function apply(call: Call, run: CheckRun): Answer {
  const { body } = call;
  run.name = textIn(body, 'name') ?? run.name;
  run.details_url = textIn(body, 'details_url') ?? run.details_url;
  run.external_id = textIn(body, 'external_id') ?? run.external_id;
  run.started_at = textIn(body, 'started_at') ?? run.started_at;
  run.conclusion = textIn(body, 'conclusion') ?? run.conclusion;
  run.status = run.conclusion === null ? (textIn(body, 'status') ?? run.status) : 'completed';
  if (run.status === 'completed') run.completed_at = textIn(body, 'completed_at') ?? run.completed_at ?? now(call);
  if (isObject(body.output)) {
    const { output } = body;
    run.output = {
      title: textIn(output, 'title'),
      summary: textIn(output, 'summary'),
      text: textIn(output, 'text'),
    };
    run.annotations = [...run.annotations, ...annotationsIn(body)];
  }
  return { status: 200, body: checkRunJson(call.state, run) };
}

function createRun(call: Call): Answer {
  const { state, body } = call;
  const bad = badRun(call);
  if (bad !== null) return bad;
  const run: CheckRun = {
    id: nextId(state),
    name: '',
    head_sha: textIn(body, 'head_sha') ?? '',
    user: state.viewer,
    status: 'queued',
    conclusion: null,
    started_at: now(call),
    completed_at: null,
    details_url: null,
    external_id: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
  };
  state.checkRuns.push(run);
  return { ...apply(call, run), status: 201 };
}

function withRun(run: (call: Call, found: CheckRun) => Answer): Handler {
  return (call) => {
    const found = call.state.checkRuns.find((item) => item.id === numberOf(call, 'check_run_id'));
    return found === undefined ? notFound(call) : run(call, found);
  };
}

function updateRun(call: Call, run: CheckRun): Answer {
  const bad = badRun(call);
  if (bad !== null) return bad;
  if (run.user.app !== call.state.viewer.app)
    return refusal(call, 403, 'Invalid app_id `1` - check run can only be modified by the GitHub App that created it.');
  return apply(call, run);
}

function listForRef(call: Call): Answer {
  const { state, names, query } = call;
  const found = state.checkRuns.filter(
    (run) => run.head_sha === names.get('ref') && (query.get('check_name') ?? run.name) === run.name,
  );
  const runs = found.map((run) => checkRunJson(state, run));
  return { status: 200, body: { total_count: runs.length, check_runs: runs } };
}

export const CHECKS: Readonly<Record<string, Handler>> = {
  'checks/list-for-ref': listForRef,
  'checks/create': createRun,
  'checks/get': withRun((call, run) => ({ status: 200, body: checkRunJson(call.state, run) })),
  'checks/update': withRun(updateRun),
};
