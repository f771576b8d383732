import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js';
import { ROOT } from '../lint.js';

/** GitHub's published description of the operations, cut by scripts/slice-openapi.mjs, and what does not match it. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonObject;
}

/** One operation, with its references to parameters and responses followed. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** The template of its path. */
  readonly route: string;
  readonly documentation: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: JsonObject } | null;
  /** By status; null is an answer without a body. */
  readonly responses: ReadonlyMap<number, JsonObject | null>;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const DESCRIPTION: JsonObject = JSON.parse(readFileSync(join(ROOT, 'test/support/github/openapi.json'), 'utf8'));
const ANY_OF = ['allOf', 'anyOf', 'oneOf'];

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function follow(value: Json | undefined): JsonObject {
  const target = isObject(value) && typeof value.$ref === 'string' ? at(DESCRIPTION, ...parts(value.$ref)) : value;
  if (!isObject(target)) throw new Error(`the description has no ${JSON.stringify(value)}`);
  return target;
}

function parts(reference: string): readonly string[] {
  return reference.replace(/^#\//, '').split('/');
}

/** Where GitHub is known to answer null, though it does not say so: component and the path of a property. */
const ALSO_NULL: readonly (readonly [string, ...string[]])[] = [
  // An outdated comment has neither a line nor a position in the diff any more.
  ['pull-request-review-comment', 'line'],
  ['pull-request-review-comment', 'position'],
  // The fork is gone.
  ['pull-request', 'head', 'repo'],
  ['pull-request-simple', 'head', 'repo'],
];

/**
 * OpenAPI 3.0 as JSON Schema: `nullable` becomes a type. `closed` makes a property that no part of the schema names
 * an error, though the description leaves objects open: that is how misspelt fields are found.
 */
function translate(schema: Json | undefined, closed: boolean, isBranch = false): Json {
  if (!isObject(schema)) return schema ?? true;
  if (typeof schema.$ref === 'string') return { $ref: `github${schema.$ref}` };
  const { nullable, discriminator: _, additionalProperties, properties, items, enum: values, type, ...rest } = schema;
  const result: Record<string, Json> = { ...rest };
  if (type !== undefined) result.type = type;
  if (Array.isArray(values)) result.enum = nullable === true ? [...values, null] : values;
  if (items !== undefined) result.items = translate(items, closed);
  if (isObject(properties)) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, translate(inner, closed)]),
    );
  }
  for (const key of ANY_OF) {
    const branches = schema[key];
    if (Array.isArray(branches)) result[key] = branches.map((branch) => translate(branch, closed, true));
  }
  // In a branch “true” would let every field of the whole pass.
  if (additionalProperties !== undefined && !(closed && isBranch && additionalProperties === true))
    result.additionalProperties = translate(additionalProperties, closed);
  const isComposed = properties !== undefined || ANY_OF.some((key) => key in schema);
  if (closed && isComposed && !isBranch && additionalProperties === undefined) result.unevaluatedProperties = false;
  if (nullable !== true) return result;
  return typeof type === 'string' && !ANY_OF.some((key) => key in schema)
    ? { ...result, type: [type, 'null'] }
    : { anyOf: [{ type: 'null' }, result] };
}

function validator(closed: boolean): Ajv2019 {
  const ajv = new Ajv2019({ strict: false, allErrors: true, useDefaults: false });
  const isUri = (text: string) => URL.canParse(text);
  ajv.addFormat('uri', isUri).addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/).addFormat('email', /@/);
  for (const format of ['int32', 'int64', 'uri-template', 'repo.nwo', 'ssh-key', 'hostname', 'timestamp'])
    ajv.addFormat(format, true);
  const schemas = Object.fromEntries(
    Object.entries(follow(at(DESCRIPTION, 'components', 'schemas'))).map(([name, schema]) => {
      const amendments = ALSO_NULL.filter(([component]) => component === name).map(([, ...path]) => path);
      return [name, translate(amendments.reduce(withNull, follow(schema)), closed)];
    }),
  );
  ajv.addSchema({ $id: 'github', components: { schemas } });
  return ajv;
}

function withNull(schema: JsonObject, [name, ...inner]: readonly string[]): JsonObject {
  if (name === undefined) return { anyOf: [schema], nullable: true };
  const property = at(schema, 'properties', name);
  if (!isObject(property)) throw new Error(`the description has no ${name} to amend`);
  return { ...schema, properties: { ...follow(schema.properties), [name]: withNull(property, inner) } };
}

const VALIDATORS = new Map<boolean, Ajv2019>();
const COMPILED = new Map<boolean, Map<JsonObject, ValidateFunction>>();

/** Compiled at the first use, kept for the process. */
function compiled(schema: JsonObject, closed: boolean): ValidateFunction {
  const ajv = VALIDATORS.get(closed) ?? validator(closed);
  VALIDATORS.set(closed, ajv);
  const known = COMPILED.get(closed) ?? new Map<JsonObject, ValidateFunction>();
  COMPILED.set(closed, known);
  const validate = known.get(schema) ?? ajv.compile(translate(schema, closed) as JsonObject);
  known.set(schema, validate);
  return validate;
}

function sentence(error: ErrorObject): string {
  const place = error.instancePath === '' ? '' : `${error.instancePath} `;
  const { unevaluatedProperty, additionalProperty, allowedValues } = error.params;
  const unknown = unevaluatedProperty ?? additionalProperty;
  if (unknown !== undefined) return `${place}has the unknown field ${unknown}`;
  return `${place}${error.message}${allowedValues === undefined ? '' : `: ${allowedValues.join(', ')}`}`;
}

