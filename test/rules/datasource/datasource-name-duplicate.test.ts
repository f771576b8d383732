import rule from '../../../src/rules/datasource/datasource-name-duplicate.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const COPY = `<datasource><name>WSO2_CARBON_DB</name></datasource>
    </datasources>`;
const files = change(GOOD, FILE, '</datasources>', COPY);

ruleTest(rule, {
  valid: [
    {
      title: 'names that differ by case',
      files: change(GOOD, FILE, '</datasources>', COPY.replace('CARBON', 'Carbon')),
    },
    {
      title: 'a name that a template fills in',
      files: change(GOOD, FILE, '</datasources>', COPY.replace('WSO2_CARBON_DB', '{{ x }}')),
    },
    {
      title: 'a commented copy',
      files: change(
        GOOD,
        FILE,
        '</datasources>',
        '<!-- <datasource><name>WSO2_CARBON_DB</name></datasource> --></datasources>',
      ),
    },
  ],
  invalid: [
    {
      title: 'the later one is refused',
      files,
      at: ['is-1/datasources/master-datasources.xml:29:23 error'],
      says: /System datasource WSO2_CARBON_DB can not be updated/,
      related: ['is-1/datasources/master-datasources.xml:10:19'],
    },
    {
      title: 'over two files, the master file is read first',
      files: {
        ...GOOD,
        'is-1/repository/conf/datasources/a-datasources.xml':
          '<datasources-configuration><datasources><datasource><name>WSO2_CARBON_DB</name></datasource></datasources></datasources-configuration>',
      },
      at: ['is-1/datasources/a-datasources.xml:1:59 error'],
      says: /first in datasources\/master-datasources\.xml/,
    },
  ],
});
