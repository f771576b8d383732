import { findingKey } from '../lint/key.js';
import type { Report } from '../report/report.js';
import type { Inputs } from './inputs.js';

type Sha256 = (bytes: Uint8Array) => string;

/** What one job looks at: runs with the same inputs speak in the same comment, others in their own, and so does `drift`. */
export function keyOf(inputs: Inputs, sha256: Sha256): string {
  const parts = [inputs.text('working-directory') ?? '.', inputs.text('config') ?? '', inputs.text('cluster') ?? ''];
  const subject = [...parts, ...inputs.lines('paths')];
  const own = inputs.text('command') === 'drift' ? 'drift' : '';
  return findingKey({ rule: 'scope', subject, address: '', discriminator: inputs.text('comment-key') ?? own }, sha256);
}

/** The same for people; null for the whole repository. */
export function scopeOf(inputs: Inputs): string | null {
  const directory = inputs.text('working-directory') ?? '.';
  const parts = [inputs.text('comment-key'), directory === '.' ? null : directory, inputs.text('cluster')];
  return parts.find((part) => part !== null) ?? null;
}

/** Changes with the findings, and with nothing else. */
export function digestOf({ findings }: Report, sha256: Sha256): string {
  const lines = findings.map(({ key, severity, message }) => `${key} ${severity} ${message}`).sort();
  return sha256(new TextEncoder().encode(lines.join('\n'))).slice(0, 16);
}