function mismatches(schema: JsonObject, value: Json, closed = true): readonly string[] {
  const validate = compiled(schema, closed);
  return validate(value) ? [] : [...new Set((validate.errors ?? []).map(sentence))];
}

function schemaOf(response: JsonObject): JsonObject | null {
  const schema = at(response, 'content', 'application/json', 'schema');
  return isObject(schema) ? schema : null;
}

function readOperation(route: string, method: string, described: JsonObject): Operation {
  const body = described.requestBody === undefined ? null : follow(described.requestBody);
  return {
    id: String(described.operationId),
    method: method.toUpperCase(),
    route,
    documentation: String(at(described, 'externalDocs', 'url')),
    parameters: ((described.parameters ?? []) as readonly Json[]).map((item) => follow(item) as unknown as Parameter),
    body: body === null ? null : { required: body.required === true, schema: schemaOf(body) ?? {} },
    responses: new Map(
      Object.entries(follow(described.responses)).map(([status, item]) => [Number(status), schemaOf(follow(item))]),
    ),
  };
}

export const OPERATIONS: readonly Operation[] = Object.entries(follow(DESCRIPTION.paths)).flatMap(([route, methods]) =>
  Object.entries(follow(methods)).map(([method, described]) => readOperation(route, method, follow(described))),
);

/** The operation of a method and a path, with what stands for the names of its template. */
export function findOperation(
  method: string,
  path: string,
): { readonly operation: Operation; readonly names: ReadonlyMap<string, string> } | null {
  const given = path.split('/');
  for (const operation of OPERATIONS) {
    const template = operation.route.split('/');
    if (operation.method !== method || template.length !== given.length) continue;
    const names = new Map<string, string>();
    const fits = template.every((part, index) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name === undefined) return part === given[index];
      // A template of numbers leaves room for a sibling: /issues/comments is no issue.
      const isNumber = operation.parameters.find((item) => item.name === name)?.schema.type === 'integer';
      names.set(name, decodeURIComponent(given[index] ?? ''));
      return !isNumber || /^\d+$/.test(given[index] ?? '');
    });
    if (fits) return { operation, names };
  }
  return null;
}

/** What of a query is not described; numbers are read as GitHub reads them. */
export function checkQuery(operation: Operation, query: URLSearchParams): readonly string[] {
  const described = operation.parameters.filter((item) => item.in === 'query');
  const missing = described.filter((item) => item.required === true && !query.has(item.name));
  return [
    ...missing.map((item) => `the query parameter ${item.name} is missing`),
    ...[...query].flatMap(([name, text]) => {
      const parameter = described.find((item) => item.name === name);
      if (parameter === undefined) return [`the query parameter ${name} is unknown`];
      const isNumber = parameter.schema.type === 'integer' && /^-?\d+$/.test(text);
      const value = isNumber ? Number(text) : text;
      return mismatches(parameter.schema, value).map((mismatch) => `the query parameter ${name} ${mismatch}`);
    }),
  ];
}

/** What of a request's body is not described. */
export function checkBody(operation: Operation, body: Json | undefined): readonly string[] {
  if (operation.body === null) return body === undefined ? [] : ['the request has a body, which is not described'];
  if (body === undefined) return operation.body.required ? ['the request has no body'] : [];
  return mismatches(operation.body.schema, body).map((mismatch) => `the request’s body ${mismatch}`);
}

/** What of an answer is not described. Refusals that an operation does not list have the shape of all refusals. */
export function checkAnswer(operation: Operation, status: number, body: Json | undefined): readonly string[] {
  const schema = operation.responses.get(status);
  const isRefusal = status >= 400;
  if (schema === undefined && !isRefusal) return [`the status ${status} is not described`];
  if (schema === null) return body === undefined ? [] : [`the answer ${status} must have no body`];
  if (body === undefined) return [`the answer ${status} has no body`];
  const unlisted = status === 422 ? 'validation-error' : 'basic-error';
  const expected = schema ?? { $ref: `#/components/schemas/${unlisted}` };
  // Refusals carry a `status` that some of their schemas leave out.
  return mismatches(expected, body, !isRefusal).map((mismatch) => `the answer ${status} ${mismatch}`);
}

/** Text that fits a format, where the tests do not care which. */
const TEXTS: Readonly<Record<string, string>> = {
  uri: 'https://github.com/',
  'date-time': '2026-01-01T00:00:00Z',
  email: 'someone@example.com',
};

/** The least that a component may be: its required fields with nothing in them. */
export function least(component: string, given: JsonObject): JsonObject {
  const schema = follow({ $ref: `#/components/schemas/${component}` });
  return { ...(leastOf({ ...schema, nullable: false }) as JsonObject), ...given };
}

function leastOf(reference: Json | undefined): Json {
  const schema = follow(reference);
  if (schema.nullable === true) return null;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  for (const key of ['oneOf', 'anyOf']) {
    const branches = schema[key];
    if (Array.isArray(branches)) return leastOf(branches[0]);
  }
  switch (schema.type) {
    case 'string':
      return TEXTS[String(schema.format)] ?? '';
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    default:
      return Object.fromEntries(
        ((schema.required ?? []) as readonly string[]).map((name) => [name, leastOf(at(schema, 'properties', name))]),
      );
  }
}
