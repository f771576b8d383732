/** A product version: `[5, 8, 0]`. */
export type Version = readonly [number, number, number];

/**
 * `5.8.0`, `5.8`, `v5.8.0-SNAPSHOT`, `5.8.0.47` (with an update level) → `[5, 8, 0]`; null for anything that does not
 * begin so (`${product.version}`).
 */
export function parseVersion(text: string): Version | null {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?![\d])/.exec(text.trim());
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Below, at or above zero as `a` is before, the same as or after `b`. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export function formatVersion(version: Version): string {
  return version.join('.');
}

/** An Identity Server release and the Carbon kernel in it (product-is poms of the release tags). */
export interface Release {
  readonly version: Version;
  readonly kernel: Version;
}

/** Every Identity Server that reads XML (3.2 – 5.8) or generates it (5.9 on), oldest first. */
export const RELEASES: readonly Release[] = [
  { version: [3, 2, 0], kernel: [3, 2, 0] },
  { version: [3, 2, 3], kernel: [3, 2, 3] },
  { version: [4, 0, 0], kernel: [4, 0, 0] },
  { version: [4, 1, 0], kernel: [4, 1, 0] },
  { version: [4, 5, 0], kernel: [4, 2, 0] },
  { version: [4, 6, 0], kernel: [4, 2, 0] },
  { version: [5, 0, 0], kernel: [4, 2, 0] },
  { version: [5, 1, 0], kernel: [4, 4, 3] },
  { version: [5, 2, 0], kernel: [4, 4, 9] },
  { version: [5, 3, 0], kernel: [4, 4, 11] },
  { version: [5, 4, 0], kernel: [4, 4, 20] },
  { version: [5, 4, 1], kernel: [4, 4, 22] },
  { version: [5, 5, 0], kernel: [4, 4, 26] },
  { version: [5, 6, 0], kernel: [4, 4, 32] },
  { version: [5, 7, 0], kernel: [4, 4, 35] },
  { version: [5, 8, 0], kernel: [4, 4, 40] },
  { version: [5, 9, 0], kernel: [4, 5, 1] },
  { version: [5, 10, 0], kernel: [4, 6, 0] },
  { version: [5, 11, 0], kernel: [4, 6, 1] },
  { version: [6, 0, 0], kernel: [4, 7, 1] },
  { version: [6, 1, 0], kernel: [4, 9, 0] },
  { version: [7, 0, 0], kernel: [4, 10, 9] },
  { version: [7, 1, 0], kernel: [4, 10, 42] },
  { version: [7, 2, 0], kernel: [4, 10, 101] },
  { version: [7, 3, 0], kernel: [4, 12, 34] },
];

/** The first and the last server whose XML files are the source. */
export const OLDEST: Version = [3, 2, 0];
export const NEWEST_XML: Version = [5, 8, 0];

/** The first and the last server whose deployment.toml is the source. */
export const OLDEST_TOML: Version = [5, 9, 0];
export const NEWEST: Version = [7, 3, 0];

/** Every release the range allows; a version between two (`7.0.1-SNAPSHOT`) stands for itself. */
export function releasesIn({ min, max }: { readonly min: Version; readonly max: Version }): Version[] {
  const inside = RELEASES.map(({ version }) => version).filter(
    (version) => compareVersions(version, min) >= 0 && compareVersions(version, max) <= 0,
  );
  return inside.length > 0 ? inside : [min];
}

/** The releases that hold a kernel, oldest first: 4.2.0 is in 4.5.0, 4.6.0 and 5.0.0. */
export function releasesOfKernel(kernel: Version): readonly Version[] {
  const holds = (release: Release) => compareVersions(release.kernel, kernel) === 0;
  return RELEASES.filter(holds).map(({ version }) => version);
}
