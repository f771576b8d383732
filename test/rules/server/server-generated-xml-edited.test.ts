import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-generated-xml-edited.js';
import { ruleTest } from '../../support/rule-test.js';

const carbon = (inner: string, version = '7.1.0') => ({
  'is-1/deployment.toml': deploymentToml(),
  'is-1/carbon.xml': `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml"><ServerKey>IS</ServerKey>\n<Version>${version}</Version>\n${inner}\n</Server>`,
});
const axis2 = (domain: string) => ({
  ...carbon(''),
  'is-1/axis2/axis2.xml': `<axisconfig name="AxisJava2.0">\n<clustering class="org.wso2.carbon.hazelcast.HazelcastClusteringAgent" enable="true">\n<parameter name="domain">${domain}</parameter>\n</clustering>\n</axisconfig>`,
});

ruleTest(rule, {
  valid: [
    { title: 'nothing is committed', files: { 'is-1/deployment.toml': deploymentToml() }, productVersion: '7.1.0' },
    { title: 'the same', files: carbon('<HostName> iam.example.com </HostName>') },
    {
      title: 'a pack before its first start',
      files: carbon('<HostName>localhost</HostName><Ports><Offset>0</Offset></Ports>'),
    },
    { title: 'what deployment.toml leaves to the default', files: carbon('<Ports><Offset>3</Offset></Ports>') },
    { title: 'a placeholder', files: carbon('<HostName>${host}</HostName>') },
    { title: 'a pack’s axis2.xml', files: axis2('wso2.carbon.domain') },
  ],
  invalid: [
    {
      title: 'another host name',
      files: carbon('<HostName>login.example.com</HostName>'),
      at: ['is-1/carbon.xml:3:11 info'],
      says: /^carbon\.xml has server\/hostName "login\.example\.com", and deployment\.toml.* says "iam\.example\.com"/,
      related: ['is-1/deployment.toml:2:13'],
      address: 'carbon.xml',
    },
    { title: 'another domain', files: axis2('iam.tset'), at: ['is-1/axis2/axis2.xml:3:26 info'] },
    {
      title: 'another database: one finding a file',
      files: {
        ...carbon(''),
        'is-1/datasources/master-datasources.xml':
          '<datasources-configuration>\n<datasources>\n<datasource>\n<name>WSO2_SHARED_DB</name>\n<jndiConfig><name>jdbc/SHARED_DB</name></jndiConfig>\n<definition type="RDBMS">\n<configuration>\n<url>jdbc:mysql://other.example.com:3306/shared</url>\n<username>other</username>\n<password>s3nt1nel</password>\n</configuration>\n</definition>\n</datasource>\n</datasources>\n</datasources-configuration>',
      },
      at: ['is-1/datasources/master-datasources.xml:9:11 info'],
      says: /datasources\[jdbc\/SHARED_DB\]\/username "other"/,
    },
  ],
});
