/** Pieces of the files that examples are made of; only what the rule at hand needs is in them. */

/** registry.xml with the local registry on `jdbc/WSO2CarbonDB` and what the example adds. */
export function registryXml(body = '', current = 'wso2registry'): string {
  return `<wso2registry>
  <currentDBConfig>${current}</currentDBConfig>
  <dbConfig name="wso2registry">
    <dataSource>jdbc/WSO2CarbonDB</dataSource>
  </dbConfig>
${body}</wso2registry>
`;
}

/** The shared registry, mounted at governance. */
export function mountXml(
  parts: {
    dbConfig?: string;
    id?: string;
    instanceId?: string;
    overwrite?: string;
    path?: string;
    target?: string;
  } = {},
): string {
  const { dbConfig = 'shared', id = 'instanceid', instanceId = 'instanceid', overwrite = ' overwrite="true"' } = parts;
  const { path = '/_system/governance', target = '/_system/governance' } = parts;
  return `  <dbConfig name="shared">
    <dataSource>jdbc/SharedDB</dataSource>
  </dbConfig>
  <remoteInstance url="https://localhost:9443/registry">
    <id>${id}</id>
    <dbConfig>${dbConfig}</dbConfig>
  </remoteInstance>
  <mount path="${path}"${overwrite}>
    <instanceId>${instanceId}</instanceId>
    <targetPath>${target}</targetPath>
  </mount>
`;
}

/** master-datasources.xml: JNDI name → URL, or URL and user. */
export function datasourcesXml(urls: Readonly<Record<string, string | readonly [url: string, user: string]>>): string {
  const datasources = Object.entries(urls).map(([jndi, given], index) => {
    const [url, user] = typeof given === 'string' ? [given, 'regadmin'] : given;
    return `    <datasource>
      <name>DB_${index + 1}</name>
      <jndiConfig><name>${jndi}</name></jndiConfig>
      <definition type="RDBMS">
        <configuration>
          <url>${url}</url>
          <username>${user}</username>
        </configuration>
      </definition>
    </datasource>
`;
  });
  return `<datasources-configuration>
  <datasources>
${datasources.join('')}  </datasources>
</datasources-configuration>
`;
}

export const H2 = 'jdbc:h2:./repository/database/WSO2CARBON_DB';
export const MYSQL = 'jdbc:mysql://db.example.com:3306/reg_db';
