/** Folders that hold configuration everywhere and tell no two nodes apart. */
const GENERIC = new Set([
  'repository',
  'conf',
  'confs',
  'config',
  'configs',
  'configuration',
  'configurations',
  'carbon',
  'carbon-home',
  'home',
  'files',
  'resources',
  'templates',
  'setup',
  'src',
  'main',
  'test',
]);

/** What to call a node whose folders tell nothing. */
const NAMELESS = 'node';

/**
 * The folders of a path that say something: without the generic ones, and a folder repeated in itself only once
 * (`helm/is/is/confs` is `helm`, `is`).
 */
export function folders(path: string): string[] {
  const segments = path
    .split('/')
    .filter((segment) => !/^\.{0,2}$/.test(segment) && !GENERIC.has(segment.toLowerCase()));
  return segments.filter((segment, index) => segment !== segments[index - 1]);
}

/**
 * Short names for conf roots, unique in the run: the last telling folder, with as many parents as it takes to tell
 * equal ones apart (`pattern-5/integrator1`).
 *
 * @param paths conf roots
 * @param taken names that are given away already
 * @returns a name for each path, in their order
 */
export function uniqueNames(paths: readonly string[], taken: readonly string[] = []): string[] {
  const telling = paths.map((path) => {
    const segments = folders(path);
    return segments.length > 0 ? segments : [NAMELESS];
  });
  const lengths = telling.map(() => 1);
  const nameOf = (index: number) => (telling[index] ?? []).slice(-(lengths[index] ?? 1)).join('/');
  for (;;) {
    const clashing = clashes(
      paths.map((_, index) => nameOf(index)),
      taken,
    );
    const growing = clashing.filter((index) => (lengths[index] ?? 0) < (telling[index] ?? []).length);
    if (growing.length === 0) break;
    for (const index of growing) lengths[index] = (lengths[index] ?? 1) + 1;
  }
  const names = paths.map((_, index) => nameOf(index));
  for (const index of clashes(names, taken)) names[index] = paths[index] ?? NAMELESS;
  const seen = new Set(taken);
  return names.map((name) => {
    let unique = name === '.' ? NAMELESS : name;
    for (let count = 2; seen.has(unique); count++) unique = `${name} (${count})`;
    seen.add(unique);
    return unique;
  });
}

function clashes(names: readonly string[], taken: readonly string[]): number[] {
  const count = new Map(taken.map((name) => [name, 1]));
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return names.flatMap((name, index) => ((count.get(name) ?? 0) > 1 ? [index] : []));
}
