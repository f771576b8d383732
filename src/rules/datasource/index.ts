import type { Rule } from '../rule.js';
import datasourceAgentIdentityEmbedded from './datasource-agent-identity-embedded.js';
import datasourceDriverMismatch from './datasource-driver-mismatch.js';
import datasourceEmbeddedInCluster from './datasource-embedded-in-cluster.js';
import datasourceFieldMissing from './datasource-field-missing.js';
import datasourceJndiDuplicate from './datasource-jndi-duplicate.js';
import datasourceJndiMissing from './datasource-jndi-missing.js';
import datasourceLocalhostInCluster from './datasource-localhost-in-cluster.js';
import datasourceNameDuplicate from './datasource-name-duplicate.js';
import datasourcePropertyUnknown from './datasource-property-unknown.js';
import datasourceReferencePrefix from './datasource-reference-prefix.js';
import datasourceTypeUnknown from './datasource-type-unknown.js';
import datasourceUrlMalformed from './datasource-url-malformed.js';
import datasourceValidationQuery from './datasource-validation-query.js';
import sharedDatabaseMismatch from './shared-database-mismatch.js';

const rules: readonly Rule[] = [
  datasourceNameDuplicate,
  datasourceJndiDuplicate,
  datasourceJndiMissing,
  datasourceTypeUnknown,
  datasourcePropertyUnknown,
  datasourceUrlMalformed,
  datasourceFieldMissing,
  datasourceReferencePrefix,
  datasourceDriverMismatch,
  datasourceValidationQuery,
  datasourceEmbeddedInCluster,
  datasourceAgentIdentityEmbedded,
  datasourceLocalhostInCluster,
  sharedDatabaseMismatch,
];
export default rules;
