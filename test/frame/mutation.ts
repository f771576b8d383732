import type { Files } from '../support/lint.js';

/** What stands where a secret is; the number keeps the places apart. */
export const secret = (place: number): string => `S3ntinel-${String(place).padStart(2, '0')}-x`;
export const SENTINEL = /S3ntinel-\d\d-x/g;

export interface Mutation {
  /** Subject of the clustering guide. */
  readonly area: string;
  readonly title: string;
  readonly files: Files;
  /** The rule that must find it, with short file and line. */
  readonly finds: readonly [rule: string, place: string];
  readonly severity?: 'warning' | 'info';
  /** Errors that are right beside it, each with the reason why it is a mistake of its own. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Asks libxml2, which takes its time. */
  readonly gate?: boolean;
}
