import { folders } from './names.js';

/** Two nodes that differ in one folder name only. */
export interface Siblings {
  /** The folder both lie in, generic folders left out; '.' for the working directory. */
  readonly parent: string;
  readonly names: readonly [string, string];
  /** The differing folder holds the product's folder (`host1/wso2is`, `host2/wso2is`), not the configuration itself. */
  readonly above: boolean;
}

/** A folder that may be a node's own, and what it shares with those that may be its siblings. */
export interface Seat {
  readonly name: string;
  readonly parent: string;
  /** The product's folder below; '' where the configuration itself lies in the folder. */
  readonly product: string;
}

const PRODUCT =
  /^(wso2)?(is|iam|am|apim|ei|esb|das|identity-server|identity)(-?km)?([-_]?v?\d+(\.\d+)+|[-_]?\d{3,4})?$/i;

/** The folders that may tell a conf root from its siblings: its last one, and the one above a product's folder. */
export function seatsOf(path: string): Seat[] {
  const place = folders(path);
  const name = place.pop();
  if (name === undefined) return [];
  const parent = place.join('/') || '.';
  const seat = { name, parent, product: '' };
  const above = place.pop();
  if (above === undefined || !PRODUCT.test(name)) return [seat];
  return [seat, { name: above, parent: place.join('/') || '.', product: name }];
}

/** Tells whether two conf roots lie side by side; null when they do not. */
export function siblings(pathA: string, pathB: string): Siblings | null {
  for (const a of seatsOf(pathA)) {
    const b = seatsOf(pathB).find((seat) => seat.parent === a.parent && seat.product === a.product);
    if (b !== undefined && a.name !== b.name) {
      return { parent: a.parent, names: [a.name, b.name], above: a.product !== '' };
    }
  }
  return null;
}

