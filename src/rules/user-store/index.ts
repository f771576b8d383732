import type { Rule } from '../rule.js';
import datasourceUnresolved from './user-store-datasource-unresolved.js';
import embeddedLdapInCluster from './user-store-embedded-ldap-in-cluster.js';
import mismatch from './user-store-mismatch.js';

const rules: readonly Rule[] = [datasourceUnresolved, mismatch, embeddedLdapInCluster];
export default rules;
