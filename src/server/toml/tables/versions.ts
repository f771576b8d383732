import { compareVersions, parseVersion, type Version } from '../../version.js';

/** Releases a row of a table holds for: `from` inclusive, `before` exclusive; both absent means every one since 5.9.0. */
export interface Versions {
  readonly from?: string;
  readonly before?: string;
}

export function holds({ from, before }: Versions, version: Version): boolean {
  const bound = (text: string): Version => parseVersion(text) ?? version;
  return (
    (from === undefined || compareVersions(version, bound(from)) >= 0) &&
    (before === undefined || compareVersions(version, bound(before)) < 0)
  );
}
