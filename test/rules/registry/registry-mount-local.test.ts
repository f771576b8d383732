import rule from '../../../src/rules/registry/registry-mount-local.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const at = (path: string): Files => registry('path="/_system/config"', `path="${path}"`);

ruleTest(rule, {
  valid: [
    { title: 'another name with the same start', files: at('/_system/localized') },
    { title: 'a collection below config', files: at('/_system/config/local') },
    { title: 'a template', files: at('{{ p }}') },
    {
      title: 'a mount that is left out anyway',
      files: registry('<targetPath>/_system/nodes</targetPath>', '', at('/_system/local')),
    },
  ],
  invalid: [
    {
      title: 'the local repository',
      files: at('/_system/local'),
      at: ['is-2/registry.xml:26:18 error'],
      says: /shares the local repository/,
      address: 'registry/mount[/_system/local]/@path',
    },
    { title: 'below it', files: at('/_system/local/repository'), at: ['is-2/registry.xml:26:18 error'] },
    {
      title: 'the system collection',
      files: at('/_system'),
      at: ['is-2/registry.xml:26:18 error'],
      says: /takes \/_system\/local with it/,
    },
    { title: 'everything', files: at('/'), at: ['is-2/registry.xml:26:18 error'] },
    { title: 'a slash at the end', files: at('/_system/local/'), at: ['is-2/registry.xml:26:18 error'] },
  ],
});
