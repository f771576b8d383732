import consentDatasourceUnresolved from './consent-datasource-unresolved.js';

export default [consentDatasourceUnresolved];
