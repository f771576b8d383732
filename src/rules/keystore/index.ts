import type { Rule } from '../rule.js';
import keystoreFileMissing from './keystore-file-missing.js';
import keystorePartialOverride from './keystore-partial-override.js';
import keystoreTypeMismatch from './keystore-type-mismatch.js';

const rules: readonly Rule[] = [keystoreFileMissing, keystorePartialOverride, keystoreTypeMismatch];
export default rules;
