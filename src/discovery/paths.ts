/** Path arithmetic on '/' separated paths relative to the working directory; '.' is the working directory itself. */

/** Without `.` segments and a trailing '/'; `a/../b` becomes `b`. */
export function normalize(path: string): string {
  const segments: string[] = [];
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  const joined = segments.join('/');
  if (path.startsWith('/')) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

export function join(directory: string, path: string): string {
  return path.startsWith('/') ? normalize(path) : normalize(`${directory}/${path}`);
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The path of `path` below `directory`; '' for the directory itself, null when it is elsewhere. */
export function below(directory: string, path: string): string | null {
  if (path === directory) return '';
  if (directory === '.') return path.startsWith('../') || path === '..' || path.startsWith('/') ? null : path;
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : null;
}

/** The path of `path` seen from `directory`, with `..` where it lies beside or above. */
export function relative(directory: string, path: string): string {
  const from = directory === '.' ? [] : directory.split('/');
  const to = path === '.' ? [] : path.split('/');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/') || '.';
}

/** The directories above a path, nearest first, up to the working directory or the root. */
export function ancestors(path: string): string[] {
  const directories: string[] = [];
  for (let directory = path; directory !== '.' && directory !== '/' && basename(directory) !== '..'; ) {
    directory = dirname(directory);
    directories.push(directory);
  }
  return directories;
}
