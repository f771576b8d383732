import type { Rule } from '../rule.js';
import driftSetting from './drift-setting.js';

const rules: readonly Rule[] = [driftSetting];
export default rules;