/** Roles that together make one cluster. */
const ROLES: readonly (readonly string[])[] = [
  ['manager', 'mgt', 'mgr', 'worker', 'wkr'],
  ['active', 'passive', 'standby'],
  ['primary', 'secondary'],
  ['master', 'slave'],
];
/** Words that count something other than the nodes of one cluster when a number follows. */
const NOT_NODES = new Set(
  (
    'pattern patterns scenario scenarios test tests testcase case cases uc usecase usecases example examples sample ' +
    'samples demo step lab exercise tutorial chapter part group groups cluster clusters env environment dev qa uat ' +
    'staging stage region zone az site dc datacenter tenant customer version release v rev topology setup profile ' +
    'variant option alternative fixture bug issue experiment attempt draft copy'
  ).split(' '),
);
/** Words that make two folders different set-ups of one thing, when they stand in one name and not in the other. */
const SETUPS = new Set(
  (
    'dev development test testing qa uat stage staging prod production preprod perf performance dr local sandbox demo ' +
    'helm docker compose k8s kubernetes openshift vagrant puppet ansible terraform plain simple advanced ' +
    'with without single standalone cluster clustered two three four ha all one topology ' +
    'old new before after good bad broken fixed expected actual original copy backup template default ' +
    'sample example scenario pattern usecase case'
  ).split(' '),
);
/** Products and their profiles: the same database, another server. */
const PROFILES = new Set(
  (
    'keymanager key km traffic tm publisher store gateway gw analytics broker mb integrator business process bps ' +
    'devportal portal dashboard control mi api am apim ei esb das'
  ).split(' '),
);
const ONES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const IPV4 = /^\d{2,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const VERSION = /(?<![\d.])v?\d+\.\d+(\.\d+)*(\.x)?(?![\w])/gi;
const CLOUD_REGION = /(?<![a-z])(us|eu|ap|sa|ca|me|af|cn|il)-(gov-)?(north|south|east|west|central)+-?\d/gi;

/**
 * The stem two node names share: `is` for is-1 and is-2, `gateway` for gateway-manager and gateway-worker, `x` for x
 * and x-2. Empty when the names are only marks (`1` and `2`, `manager` and `worker1`); null when they share none.
 * Versions, patterns, scenarios, topologies are not numbers of nodes.
 */
export function sameStem(a: string, b: string): string | null {
  if (a === b) return null;
  if (IPV4.test(a) && IPV4.test(b)) return '';
  if (variant(a) !== variant(b)) return null;
  const wordsA = words(a);
  const wordsB = words(b);
  return byRole(wordsA, wordsB) ?? byNumber(wordsA, wordsB) ?? bySuffix(wordsA, wordsB) ?? bySuffix(wordsB, wordsA);
}

/**
 * True when two names beside each other tell different set-ups (environments, regions, versions, topologies, tools)
 * rather than the nodes of one cluster.
 */
export function differentSetups(a: string, b: string): boolean {
  if (variant(a) !== variant(b)) return true;
  if (differing(a, b).some((word) => SETUPS.has(word) || isRegion(word))) return true;
  return [words(a), words(b)].some((list) => list.some((word, at) => isNumber(list[at + 1]) && NOT_NODES.has(word)));
}

/** True when two names tell different products or profiles of one (`keymanager`, `gateway-worker`). */
export function differentProfiles(a: string, b: string): boolean {
  return differing(a, b).some((word) => PROFILES.has(word));
}

function differing(a: string, b: string): string[] {
  const [wordsA, wordsB] = [words(a), words(b)];
  return [...wordsA.filter((word) => !wordsB.includes(word)), ...wordsB.filter((word) => !wordsA.includes(word))];
}

/** Two letters are a country (au, uk); the short names of products are not. */
function isRegion(word: string): boolean {
  return /^[a-z]{2}$/.test(word) && word !== 'is' && !PROFILES.has(word);
}

/** What was worked out for a folder name; there are few, and each is asked for with every other. */
const known = new Map<string, { readonly words: string[]; readonly variant: string }>();

function parts(name: string): { readonly words: string[]; readonly variant: string } {
  const found = known.get(name) ?? { words: splitWords(name), variant: findVariant(name) };
  known.set(name, found);
  return found;
}

/** The versions and cloud regions in a name: where they differ, it is another edition of the whole. */
function variant(name: string): string {
  return parts(name).variant;
}

function words(name: string): string[] {
  return parts(name).words;
}

function findVariant(name: string): string {
  return IPV4.test(name) ? '' : [...(name.match(VERSION) ?? []), ...(name.match(CLOUD_REGION) ?? [])].join(' ');
}

/** `activeNodeConfigs` → active node configs; `esb_worker1` → esb worker 1; versions left out. */
function splitWords(name: string): string[] {
  return name
    .replace(VERSION, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((word) => /^([a-z]+(?:2[a-z]+)?)(\d+)$/.exec(word)?.slice(1) ?? [word])
    .filter((word) => word !== '');
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && /^\d+$/.test(word);
}

function byRole(a: readonly string[], b: readonly string[]): string | null {
  for (const family of ROLES) {
    if (!a.some((word) => family.includes(word)) || !b.some((word) => family.includes(word))) continue;
    for (const isMark of [() => false, isNumber]) {
      const stem = a.filter((word) => !family.includes(word) && !isMark(word)).join('-');
      if (stem === b.filter((word) => !family.includes(word) && !isMark(word)).join('-')) return stem;
    }
  }
  return null;
}

function byNumber(a: readonly string[], b: readonly string[]): string | null {
  if (a.length !== b.length) return null;
  const at = a.findIndex((word, index) => word !== b[index]);
  const [wordA, wordB] = [a[at], b[at]];
  if (wordA === undefined || wordB === undefined || a.slice(at + 1).join() !== b.slice(at + 1).join()) return null;
  const counted = a[at - 1] ?? '';
  const last = at === a.length - 1;
  if (NOT_NODES.has(counted) || (at === 0 && !last)) return null;
  const numbered = isNumber(wordA) && isNumber(wordB) && !isVersionNumber(counted, wordA, wordB);
  const lettered = last && at > 0 && /^[a-h]$/.test(wordA) && /^[a-h]$/.test(wordB);
  const spelt = last && at > 0 && ONES.includes(wordA) && ONES.includes(wordB);
  return numbered || lettered || spelt ? a.slice(0, at).join('-') : null;
}

/** `is-570` and `is-580` are versions of the product. */
function isVersionNumber(counted: string, a: string, b: string): boolean {
  return PRODUCT.test(counted) && (a.length > 2 || b.length > 2);
}

/** `x` beside `x-2` or `x-lan2`: the second one came later. Only small numbers: `is-7` is a version. */
function bySuffix(short: readonly string[], long: readonly string[]): string | null {
  const rest = long.slice(short.length);
  if (short.length === 0 || long.slice(0, short.length).join() !== short.join()) return null;
  if (NOT_NODES.has(short.at(-1) ?? '')) return null;
  const marks = ['lan', 'node', 'instance', 'replica'].includes(rest[0] ?? '') ? rest.slice(1) : rest;
  return marks.length === 1 && /^[1-4]$/.test(marks[0] ?? '') ? short.join('-') : null;
}
