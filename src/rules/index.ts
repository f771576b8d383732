import type { Rule } from './rule.js';

/** Every rule, in the order of `docs/rules.md`. A new rule is added here; a test tells when one is missing. */
export const RULES: readonly Rule[] = [];

export const RULE_IDS: readonly string[] = RULES.map((rule) => rule.id);
