import rule from '../../../src/rules/xml/xml-namespace.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CARBON = ' xmlns="http://wso2.org/projects/carbon/carbon.xml"';
const add = (file: string, root: string): Files =>
  change(GOOD, `is-2/${file}`, `<${root}`, `<${root} xmlns="urn:other"`);

ruleTest(rule, {
  valid: [
    { title: 'carbon.xml without its namespace', files: change(GOOD, 'is-2/carbon.xml', CARBON, '') },
    {
      title: 'a prefix on the root of registry.xml only',
      files: change(
        change(GOOD, 'is-2/registry.xml', '<wso2registry>', '<r:wso2registry xmlns:r="urn:r">'),
        'is-2/registry.xml',
        '</wso2registry>',
        '</r:wso2registry>',
      ),
    },
    {
      title: 'another root of registry.xml, which nobody checks',
      files: change(
        change(GOOD, 'is-2/registry.xml', '<wso2registry>', '<registry>'),
        'is-2/registry.xml',
        '</wso2registry>',
        '</registry>',
      ),
    },
    {
      title: 'declared prefixes that are not used',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '<axisconfig', '<axisconfig xmlns:svns="urn:s"'),
    },
    {
      title: 'prefixed elements in identity.xml',
      files: change(
        change(GOOD, 'is-2/identity/identity.xml', CARBON, `${CARBON} xmlns:x="urn:x"`),
        'is-2/identity/identity.xml',
        '<SessionDataPersist>',
        '<x:y/><SessionDataPersist>',
      ),
    },
  ],
  invalid: [
    {
      title: 'a default namespace on registry.xml',
      files: change(GOOD, 'is-2/registry.xml', '<wso2registry>', '<wso2registry xmlns="urn:other">'),
      at: ['is-2/registry.xml:2:15 error'],
      says: [/in the namespace "urn:other", the server looks for them without one/, /Remove that namespace/],
      fixed: { 'is-2/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']) },
    },
    {
      title: 'on axis2.xml',
      files: add('axis2/axis2.xml', 'axisconfig'),
      at: ['is-2/axis2/axis2.xml:2:13 error'],
      fixed: { 'is-2/axis2/axis2.xml': String(GOOD['is-2/repository/conf/axis2/axis2.xml']) },
    },
    {
      title: 'on a root with a prefix',
      files: change(
        change(GOOD, 'is-2/axis2/axis2.xml', '<axisconfig', '<a:axisconfig xmlns:a="urn:a" xmlns="urn:a"'),
        'is-2/axis2/axis2.xml',
        '</axisconfig',
        '</a:axisconfig',
      ),
      at: ['is-2/axis2/axis2.xml:2:15 error'],
      fixed: {},
    },
    {
      title: 'on user-mgt.xml',
      files: change(GOOD, 'is-2/user-mgt.xml', '<UserManager>', '<UserManager xmlns="urn:other">'),
      at: ['is-2/user-mgt.xml:2:14 error'],
    },
    {
      title: 'on the datasources',
      files: add('datasources/master-datasources.xml', 'datasources-configuration'),
      at: ['is-2/datasources/master-datasources.xml:2:28 error'],
    },
    {
      title: 'identity.xml without its own',
      files: change(GOOD, 'is-2/identity/identity.xml', CARBON, ''),
      at: ['is-2/identity/identity.xml:2:2 error'],
      says: /in no namespace, .*Set xmlns="http:\/\/wso2\.org\/projects\/carbon\/carbon\.xml"/,
      fixed: { 'is-2/identity/identity.xml': /^<Server xmlns="http:\/\/wso2\.org\/projects\/carbon\/carbon\.xml">$/m },
    },
    {
      title: 'consent-mgt-config.xml in another',
      files: change(GOOD, 'is-2/consent-mgt-config.xml', 'consent/management', 'consent'),
      at: ['is-2/consent-mgt-config.xml:2:17 error'],
      fixed: { 'is-2/consent-mgt-config.xml': String(GOOD['is-2/repository/conf/consent-mgt-config.xml']) },
    },
    {
      title: 'another root of axis2.xml',
      files: change(
        change(GOOD, 'is-2/axis2/axis2.xml', '<axisconfig', '<axis2'),
        'is-2/axis2/axis2.xml',
        '</axisconfig>',
        '</axis2>',
      ),
      at: ['is-2/axis2/axis2.xml:2:2 error'],
      says: /The root element is <axis2>, the server wants <axisconfig>/,
      fixed: {},
    },
    {
      title: 'a misspelt root of axis2.xml',
      files: change(
        change(GOOD, 'is-2/axis2/axis2.xml', '<axisconfig', '<axisConfig'),
        'is-2/axis2/axis2.xml',
        '</axisconfig>',
        '</axisConfig >',
      ),
      at: ['is-2/axis2/axis2.xml:2:2 error'],
      fixed: { 'is-2/axis2/axis2.xml': /<axisconfig[\s\S]*<\/axisconfig >/ },
    },
  ],
});
