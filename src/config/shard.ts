import { MOST_SHARDS } from './options.js';
import { ConfigError } from './parse.js';

/** Part `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * `I/N`; null where not given.
 *
 * @throws ConfigError
 */
export function shardIn(text: string | null): Shard | null {
  if (text === null) return null;
  const [, index, count] = /^(\d{1,3})\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count && shard.count <= MOST_SHARDS) return shard;
  throw new ConfigError(`shard: "${text}" is no part; write it like 1/3, as plan tells it`);
}

/**
 * Into how many parts `plan` divides.
 *
 * @throws ConfigError
 */
export function shardCountIn(text: string | null): number {
  const count = /^\d{1,3}$/.test(text ?? '1') ? Number(text ?? '1') : 0;
  if (count >= 1 && count <= MOST_SHARDS) return count;
  throw new ConfigError(
    `shards: "${text}" is no number from 1 to ${MOST_SHARDS}, the jobs that GitHub takes in a matrix`,
  );
}
