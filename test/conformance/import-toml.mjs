// Copies what `toml.test.ts` uses of the golden facts: node test/conformance/import-toml.mjs ../shared/golden/toml
// Only packs of the Identity Server, and of each case what differs from the plain one: the whole is 8 MB.
// Then `npx biome check --write test/conformance`.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKS = ['5.9.0-src', '5.10.0', '5.11.0-src', '6.0.0', '6.1.0', '7.0.0', '7.1.0', '7.2.0-src', '7.3.0-src'];
const SECTIONS = [
  ...['server', 'keystores', 'clustering', 'hazelcast', 'datasources', 'registry', 'userMgt', 'tomcat', 'identity'],
];
const PLAIN = 'cl-off';
const from = process.argv[2];
const to = new URL('cases/toml/', import.meta.url).pathname;

const factsOf = (outcome) => flat(Object.fromEntries(SECTIONS.map((name) => [name, outcome.facts[name] ?? null])));
const outcomeOf = (name, pack) =>
  JSON.parse(readFileSync(join(from, name, 'expected.json'), 'utf8')).find(({ packs }) => packs.includes(`is-${pack}`));

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const base = Object.fromEntries(PACKS.map((pack) => [pack, factsOf(outcomeOf(PLAIN, pack))]));
writeFileSync(join(to, 'base.json'), `${JSON.stringify(base, null, 1)}\n`);
for (const name of readdirSync(from).sort()) {
  const grouped = new Map();
  for (const pack of PACKS) {
    const outcome = outcomeOf(name, pack);
    const told =
      outcome.status === 'rendered'
        ? { changes: changesOf(base[pack], factsOf(outcome)), malformed: Object.keys(outcome.xmlErrors ?? {}) }
        : { error: outcome.error.message ?? outcome.error.class };
    const key = JSON.stringify(told);
    grouped.set(key, { packs: [...(grouped.get(key)?.packs ?? []), pack], ...told });
  }
  mkdirSync(join(to, name));
  writeFileSync(join(to, name, 'deployment.toml'), readFileSync(join(from, name, 'deployment.toml')));
  writeFileSync(join(to, name, 'expected.json'), `${JSON.stringify([...grouped.values()], null, 1)}\n`);
}

/** As `flat.ts`. */
function flat(facts, prefix = '') {
  if (facts === null || typeof facts !== 'object') return { [prefix]: facts };
  const leaves = Array.isArray(facts) ? { [`${prefix}#`]: facts.length } : {};
  for (const [name, value] of Object.entries(facts)) {
    Object.assign(leaves, flat(value, prefix === '' ? name : `${prefix}/${name}`));
  }
  return leaves;
}

/** Path → value; `[gone]` for what the plain case has and this one has not. */
function changesOf(plain, facts) {
  const changes = {};
  for (const path of new Set([...Object.keys(plain), ...Object.keys(facts)])) {
    const value = path in facts ? facts[path] : '[gone]';
    if (value !== plain[path]) changes[path] = value;
  }
  return changes;
}
