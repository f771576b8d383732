import rule from '../../../src/rules/registry/registry-dbconfig-duplicate.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const SECOND = '<dbConfig name="wso2registry_registry">';

ruleTest(rule, {
  valid: [
    { title: 'no registry.xml', files: without(GOOD, 'is-2/registry.xml') },

    {
      title: 'names that a template makes',
      files: registry(
        '<dbConfig name="wso2registry">',
        '<dbConfig name="{{ a }}">',
        registry(SECOND, '<dbConfig name="{{ a }}">'),
      ),
    },
    { title: 'names of different case', files: registry(SECOND, '<dbConfig name="WSO2registry">') },
    { title: 'a commented one', files: registry(SECOND, `<!-- <dbConfig name="wso2registry"/> -->${SECOND}`) },
  ],
  invalid: [
    {
      title: 'the last like the first',
      files: registry(
        SECOND,
        `<dbConfig name="wso2registry"><dataSource>jdbc/Other</dataSource></dbConfig>\n<dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>\n${SECOND}`,
      ),
      at: ['is-2/registry.xml:14:21 error', 'is-2/registry.xml:15:17 warning'],
      related: ['is-2/registry.xml:9:21'],
    },

    {
      title: 'another database under one name',
      files: registry(SECOND, '<dbConfig name="wso2registry">'),
      at: ['is-2/registry.xml:14:21 error'],
      says: /called "wso2registry" and lead to different databases: the server takes the last/,
      related: ['is-2/registry.xml:9:21'],
      address: 'registry/dbConfig[wso2registry]/@name',
    },
    {
      title: 'the same once more',
      files: registry(
        SECOND,
        `<dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>${SECOND}`,
      ),
      at: ['is-2/registry.xml:14:21 warning'],
      says: /called "wso2registry": the server takes the last/,
    },
    {
      title: 'three of one name',
      files: registry(
        SECOND,
        `<dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>\n${SECOND.replace('wso2registry_registry', 'wso2registry')}`,
      ),
      at: ['is-2/registry.xml:14:21 warning', 'is-2/registry.xml:15:17 error'],
    },
    {
      title: 'no name',
      files: registry(SECOND, '<dbConfig>'),
      at: ['is-2/registry.xml:14:6 error'],
      says: /"The database configuration name cannot be null\."/,
    },
  ],
});
