import type { Rule } from '../rule.js';
import encryptionKeyInvalid from './encryption-key-invalid.js';
import encryptionKeyMismatch from './encryption-key-mismatch.js';
import encryptionProviderMismatch from './encryption-provider-mismatch.js';
import endpointAuthHashInvalid from './endpoint-auth-hash-invalid.js';
import endpointAuthMismatch from './endpoint-auth-mismatch.js';
import secretAliasMismatch from './secret-alias-mismatch.js';
import sessionCleanupOnSeveralNodes from './session-cleanup-on-several-nodes.js';
import shippedSecrets from './shipped-secrets.js';
import superAdminMismatch from './super-admin-mismatch.js';

const rules: readonly Rule[] = [
  encryptionKeyInvalid,
  encryptionKeyMismatch,
  encryptionProviderMismatch,
  endpointAuthHashInvalid,
  endpointAuthMismatch,
  secretAliasMismatch,
  sessionCleanupOnSeveralNodes,
  shippedSecrets,
  superAdminMismatch,
];
export default rules;
