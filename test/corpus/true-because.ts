/** Read by a person: why the findings of each rule in the real configurations are true. */
export const TRUE_BECAUSE: Readonly<Record<string, string>> = {
  'clustering-domain-default': 'the enabled blocks say wso2.carbon.domain, and each cluster has several nodes',
  'server-cache-mode-mismatch':
    'IS 5.7 with clustering on keeps the stock ForceLocalCache false; WSO2 asks for true in a cluster from 5.6 on',
  'database-user-unused':
    "WSO2's charts define [database.user] and leave realm_manager at SHARED_DB; both lead to one database, so it is an info",
  'datasource-validation-query':
    'the is-as-km files have testOnBorrow by default and no query; for 5.10 and 5.11 nothing else tests a connection',
  'toml-key-unknown':
    'keystore.primary.name, validation_query beside pool_options, localMemberPort and type in [datasource.X] are read by no template',
  'registry-cache-id-ignored':
    'the cacheId names another host, database or user than the datasource: left over from an earlier set-up',
};
