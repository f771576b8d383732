import registryCacheIdIgnored from './registry-cache-id-ignored.js';
import registryCacheKeyMismatch from './registry-cache-key-mismatch.js';
import registryConfigLocationMismatch from './registry-config-location-mismatch.js';
import registryCurrentDbconfigUnresolved from './registry-current-dbconfig-unresolved.js';
import registryDatasourceUnresolved from './registry-datasource-unresolved.js';
import registryDbconfigDuplicate from './registry-dbconfig-duplicate.js';
import registryGovernanceLocationMismatch from './registry-governance-location-mismatch.js';
import registryLocalDatabaseShared from './registry-local-database-shared.js';
import registryMountIncomplete from './registry-mount-incomplete.js';
import registryMountInstanceUnresolved from './registry-mount-instance-unresolved.js';
import registryMountLocal from './registry-mount-local.js';
import registryMountOverwriteIneffective from './registry-mount-overwrite-ineffective.js';
import registryMountPathDuplicate from './registry-mount-path-duplicate.js';
import registryMountSameDatabaseAsLocal from './registry-mount-same-database-as-local.js';
import registryMountsDisabled from './registry-mounts-disabled.js';
import registryRemoteInstanceDbconfigUnresolved from './registry-remote-instance-dbconfig-unresolved.js';
import registryRemoteInstanceDuplicate from './registry-remote-instance-duplicate.js';
import registryRemoteInstanceIncomplete from './registry-remote-instance-incomplete.js';
import registryRemoteInstanceUnused from './registry-remote-instance-unused.js';
import registryUnsharedInCluster from './registry-unshared-in-cluster.js';

export default [
  registryCurrentDbconfigUnresolved,
  registryDbconfigDuplicate,
  registryDatasourceUnresolved,
  registryRemoteInstanceIncomplete,
  registryRemoteInstanceDuplicate,
  registryRemoteInstanceDbconfigUnresolved,
  registryRemoteInstanceUnused,
  registryMountInstanceUnresolved,
  registryMountIncomplete,
  registryMountPathDuplicate,
  registryMountOverwriteIneffective,
  registryMountLocal,
  registryMountSameDatabaseAsLocal,
  registryUnsharedInCluster,
  registryMountsDisabled,
  registryGovernanceLocationMismatch,
  registryConfigLocationMismatch,
  registryLocalDatabaseShared,
  registryCacheKeyMismatch,
  registryCacheIdIgnored,
];
