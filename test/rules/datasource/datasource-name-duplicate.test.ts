import rule from '../../../src/rules/datasource/datasource-name-duplicate.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const COPY = `<datasource><name>WSO2_CARBON_DB</name></datasource>
    </datasources>`;
const files = change(GOOD, FILE, '</datasources>', COPY);

const own = (second: string) => ({
  'deployment.toml': deploymentToml({
    tables: {
      '[datasource.A]': 'id = "X"\nurl = "jdbc:mysql://db/x"',
      '[datasource.B]': `id = "${second}"\nurl = "jdbc:mysql://db/y"`,
    },
  }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: two ids', files: own('Y') },

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
      title: 'deployment.toml: one id twice',
      files: own('X'),
      at: ['deployment.toml:43:7 error'],
      says: /defined a second time \(first in this file\).* Give it an id of its own or remove it\.$/,
      related: ['deployment.toml:39:7'],
    },
    {
      title: 'deployment.toml: the name of a database that is there already',
      files: own('WSO2_SHARED_DB'),
      at: ['deployment.toml:43:7 error'],
      says: /\(first as \[database\.shared_db\]\)/,
    },

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
