import clusteringAwsEcsDefaultTags from './clustering-aws-ecs-default-tags.js';
import clusteringClassEra from './clustering-class-era.js';
import clusteringClassMismatch from './clustering-class-mismatch.js';
import clusteringDisabled from './clustering-disabled.js';
import clusteringDomainDefault from './clustering-domain-default.js';
import clusteringDomainMismatch from './clustering-domain-mismatch.js';
import clusteringEnableInvalid from './clustering-enable-invalid.js';
import clusteringEnableMismatch from './clustering-enable-mismatch.js';
import clusteringGroupPasswordMismatch from './clustering-group-password-mismatch.js';
import clusteringLocalEndpointDuplicate from './clustering-local-endpoint-duplicate.js';
import clusteringLocalHostLoopback from './clustering-local-host-loopback.js';
import clusteringLocalHostShared from './clustering-local-host-shared.js';
import clusteringLocalPortInvalid from './clustering-local-port-invalid.js';
import clusteringMulticastGroupMismatch from './clustering-multicast-group-mismatch.js';
import clusteringParameterIgnored from './clustering-parameter-ignored.js';
import clusteringParameterPlaceholder from './clustering-parameter-placeholder.js';
import clusteringSchemeClassObsolete from './clustering-scheme-class-obsolete.js';
import clusteringSchemeInvalid from './clustering-scheme-invalid.js';
import clusteringSchemeMismatch from './clustering-scheme-mismatch.js';
import clusteringSchemeMissing from './clustering-scheme-missing.js';
import clusteringSchemeMulticast from './clustering-scheme-multicast.js';
import clusteringSchemeParameters from './clustering-scheme-parameters.js';

export default [
  clusteringDisabled,
  clusteringEnableMismatch,
  clusteringEnableInvalid,
  clusteringSchemeMissing,
  clusteringSchemeInvalid,
  clusteringSchemeMismatch,
  clusteringSchemeParameters,
  clusteringSchemeClassObsolete,
  clusteringAwsEcsDefaultTags,
  clusteringSchemeMulticast,
  clusteringClassMismatch,
  clusteringClassEra,
  clusteringDomainMismatch,
  clusteringDomainDefault,
  clusteringGroupPasswordMismatch,
  clusteringMulticastGroupMismatch,
  clusteringLocalHostLoopback,
  clusteringLocalHostShared,
  clusteringLocalEndpointDuplicate,
  clusteringLocalPortInvalid,
  clusteringParameterPlaceholder,
  clusteringParameterIgnored,
];
