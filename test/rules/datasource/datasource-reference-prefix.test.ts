import rule from '../../../src/rules/datasource/datasource-reference-prefix.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const tables = (given: Record<string, string>): Files => ({ 'deployment.toml': deploymentToml({ tables: given }) });

ruleTest(rule, {
  valid: [
    { title: 'nothing refers', files: GOOD_TOML },
    {
      title: 'as it belongs',
      files: tables({
        '[realm_manager]': 'data_source = "WSO2IdentityDB"',
        '[identity]': 'data_source = "jdbc/WSO2IdentityDB"',
        '[authentication.consent]': 'data_source = "jdbc/SHARED_DB"',
      }),
    },
    { title: 'from the environment', files: tables({ '[identity]': 'data_source = "$env{DS}"' }) },
    { title: 'a name of the Java environment', files: tables({ '[session]': 'data_source = "java:comp/env/x"' }) },
  ],
  invalid: [
    {
      title: 'the realm with it',
      files: tables({ '[realm_manager]': 'data_source = "jdbc/SHARED_DB"' }),
      at: ['deployment.toml:39:16 error'],
      says: [/looks for "jdbc\/jdbc\/SHARED_DB", so users find no database/, /Write "SHARED_DB"\.$/],
      fixed: {
        'deployment.toml': String(tables({ '[realm_manager]': 'data_source = "SHARED_DB"' })['deployment.toml']),
      },
    },
    {
      title: 'the others without it',
      files: tables({
        '[identity]': 'data_source = "WSO2IdentityDB"',
        '[session]': 'data_source = "SessionDS"',
        '[authentication.consent]': 'data_source = "WSO2IdentityDB"',
      }),
      at: ['deployment.toml:39:16 error', 'deployment.toml:42:16 error', 'deployment.toml:45:16 error'],
      says: [/so identity data finds no database \("Name \[WSO2IdentityDB\]/, /Write "jdbc\/WSO2IdentityDB"\.$/],
      fixed: {
        'deployment.toml': [
          /\[identity\]\ndata_source = "jdbc\/WSO2IdentityDB"/,
          /\[session\]\ndata_source = "SessionDS"/,
        ],
      },
    },
    {
      title: 'in another case, too',
      files: tables({ '[identity]': "data_source = 'wso2identitydb' # ids" }),
      at: ['deployment.toml:39:16 error'],
      fixed: { 'deployment.toml': /\[identity\]\ndata_source = "jdbc\/WSO2IdentityDB" # ids\n/ },
    },
    {
      title: 'the registry',
      files: tables({ '[registry]': 'gov_datasource = "SHARED_DB"' }),
      productVersion: '7.1.0',
      at: ['deployment.toml:39:19 error'],
      says: /the governance registry finds no database/,
    },
  ],
});
