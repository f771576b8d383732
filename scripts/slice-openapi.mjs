// Cuts out of GitHub's description of its REST API what the tests' own GitHub answers, without prose and examples:
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   node scripts/slice-openapi.mjs package/generated/api.github.com.json test/support/github/openapi.json
//
// The package is large, so the slice is committed and the package is no dependency.
import { readFileSync, writeFileSync } from 'node:fs';

const REPOSITORY = '/repos/{owner}/{repo}';
const OPERATIONS = {
  '/user': ['get'],
  [`${REPOSITORY}/check-runs`]: ['post'],
  [`${REPOSITORY}/check-runs/{check_run_id}`]: ['get', 'patch'],
  [`${REPOSITORY}/commits/{commit_sha}/pulls`]: ['get'],
  [`${REPOSITORY}/commits/{ref}/check-runs`]: ['get'],
  [`${REPOSITORY}/compare/{basehead}`]: ['get'],
  [`${REPOSITORY}/issues`]: ['get', 'post'],
  [`${REPOSITORY}/issues/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${REPOSITORY}/issues/{issue_number}`]: ['get', 'patch'],
  [`${REPOSITORY}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${REPOSITORY}/pulls`]: ['get'],
  [`${REPOSITORY}/pulls/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${REPOSITORY}/pulls/{pull_number}`]: ['get'],
  [`${REPOSITORY}/pulls/{pull_number}/comments`]: ['get', 'post'],
  [`${REPOSITORY}/pulls/{pull_number}/files`]: ['get'],
  [`${REPOSITORY}/pulls/{pull_number}/reviews`]: ['get', 'post'],
};
/** Says nothing of the shape. A response keeps its description: OpenAPI requires it. */
function isProse(key, below) {
  if (key === 'description') return below !== RESPONSE;
  return key === 'example' || key === 'examples' || key === 'tags' || key.startsWith('x-');
}

const RESPONSE = Symbol('a response');
/** Below these keys the keys are names the description made up, not words of OpenAPI. */
const NAMED = new Set(['properties', 'schemas', 'responses', 'parameters', 'headers', 'content']);

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  process.stderr.write('usage: node scripts/slice-openapi.mjs API.GITHUB.COM.JSON SLICE.JSON\n');
  process.exit(2);
}
const whole = JSON.parse(readFileSync(source, 'utf8'));

function withoutProse(value, below) {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (value === null || typeof value !== 'object') return value;
  if (NAMED.has(below)) {
    const what = below === 'responses' ? RESPONSE : undefined;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutProse(item, what)]));
  }
  const kept = Object.entries(value).filter(([key]) => !isProse(key, below));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutProse(item, key)]));
}

function referencesIn(value, found = new Set()) {
  if (value === null || typeof value !== 'object') return found;
  if (typeof value.$ref === 'string') found.add(value.$ref);
  for (const item of Object.values(value)) referencesIn(item, found);
  return found;
}

const paths = {};
for (const [path, methods] of Object.entries(OPERATIONS)) {
  paths[path] = {};
  for (const method of methods) {
    const operation = whole.paths[path]?.[method];
    if (operation === undefined) throw new Error(`${method} ${path} is not in ${source}`);
    paths[path][method] = withoutProse(operation);
  }
}

const components = {};
// What every answer that is no success may look like, whether or not the operation lists it.
const open = ['#/components/schemas/basic-error', ...referencesIn(paths)];
const seen = new Set(open);
while (open.length > 0) {
  const [, , kind, name] = open.pop().split('/');
  const component = withoutProse(whole.components[kind][name], kind === 'responses' ? RESPONSE : undefined);
  components[kind] ??= {};
  components[kind][name] = component;
  for (const reference of referencesIn(component)) if (!seen.has(reference)) open.push(reference);
  for (const reference of referencesIn(component)) seen.add(reference);
}

function sorted(map) {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const slice = {
  openapi: whole.openapi,
  info: { title: whole.info.title, version: whole.info.version, license: whole.info.license },
  servers: whole.servers,
  paths,
  components: sorted(Object.fromEntries(Object.entries(components).map(([kind, map]) => [kind, sorted(map)]))),
};
writeFileSync(target, `${JSON.stringify(slice, null, 1)}\n`);
