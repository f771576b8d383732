import type { Config } from './config/intent.js';
import { ConfigError } from './config/parse.js';
import { dirname, join } from './discovery/paths.js';
import type { Host } from './host.js';
import { BASELINE_FILE, type Baseline, parseBaseline } from './lint/baseline.js';
import type { Trust } from './lint/suppress.js';
import { trustOf } from './lint/trust.js';
import { createDocument } from './syntax/document.js';

/** The configuration as a host holds it; `path` is null where there is none. */
export interface ReadConfig {
  readonly path: string | null;
  readonly config: Config;
}

/** What may silence findings. */
export interface Silence {
  readonly config: Config;
  readonly baseline: Baseline;
  readonly trust: Trust | null;
}

/**
 * What the user asks to be silent: the configuration and the baseline. With a trusted host both are read there, and
 * only the clusters are those of the configuration at hand.
 *
 * @param named `--baseline`; null for the one beside the configuration, or without one here or above it
 * @throws ConfigError
 */
export function readSilence(
  own: ReadConfig,
  named: string | null,
  host: Host,
  trusted: { readonly own: ReadConfig; readonly host: Host } | null,
): Silence {
  const beside = own.path ?? trusted?.own.path ?? null;
  const found =
    beside === null ? findAbove([BASELINE_FILE], trusted?.host ?? host) : join(dirname(beside), BASELINE_FILE);
  const path = named ?? found ?? BASELINE_FILE;
  if (trusted === null) {
    if (named !== null && host.kindOf(named) !== 'file') {
      throw new ConfigError(`--baseline: there is no file ${named}; --write-baseline writes it`);
    }
    return { config: own.config, baseline: readBaseline(path, host), trust: null };
  }
  const { rules, ignore, exclude } = trusted.own.config;
  return {
    config: { ...own.config, rules, ignore, exclude },
    baseline: readBaseline(path, trusted.host),
    trust: trustOf(
      (file) => (trusted.host.kindOf(file) === 'file' ? textOf(file, trusted.host) : null),
      { ...own.config, path: own.path },
      { ...trusted.own.config, path: trusted.own.path },
    ),
  };
}

/** The first of these files in the working directory, else above it up to the root of the repository. */
export function findAbove(names: readonly string[], host: Host): string | null {
  for (let up = ''; up.length <= 3 * 32; up += '../') {
    const found = names.find((name) => host.kindOf(up + name) === 'file');
    if (found !== undefined) return up + found;
    if (host.kindOf(`${up}.git`) !== null || host.seen(`${up}..`, '.') === host.seen(up || '.', '.')) return null;
  }
  return null;
}

function readBaseline(path: string, host: Host): Baseline {
  if (host.kindOf(path) !== 'file') return { path, entries: [] };
  try {
    return parseBaseline(path, textOf(path, host), host.here);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(
      `cannot read the baseline ${path}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function textOf(path: string, host: Host): string {
  return createDocument(host.read(path), host.sha256).text;
}
