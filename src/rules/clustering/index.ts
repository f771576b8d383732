import clusteringDomainMismatch from './clustering-domain-mismatch.js';

export default [clusteringDomainMismatch];
