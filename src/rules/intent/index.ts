import intentClustering from './intent-clustering.js';
import intentDatasource from './intent-datasource.js';
import intentRegistry from './intent-registry.js';
import intentRole from './intent-role.js';
import intentServer from './intent-server.js';
import intentUserStore from './intent-user-store.js';

/** What `expect` in the configuration says, file by file: with `--fix` they carry out the guide's procedure. */
export default [intentServer, intentDatasource, intentClustering, intentRegistry, intentUserStore, intentRole];
