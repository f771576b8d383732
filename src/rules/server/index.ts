import type { Rule } from '../rule.js';
import advertisedUrlMismatch from './server-advertised-url-mismatch.js';
import basePathNodeSpecific from './server-base-path-node-specific.js';
import cacheModeMismatch from './server-cache-mode-mismatch.js';
import eraMixed from './server-era-mixed.js';
import fileMissing from './server-file-missing.js';
import generatedXmlEdited from './server-generated-xml-edited.js';
import hostnameLocalhostInCluster from './server-hostname-localhost-in-cluster.js';
import hostnameMismatch from './server-hostname-mismatch.js';
import keystoreMismatch from './server-keystore-mismatch.js';
import offsetInvalid from './server-offset-invalid.js';
import portCollision from './server-port-collision.js';
import proxyPortMismatch from './server-proxy-port-mismatch.js';
import proxyPortMissing from './server-proxy-port-missing.js';
import versionMismatch from './server-version-mismatch.js';
import tasksServerCount from './tasks-server-count.js';

const rules: readonly Rule[] = [
  offsetInvalid,
  portCollision,
  hostnameMismatch,
  hostnameLocalhostInCluster,
  proxyPortMismatch,
  proxyPortMissing,
  advertisedUrlMismatch,
  basePathNodeSpecific,
  keystoreMismatch,
  cacheModeMismatch,
  versionMismatch,
  eraMixed,
  fileMissing,
  generatedXmlEdited,
  tasksServerCount,
];
export default rules;
