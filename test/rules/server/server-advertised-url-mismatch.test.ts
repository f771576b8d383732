import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-advertised-url-mismatch.js';
import { withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const PORT = `\${carbon.management.port}`;
const server = (more: string, name = 'iam.example.com') => ({
  '[server]': `hostname = "${name}"\nnode_ip = "10.0.1.HOST"\n${more}`,
});
const https = (lines: string) => ({ '[transport.https.properties]': lines });

ruleTest(rule, {
  valid: [
    {
      title: 'the default, said and not said',
      files: tomlCluster({}, server(`base_path = "https://$ref{server.hostname}:${PORT}"`)),
    },
    {
      title: 'a port that is written',
      files: tomlCluster(
        server('base_path = "https://iam.example.com:443"'),
        server('base_path = "https://iam.example.com:443"\noffset = 1'),
      ),
    },
    { title: 'a proxyPort on one node, which has a rule of its own', files: tomlCluster({}, https('proxyPort = 443')) },
    {
      title: 'other host names, which have a rule of their own',
      files: tomlCluster(server(''), server('', 'is-2.example.com')),
    },
    { title: 'an offset of the environment', files: tomlCluster({}, server('offset = "$env{OFFSET}"')) },
    { title: 'a try on one machine', files: tomlCluster(server('', 'localhost'), server('offset = 1', 'localhost')) },
    {
      title: 'a piece',
      files: {
        ...tomlCluster(),
        'is-2/deployment.toml': '[server]\noffset = 1\n[database.identity_db]\ntype = "mysql"\n',
      },
    },
  ],
  invalid: [
    {
      title: 'an offset on one node',
      files: tomlCluster({}, server('offset = 1')),
      at: ['is-2/deployment.toml:4:10 warning'],
      says: /is-1 has the base path "https:\/\/iam\.example\.com:9443", is-2 has "https:\/\/iam\.example\.com:9444"/,
      address: 'server/basePath',
      fixed: {},
    },
    {
      title: 'an offset beside the reference',
      files: withReference(tomlCluster({}, server('offset = 1'))),
      at: ['is-2/deployment.toml:4:10 warning'],
      fixed: {},
    },
    {
      title: 'the default beside the base path of the reference',
      files: withReference(tomlCluster(server('base_path = "https://$ref{server.hostname}:443"'), server(''))),
      at: ['is-1/deployment.toml:4:14 warning'],
      fixed: { 'is-2/deployment.toml': /^base_path = "https:\/\/\$ref\{server\.hostname\}:443"$/m },
    },
    {
      title: 'an own port beside the base path of the reference',
      files: withReference(
        tomlCluster(
          server('base_path = "https://iam.example.com:443"'),
          server(`base_path = "https://iam.example.com:${PORT}"`),
        ),
      ),
      at: ['is-1/deployment.toml:4:14 warning'],
      fixed: { 'is-2/deployment.toml': /^base_path = "https:\/\/iam\.example\.com:443"$/m },
    },
    {
      title: 'another port written',
      files: tomlCluster(
        server('base_path = "https://iam.example.com:443"'),
        server('base_path = "https://iam.example.com:8443"'),
      ),
      at: ['is-1/deployment.toml:4:14 warning'],
      related: ['is-2/deployment.toml:4:14'],
    },
    {
      title: 'another name',
      files: tomlCluster(server('base_path = "https://a.example.com"'), server('base_path = "https://b.example.com"')),
      at: ['is-1/deployment.toml:4:14 warning'],
    },
  ],
});
