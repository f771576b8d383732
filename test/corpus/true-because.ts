/** Read by a person: why the findings of each rule in the real configurations are true. */
export const TRUE_BECAUSE: Readonly<Record<string, string>> = {
  'clustering-domain-default': 'the enabled blocks say wso2.carbon.domain, and each cluster has several nodes',
  'server-cache-mode-mismatch':
    'IS 5.7 with clustering on keeps the stock ForceLocalCache false; WSO2 asks for true in a cluster from 5.6 on',
  'registry-cache-id-ignored':
    'the cacheId names another host, database or user than the datasource: left over from an earlier set-up',
};
