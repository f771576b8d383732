import { identityToml, isComplete, placeOfKey, referrerOf } from '../../cluster/deployment.js';
import { unknownTypes } from '../../cluster/deployment-databases.js';
import { isListOfSingle } from '../../cluster/toml-names.js';
import type { NodeModel, TomlFacts } from '../../server/model.js';
import type { Fault } from '../../server/toml/references.js';
import { list, quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule, type Report } from '../rule.js';

/** What to write, where the key's own name does not say it. */
const REMEDY: readonly (readonly [key: RegExp, remedy: string])[] = [
  [/^server\.hostname$/, 'Set it under [server] to the name clients use, on every node the same.'],
  [/^server\.node_ip$/, 'Set it under [server] to the address at which the other nodes reach this one.'],
  [/^super_admin\./, 'Set username and password under [super_admin].'],
  [/^database\.\w+\.(?:hostname|port|name|sid)$/, 'Set it beside the type, or write the url yourself.'],
  [
    /^database\.\w+\.url$/,
    'Set url, or a type the server knows (mysql, postgre, mssql, oracle, db2, mariadb) with hostname, port and name.',
  ],
  [/^user_store\.base_dn$/, 'Set it to the DN under which users and groups live (dc=example,dc=com).'],
  [/^clustering\.properties\.clusterName$/, 'Set it under [clustering.properties], or set tagKey and tagValue there.'],
];

export default defineRule({
  id: 'toml-key-required',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a key that the server cannot start without is missing',
  why: 'Defaults of the server refer to keys that have no default themselves. The server resolves them all at start, also those of features that are off, and stops at the first one it does not find: "Configuration with key … doesn\'t exist".',
  remedy:
    'Set the key. Every deployment.toml needs `server.hostname`, `server.node_ip` (or `clustering.local_member_host`), `database.shared_db.username` and `.url` (or what it is made of), and from 6.0 on `super_admin.username` and `.password`.',
  sources: [
    'config-mapper ReferenceResolver; default.json and infer.json of IS 5.9.0 – 7.3.0',
    "run on the server's own code: golden tm-empty, sv-no-hostname, sv-no-table, db-no-username, db-mysql-noport, us-no-admin, us-ldap-nobase",
  ],
  examples: {
    bad: {
      title: 'no address of the node',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[server]': 'hostname = "iam.example.com"', '[clustering]': '' },
        }),
      },
    },
    good: { title: 'everything that is needed', files: { 'deployment.toml': deploymentToml() } },
  },
  check(node, report) {
    const empty = emptyFile(node);
    if (empty !== null) report(empty);
    const toml = identityToml(node);
    if (toml === null || !isComplete(toml)) return;
    const byType = unknownTypes(node, toml).map(({ table }) => `database.${table.name}.url`);
    for (const [name, faults] of missingKeys(toml)) {
      if (byType.includes(name)) continue; // database-type-unknown
      if (isInList(toml, name)) continue; // toml-key-unknown
      const [first] = faults;
      if (first === undefined) continue;
      const place = placeOfKey(toml, name);
      report({
        node,
        at: place.near === null ? { ...place, span: first.span } : place,
        message: `${name} is not set, and ${reason(toml, faults)}: the server stops at start with ${quote(first.error)}. ${remedy(name)}`,
      });
    }
  },
});

/** What the rule files of carbon-kernel need, and with them every server that reads the file. */
const ALWAYS_NEEDED = ['server.hostname', 'server.node_ip', 'database.shared_db.username', 'database.shared_db.url'];

/** Nothing but comments: no piece of anything, and whichever server finds it reads it all the same. */
function emptyFile(node: NodeModel): Report | null {
  const { toml, product } = node;
  const document = node.files.find(({ name }) => name === toml?.file)?.document;
  if (toml === null || (product !== null && product !== 'IS')) return null;
  if (document === undefined || !document.text.split('\n').every(isComment)) return null;
  const missing = [...missingKeys(toml).keys()];
  // Rule files that somebody changed may need nothing.
  if (missing.length === 0 && node.version !== null) return null;
  const keys = missing.length === 0 ? ALWAYS_NEEDED : missing;
  return {
    node,
    at: { file: toml.file, span: { document, start: 0, end: 0 }, address: toml.file },
    // Where nothing tells whose file it is, it may be one that is filled in later.
    severity: node.version === null ? 'warning' : 'error',
    message: `The file sets no key, and there is no default for ${list(keys, 9)}: the server stops at start with errors such as ${quote(`Configuration with key ${keys[0] ?? ''} doesn't exist`)}. Set them, or remove the file: without it the server reads the XML files as they are.`,
  };
}

/** A marker in it may print whole tables. */
function isComment(line: string): boolean {
  return /^\s*(?:#|$)/.test(line) && !/\{\{|\{%|<%|#_\w+_#/.test(line);
}

/** The table is written as `[[…]]`: the key may stand there, and nobody reads it. */
function isInList({ written }: TomlFacts, name: string): boolean {
  return written.some(({ inArray }) => isListOfSingle(inArray) && name.startsWith(`${inArray}.`));
}

/** By key, for keys that are missing for others than the values the user wrote. */
function missingKeys(toml: TomlFacts): Map<string, Fault[]> {
  const missing = new Map<string, Fault[]>();
  for (const fault of toml.faults) {
    const referrer = fault.kind === 'missing-key' ? referrerOf(toml, fault) : 'explicit';
    if (referrer === 'default' || referrer === 'inferred') {
      missing.set(fault.name, [...(missing.get(fault.name) ?? []), fault]);
    }
  }
  return missing;
}

function reason(toml: TomlFacts, faults: readonly Fault[]): string {
  const chosen = faults.find(({ span }) => span !== null);
  const keys = list([...new Set(faults.map(({ key }) => key))], 3);
  const verb = faults.length === 1 ? 'is' : 'are';
  if (chosen?.span === undefined || chosen.span === null) return `by default ${keys} ${verb} made from it`;
  const { document, start, end } = chosen.span;
  const value = quote(document.text.slice(start, end));
  const key = toml.written.find(({ value: { span } }) => span?.start === start)?.key;
  return `with ${key} = ${value} the server makes ${keys} from it`;
}

function remedy(name: string): string {
  return REMEDY.find(([key]) => key.test(name))?.[1] ?? `Set ${name}.`;
}
