import identityDatasourceUnresolved from './identity-datasource-unresolved.js';

export default [identityDatasourceUnresolved];
