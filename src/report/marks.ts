import type { Severity } from '../config/severity.js';

/** What stands for a severity in Markdown. */
export const MARK: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };
