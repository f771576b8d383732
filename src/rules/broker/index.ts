import brokerHybridIncomplete from './broker-hybrid-incomplete.js';
import brokerInvalidationImplMissing from './broker-invalidation-impl-missing.js';
import brokerProducerNameDuplicate from './broker-producer-name-duplicate.js';
import brokerSettingsMismatch from './broker-settings-mismatch.js';

export default [
  brokerInvalidationImplMissing,
  brokerHybridIncomplete,
  brokerSettingsMismatch,
  brokerProducerNameDuplicate,
];
