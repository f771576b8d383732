import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-mounts-disabled.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (lines: string): Files => ({ 'deployment.toml': deploymentToml({ tables: { '[registry]': lines } }) });

ruleTest(rule, {
  valid: [
    { title: 'mounts are on', files: GOOD_TOML },
    { title: 'switched off as such', files: registry('enable_mount = false') },
    { title: 'a text that says so', files: registry('enable_mount = "false"') },
    { title: 'from the environment', files: registry('enable_mount = "$env{MOUNT}"') },
    {
      title: 'before the key was read',
      files: registry('enable_mount = "true"'),
      productVersion: '6.0.0',
    },
  ],
  invalid: [
    {
      title: 'in quotes',
      files: registry('enable_mount = "true"'),
      at: ['deployment.toml:39:17 error'],
      says: [/is the text "true", and only the boolean true mounts/, /an H2 file that belongs to this node alone/],
      fixed: { 'deployment.toml': /\[registry\]\nenable_mount = true\n/ },
    },
    {
      title: 'the local registry is a shared database',
      files: registry('enable_mount = "true"\nuse_shared_db_as_datasource = true'),
      at: ['deployment.toml:39:17 warning'],
    },
  ],
});
