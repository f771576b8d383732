import rule from '../../../src/rules/datasource/datasource-type-unknown.js';
import { change, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const type = (text: string) => change(GOOD, FILE, '<definition type="RDBMS">', text);

ruleTest(rule, {
  valid: [
    { title: 'a template', files: type('<definition type="{{ type }}">') },
    {
      title: 'a reader of its own',
      files: change(
        type('<definition type="CASSANDRA">'),
        FILE,
        '</providers>',
        '<provider>org.wso2.carbon.datasource.reader.cassandra.CassandraDataSourceReader</provider></providers>',
      ),
    },
  ],
  invalid: [
    {
      title: 'lower case',
      files: type('<definition type="rdbms">'),
      at: ['is-1/datasources/master-datasources.xml:15:31 error'],
      says: /has the type "rdbms".*Did you mean "RDBMS"\?/,
      fixed: {
        'is-1/datasources/master-datasources.xml': String(GOOD[pathOf('is-1/datasources/master-datasources.xml')]),
      },
    },
    {
      title: 'none',
      files: type('<definition>'),
      at: ['is-1/datasources/master-datasources.xml:9:10 error'],
      says: /has no <definition> with a type/,
      fixed: {},
    },
  ],
});
