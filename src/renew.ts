import type { Host } from './host.js';
import { baselineText } from './lint/baseline.js';
import { type Around, type Request, run } from './pipeline.js';
import { RULES } from './rules/index.js';

export interface Renewed {
  readonly path: string;
  /** Lines of the baseline now: those of this run, and those that it could not judge. */
  readonly known: number;
  readonly kept: number;
}

/**
 * `--write-baseline`: from now on the baseline knows every finding that nothing else silences. Lines about what the run
 * did not look at stay.
 *
 * @throws ConfigError for what the user must mend, Error with a message for people when it cannot be written
 */
export async function renewBaseline(request: Request, host: Host, around: Around = {}): Promise<Renewed> {
  const { findings, suppressed, baseline } = await run(request, withBaseline(request.baseline, host), around);
  const refused = new Set(RULES.filter(({ unsuppressable }) => unsuppressable === true).map(({ id }) => id));
  const before = suppressed.filter(({ suppression }) => suppression.kind === 'baseline');
  const known = [...findings.filter(({ rule }) => !refused.has(rule)), ...before];
  const text = baselineText(known, baseline, host.here);
  host.write(baseline.path, new TextEncoder().encode(text), null);
  return { path: baseline.path, known: known.length, kept: baseline.unjudged.length };
}

/** A file that is yet to be written is an empty one. */
function withBaseline(path: string | null, host: Host): Host {
  if (path === null || host.kindOf(path) !== null) return host;
  return {
    ...host,
    kindOf: (other) => (other === path ? 'file' : host.kindOf(other)),
    read: (other) => (other === path ? new Uint8Array() : host.read(other)),
  };
}
