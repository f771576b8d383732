import type { Rule } from '../rule.js';
import cacheModeMismatch from './server-cache-mode-mismatch.js';
import eraMixed from './server-era-mixed.js';
import fileMissing from './server-file-missing.js';
import hostnameMismatch from './server-hostname-mismatch.js';
import keystoreMismatch from './server-keystore-mismatch.js';
import offsetInvalid from './server-offset-invalid.js';
import portCollision from './server-port-collision.js';
import proxyPortMismatch from './server-proxy-port-mismatch.js';
import versionMismatch from './server-version-mismatch.js';

const rules: readonly Rule[] = [
  offsetInvalid,
  portCollision,
  hostnameMismatch,
  proxyPortMismatch,
  keystoreMismatch,
  cacheModeMismatch,
  versionMismatch,
  eraMixed,
  fileMissing,
];
export default rules;
