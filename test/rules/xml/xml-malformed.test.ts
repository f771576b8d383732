import rule from '../../../src/rules/xml/xml-malformed.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const file = (path: string, content: string): Files => ({ ...GOOD, [`is-2/repository/conf/${path}`]: content });

ruleTest(rule, {
  valid: [
    {
      title: 'an escaped ampersand',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', 'reg_db', 'reg_db?a=1&amp;b=2'),
    },
    {
      title: 'a template',
      files: file('registry.xml', '<wso2registry>{% if shared %}<mount>{% endif %}</wso2registry>'),
    },
    { title: 'an ERB template', files: file('axis2/axis2.xml', '<axisconfig><% if x < 1 %></axisconfig>') },
    {
      title: 'text that looks like a comment’s end',
      files: change(GOOD, 'is-2/user-mgt.xml', '<AddAdmin>', '!-- lost -->\n<AddAdmin>'),
    },
  ],
  invalid: [
    {
      title: 'a bare ampersand in a URL',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', 'reg_db', 'reg_db?a=1&b=2'),
      at: ['is-2/datasources/master-datasources.xml:38:21 error'],
      says: [/must be written "&amp;"/, /loads no datasource of this file/],
      fixed: { 'is-2/datasources/master-datasources.xml': /reg_db\?a=1&amp;b=2</ },
    },
    {
      title: 'several, and others where they do no harm',
      files: file('registry.xml', '<a b="x&y&amp;"><!-- a & b --><![CDATA[&]]>\r\n&1;&#49;& </a>'),
      at: ['is-2/registry.xml:1:1 error'],
      fixed: {
        'is-2/registry.xml': '<a b="x&amp;y&amp;"><!-- a & b --><![CDATA[&]]>\r\n&amp;1;&#49;&amp; </a>',
      },
    },
    {
      title: 'one that may be the begin of a reference',
      files: file('registry.xml', '<a>x&lt y&z</a>'),
      at: ['is-2/registry.xml:1:1 error'],
      fixed: {},
    },
    {
      title: 'a tag that is not closed',
      files: change(GOOD, 'is-2/registry.xml', '</wso2registry>', ''),
      at: ['is-2/registry.xml:38:1 error'],
      says: /the server does not start/,
      fixed: {},
    },
    { title: 'an empty file', files: file('carbon.xml', ''), at: ['is-2/carbon.xml:1:1 error'], says: /empty/ },
    {
      title: 'an unbound prefix',
      files: change(
        change(
          GOOD,
          'is-2/datasources/master-datasources.xml',
          ' xmlns:svns="http://org.wso2.securevault/configuration"',
          '',
        ),
        'is-2/datasources/master-datasources.xml',
        '<password>regadmin',
        '<password svns:secretAlias="a">x',
      ),
      at: ['is-2/datasources/master-datasources.xml:40:21 error'],
      says: /xmlns:svns="http:\/\/org\.wso2\.securevault\/configuration"/,
      fixed: {
        'is-2/datasources/master-datasources.xml':
          /<datasources-configuration xmlns:svns="http:\/\/org\.wso2\.securevault\/configuration">/,
      },
    },
    {
      title: 'two files, one finding each',
      files: { ...file('registry.xml', '<a><b></a>'), 'is-1/repository/conf/carbon.xml': '<a' },
      at: ['is-1/carbon.xml:1:1 error', 'is-2/registry.xml:1:1 error'],
    },
    {
      title: 'a file no rule reads',
      files: file('metrics.xml', '<Metrics>'),
      at: ['is-2/metrics.xml:1:1 error'],
      says: /the server cannot read it/,
    },
  ],
});
