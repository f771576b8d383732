import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-proxy-port-missing.js';
import { ruleTest } from '../../support/rule-test.js';

const server = (more: string) => ({ '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\n${more}` });
const https = (lines: string) => ({ '[transport.https.properties]': lines });

ruleTest(rule, {
  valid: [
    { title: 'it is there', files: tomlCluster(https('proxyPort = 443')) },
    { title: 'on one node, which is a mismatch', files: tomlCluster({}, https('proxyPort = 443')) },
    { title: 'the port is in the base path', files: tomlCluster(server('base_path = "https://iam.example.com"')) },
    { title: 'localhost', files: tomlCluster({ '[server]': 'hostname = "localhost"\nnode_ip = "10.0.1.HOST"' }) },
    {
      title: 'a piece',
      files: { ...tomlCluster(), 'is-2/deployment.toml': '[database.identity_db]\ntype = "mysql"\n' },
    },
    { title: 'a template may bring it', files: tomlCluster(https('{{ if .x }}\nproxyPort = 443\n{{ end }}')) },
  ],
  invalid: [
    {
      title: 'none, and the default base path',
      files: tomlCluster(),
      at: ['is-1/deployment.toml:1:1 warning'],
      says: /^is-1 and is-2 have no proxyPort, so URLs handed out for "iam\.example\.com" carry port 9443/,
      address: 'tomcat/https/proxyPort',
    },
    {
      title: 'none, and the base path of the pack',
      files: tomlCluster({
        ...server(`base_path = "https://$ref{server.hostname}:\${carbon.management.port}"\noffset = 1`),
        ...https('server = "WSO2"'),
      }),
      at: ['is-1/deployment.toml:40:1 warning'],
      says: /carry port 9444/,
    },
  ],
});
