import * as v from 'valibot';

/** The shape of `.wso2is-lint.yml`; `schema/wso2is-lint.schema.json` is generated from it. */

const text = v.pipe(v.string(), v.minLength(1));
const textOrList = v.union([text, v.array(text)]);
const severity = v.picklist(['error', 'warning', 'info', 'off']);

const node = v.strictObject({
  path: v.pipe(text, v.description('home or conf root of the node, relative to this file')),
  host: v.optional(v.pipe(text, v.description('address of the machine the node runs on'))),
  replicas: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.description('how many servers run this one configuration')),
  ),
  env: v.optional(
    v.pipe(
      textOrList,
      v.description('file with environment variables, NAME=value lines; a list holds one for each replica'),
    ),
  ),
  sys: v.optional(
    v.pipe(
      textOrList,
      v.description('file with Java system properties, name=value lines; a list holds one for each replica'),
    ),
  ),
});

const database = v.strictObject({
  url: text,
  driver: v.optional(text),
  username: v.optional(text),
  passwordFrom: v.optional(v.pipe(text, v.description('name of the variable that holds the password'))),
});

const expect = v.strictObject({
  membership: v.optional(v.picklist(['wka', 'multicast', 'aws', 'aws-ecs', 'kubernetes'])),
  domain: v.optional(text),
  shape: v.optional(v.picklist(['all-mount', 'owner'])),
  owner: v.optional(text),
  hostName: v.optional(text),
  databases: v.optional(
    v.strictObject({
      registry: v.optional(database),
      users: v.optional(database),
      identity: v.optional(database),
      consent: v.optional(database),
    }),
  ),
  userStore: v.optional(v.picklist(['keep', 'jdbc'])),
});

const cluster = v.strictObject({
  nodes: v.record(text, node),
  reference: v.optional(v.pipe(text, v.description('the node the others are compared with'))),
  expect: v.optional(expect),
  mayDiffer: v.optional(v.array(text)),
  mustDiffer: v.optional(v.array(text)),
});

const ignore = v.strictObject({
  rule: text,
  path: v.optional(text),
  address: v.optional(text),
  reason: text,
  until: v.optional(v.pipe(v.string(), v.isoDate())),
});

export const configSchema = v.strictObject({
  clusters: v.optional(v.record(text, cluster)),
  rules: v.optional(v.record(text, severity)),
  ignore: v.optional(v.array(ignore)),
  paths: v.optional(v.strictObject({ exclude: v.optional(v.array(text)) })),
});

export type RawConfig = v.InferOutput<typeof configSchema>;
