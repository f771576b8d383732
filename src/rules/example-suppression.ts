import { registryXml } from './example.js';

/** registry.xml with a comment before something that `registry-remote-instance-unused` finds and somebody may want. */
export function commentedXml(comment: string): string {
  return registryXml(`  <remoteInstance url="https://localhost:9443/registry">
    <!-- ${comment} -->
    <id>spare</id>
    <dbConfig>wso2registry</dbConfig>
  </remoteInstance>
`);
}
