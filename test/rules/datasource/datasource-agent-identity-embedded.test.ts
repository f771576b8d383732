import rule from '../../../src/rules/datasource/datasource-agent-identity-embedded.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const agents = (url: string) => ({
  '[datasource.AgentIdentity]': `id = "AgentIdentity"\nurl = "${url}"\nusername = "iam"\npassword = "s3nt1nel"\ndriver = "org.h2.Driver"`,
});
const H2 = agents('jdbc:h2:./repository/database/AGENT_IDENTITY_DB');
const MYSQL = agents('jdbc:mysql://db.example.com:3306/agents');

ruleTest(rule, {
  valid: [
    { title: 'no such datasource', files: GOOD_TOML },
    {
      title: 'a server alone',
      files: { 'deployment.toml': deploymentToml({ tables: { ...H2, '[clustering]': '' } }) },
    },
    { title: 'on a database server', files: tomlCluster(MYSQL) },
  ],
  invalid: [
    {
      title: 'both nodes',
      files: tomlCluster(H2),
      at: ['is-1/deployment.toml:40:8 warning'],
      says: /^is-1 and is-2 each keep .*AGENT_IDENTITY_DB \(h2, embedded\).*\[datasource\.AgentIdentity\] lead/,
      related: ['is-2/deployment.toml:40:8'],
    },
    {
      title: 'one node',
      files: tomlCluster(MYSQL, H2),
      at: ['is-2/deployment.toml:40:8 warning'],
      says: /^is-2 keeps/,
    },
    {
      title: 'one file for many servers',
      files: {
        'deployment.toml': deploymentToml({
          tables: { ...H2, '[clustering]': 'membership_scheme = "kubernetes"\nlocal_member_host = "$env{NODE_IP}"' },
        }),
      },
      at: ['deployment.toml:37:8 warning'],
      says: /^The servers that run .* each keep/,
    },
  ],
});
