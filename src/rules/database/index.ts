import type { Rule } from '../rule.js';
import databaseDefinedOnSomeNodes from './database-defined-on-some-nodes.js';
import databaseH2InferredUrl from './database-h2-inferred-url.js';
import databaseTypeUnknown from './database-type-unknown.js';
import databaseTypeUrlMismatch from './database-type-url-mismatch.js';
import databaseUserUnused from './database-user-unused.js';

const rules: readonly Rule[] = [
  databaseTypeUnknown,
  databaseTypeUrlMismatch,
  databaseH2InferredUrl,
  databaseUserUnused,
  databaseDefinedOnSomeNodes,
];
export default rules;
