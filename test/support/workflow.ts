import { isScalar, parse, parseDocument, visit } from 'yaml';

/** How an example refers to the action: whoever copies it puts the commit there that they have read. */
export const OURS = 'wso2is-lint/wso2is-lint@v0 # pin the commit you trust';

export interface ActionInterface {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/** The text of every `uses:`, with the comment behind it. */
export function uses(text: string): string[] {
  const found: string[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value)) return;
      found.push(value.comment ? `${value.value} #${value.comment}` : String(value.value));
    },
  });
  return found;
}

/** The version behind each action's name, without its folder: one action, one pin. */
export function pins(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const use of texts.flatMap(uses)) {
    const [name = '', pin = ''] = use.split('@');
    const repository = name.split('/').slice(0, 2).join('/');
    found.set(repository, (found.get(repository) ?? new Set()).add(pin));
  }
  return found;
}

/** What is wrong with a workflow by our own rules, which neither GitHub's language service nor actionlint knows. */
export function problems(text: string, action: ActionInterface): string[] {
  const workflow = parse(text) as Workflow;
  const events = eventsOf(workflow.on);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);
  return [
    ...uses(text)
      .filter((use) => use !== OURS && use !== './' && !PINNED.test(use))
      .map((use) => `not pinned: ${use}`),
    ...permissionProblems(workflow, jobs),
    ...(events.includes('pull_request_target') ? ['pull_request_target'] : []),
    ...minutes(workflow.on)
      .filter((minute) => !/^\d+$/.test(minute) || Number(minute) % 15 === 0)
      .map((minute) => `busy minute: ${minute}`),
    ...steps.filter(({ run }) => run?.includes('${{')).map(({ run }) => `expression in run: ${run}`),
    ...steps.filter(isCheckout).flatMap((step) => checkoutProblems(step, events)),
    ...steps.filter(isOurs).flatMap((step) => unknownInputs(step, action)),
    ...jobs.flatMap((job) => unknownOutputs(job, action)),
    ...jobs.filter(comparesWithoutParents).map(() => 'gate: new without the parents of the merge commit'),
  ];
}

function eventsOf(on: unknown): readonly string[] {
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on.map(String) : Object.keys(on as object);
}

function minutes(on: unknown): string[] {
  const { schedule = [] } = on as { schedule?: readonly { cron: string }[] };
  return schedule.map(({ cron }) => cron.split(' ')[0] ?? '');
}

function permissionProblems(workflow: Workflow, jobs: readonly Job[]): string[] {
  const found: string[] = [];
  if (!isRecord(workflow.permissions)) found.push('no permissions for the whole workflow');
  else if (Object.values(workflow.permissions).includes('write')) found.push('every job may write');
  if (jobs.some(({ permissions }) => permissions !== undefined && !isRecord(permissions))) {
    found.push('permissions of a job in one word');
  }
  return found;
}

function checkoutProblems(step: Step, events: readonly string[]): string[] {
  const found: string[] = [];
  if (step.with?.['persist-credentials'] !== false) found.push('checkout leaves the token behind');
  if (events.includes('workflow_run')) found.push('checkout after workflow_run');
  return found;
}

function comparesWithoutParents({ steps = [] }: Job): boolean {
  const isCompared = steps.some((step) => isOurs(step) && step.with?.gate === 'new');
  return isCompared && steps.some((step) => isCheckout(step) && step.with?.['fetch-depth'] !== 2);
}

function unknownInputs(step: Step, { inputs }: ActionInterface): string[] {
  return Object.keys(step.with ?? {})
    .filter((name) => !inputs.includes(name))
    .map((name) => `no such input: ${name}`);
}

function unknownOutputs(job: Job, { outputs }: ActionInterface): string[] {
  const ours = (job.steps ?? []).filter(isOurs).map(({ id }) => id);
  return [...JSON.stringify(job).matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, id = '', output = '']) => ours.includes(id) && !outputs.includes(output))
    .map(([, , output]) => `no such output: ${output}`);
}

function isCheckout({ uses = '' }: Step): boolean {
  return uses.startsWith('actions/checkout@');
}

function isOurs({ uses = '' }: Step): boolean {
  return uses === './' || uses.startsWith('wso2is-lint/');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
