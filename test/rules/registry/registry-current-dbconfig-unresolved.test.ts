import rule from '../../../src/rules/registry/registry-current-dbconfig-unresolved.js';
import { change, type Files, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const ONE =
  '<wso2registry>\r\n<readOnly>false</readOnly>\r\n<!-- the one -->\r\n<dbConfig name="only"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>\r\n</wso2registry>';
const FIXED = String(GOOD[pathOf('is-2/registry.xml')]);

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const CURRENT = '<currentDBConfig>wso2registry</currentDBConfig>';

ruleTest(rule, {
  valid: [
    { title: 'a template', files: registry(CURRENT, '<currentDBConfig>{{ db }}</currentDBConfig>') },
    {
      title: 'a name that a template makes',
      files: registry('<dbConfig name="wso2registry">', '<dbConfig name="{{ name }}">'),
    },
    {
      title: 'a blank, which has a rule of its own',
      files: registry(CURRENT, '<currentDBConfig>wso2registry </currentDBConfig>'),
    },
    { title: 'a file in another namespace', files: registry('<wso2registry>', '<wso2registry xmlns="urn:x">') },
    { title: 'a dbConfig without a name may be meant', files: registry(' name="wso2registry"', '') },
    { title: 'no registry.xml', files: without(GOOD, 'is-2/registry.xml') },
    {
      title: 'the first of two counts',
      files: registry(CURRENT, `${CURRENT}<currentDBConfig>other</currentDBConfig>`),
    },
  ],
  invalid: [
    {
      title: 'a name that is not there',
      files: registry(CURRENT, '<currentDBConfig>wso2registri</currentDBConfig>'),
      at: ['is-2/registry.xml:4:22 error'],
      says: [
        /currentDBConfig is "wso2registri", but registry\.xml defines the dbConfig "wso2registry" and/,
        /Did you mean "wso2registry"\?/,
      ],
      address: 'registry/currentDBConfig',
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'another case',
      files: registry(CURRENT, '<currentDBConfig>WSO2registry</currentDBConfig>'),
      at: ['is-2/registry.xml:4:22 error'],
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'an empty one',
      files: registry(CURRENT, '<currentDBConfig></currentDBConfig>'),
      at: ['is-2/registry.xml:4:5 error'],
      says: /currentDBConfig is ""/,
      fixed: {},
    },
    {
      title: 'none at all',
      files: registry(CURRENT, ''),
      at: ['is-2/registry.xml:2:2 error'],
      says: /"The current database configuration is not defined\."/,
      address: 'registry/currentDBConfig',
      fixed: {},
    },
    {
      title: 'none beside one dbConfig',
      files: { ...GOOD, [pathOf('is-2/registry.xml')]: ONE },
      at: ['is-2/registry.xml:1:2 error'],
      fixed: {
        'is-2/registry.xml':
          /<readOnly>false<\/readOnly>\r\n<currentDBConfig>only<\/currentDBConfig>\r\n<!-- the one -->\r\n<dbConfig/,
      },
    },
    {
      title: 'another name beside one dbConfig',
      files: {
        ...GOOD,
        [pathOf('is-2/registry.xml')]: ONE.replace('<readOnly>', '<currentDBConfig>x</currentDBConfig><readOnly>'),
      },
      at: ['is-2/registry.xml:2:18 error'],
      fixed: { 'is-2/registry.xml': /<currentDBConfig>only<\/currentDBConfig><readOnly>/ },
    },
    {
      title: 'no dbConfig either',
      files: {
        ...GOOD,
        'is-2/repository/conf/registry.xml': '<wso2registry><currentDBConfig>a</currentDBConfig></wso2registry>',
      },
      at: ['is-2/registry.xml:1:32 error'],
      says: /defines no dbConfig/,
      fixed: {},
    },
  ],
});
