import type { Host } from '../host.js';
import type { LintResult } from '../lint/finding.js';
import { allNew, compareWith } from '../lint/gate.js';
import { type Around, isEmpty, type Request, run } from '../pipeline.js';
import type { Base } from './base.js';
import { treeAt } from './tree.js';

export interface Gated {
  readonly result: LintResult;
  /** Why everything counts as new, or what it is compared with instead of what was wanted; null when all went well. */
  readonly note: string | null;
}

/**
 * Which findings of a run are new. The same program runs over the files of the base with today's settings; where that
 * cannot be done or judges nothing, everything is new. Without a base nothing is said of any.
 */
export async function sinceBase(
  result: LintResult,
  request: Request,
  host: Host,
  base: Base,
  around: Around,
): Promise<Gated> {
  const unknown = (why: string): Gated => ({ result: allNew(result), note: `all findings count as new: ${why}` });
  if (base.commit === null) return { result, note: `nothing to compare with, so all findings decide: ${base.note}` };
  const short = base.commit.slice(0, 12);
  try {
    request.progress(`checking ${short}`);
    const past = await run(request, treeAt(host, base.commit), { ...around, config: around.config ?? host });
    if (isEmpty(past)) return unknown(`${short}, where the changes begin, holds no configuration that can be judged`);
    return { result: compareWith(result, past), note: base.note };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return unknown(`${short}, where the changes begin, could not be checked: ${why}`);
  }
}
