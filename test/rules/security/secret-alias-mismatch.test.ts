import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/secret-alias-mismatch.js';
import { ruleTest } from '../../support/rule-test.js';

const secrets = (lines: string) => ({ '[secrets]': lines });
const PIECE = '[database.identity_db]\ntype = "mysql"\n[secrets]\nb = "x"\n';

ruleTest(rule, {
  valid: [
    {
      title: 'other cipher texts, in another order',
      files: tomlCluster(secrets('a = "x"\nb = "y"'), secrets('"b" = "z"\na = "w"')),
    },
    { title: 'no secrets at all on one node', files: tomlCluster({}, secrets('a = "x"')) },
    { title: 'a piece', files: { ...tomlCluster(secrets('a = "x"')), 'is-2/deployment.toml': PIECE } },
    { title: 'a template', files: tomlCluster(secrets('a = "x"'), secrets('{{ if .x }}\nb = "x"\n{{ end }}')) },
  ],
  invalid: [
    {
      title: 'one alias less',
      files: tomlCluster(secrets('a = "s3nt1nel"\nb = "y"'), secrets('a = "z"')),
      at: ['is-1/deployment.toml:38:1 warning'],
      says: /^is-1 has in \[secrets\] every alias, is-2 has no b: /,
      related: ['is-2/deployment.toml:38:1'],
      address: 'secrets',
    },
    {
      title: 'another alias each',
      files: tomlCluster(secrets('a = "x"'), secrets('b = "y"')),
      at: ['is-1/deployment.toml:38:1 warning'],
      says: /is-1 has in \[secrets\] no b, is-2 has no a/,
    },
  ],
});
