import type { Rule } from '../rule.js';

const rules: readonly Rule[] = [];
export default rules;
