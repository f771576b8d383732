import rule from '../../../src/rules/registry/registry-cache-key-mismatch.js';
import { change, copyNode, type Files, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

/** Every node mounts governance and config: is-1 is a copy of is-2 on its own host. */
const ALL = copyNode(GOOD, 'is-2', 'is-1', { '10.0.0.11': '10.0.0.12', '10.0.0.12': '10.0.0.11' });
const THREE = copyNode(ALL, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });
const URL = 'jdbc:mysql://db.example.com:3306/reg_db';
const url = (node: string, files: Files, to: string): Files =>
  change(files, `${node}/datasources/master-datasources.xml`, URL, to);

ruleTest(rule, {
  valid: [
    { title: 'no registry.xml', files: without(url('is-2', ALL, `${URL}?useSSL=false`), 'is-2/registry.xml') },

    { title: 'every node writes the same', files: THREE },
    { title: 'a URL that a template fills in', files: url('is-2', ALL, 'jdbc:mysql://{{ host }}/reg_db') },
    {
      title: 'another database, which is another mistake',
      files: url('is-2', ALL, 'jdbc:mysql://db.example.com:3306/other'),
    },
    {
      title: 'no user',
      files: change(ALL, 'is-2/datasources/master-datasources.xml', '<username>regadmin</username>', ''),
    },
    {
      title: 'an aliased user',
      files: change(
        ALL,
        'is-2/datasources/master-datasources.xml',
        '<username>regadmin',
        '<username svns:secretAlias="x">regadmin',
      ),
    },
  ],
  invalid: [
    {
      title: 'two that differ beside an embedded one, which does not count',
      files: url('is-3', url('is-2', THREE, `${URL}?useSSL=false`), 'jdbc:h2:./a'),
      at: ['is-1/datasources/master-datasources.xml:38:26 warning'],
      related: ['is-2/datasources/master-datasources.xml:38:26'],
    },

    {
      title: 'no port',
      files: url('is-3', THREE, 'jdbc:mysql://db.example.com/reg_db'),
      at: ['is-3/datasources/master-datasources.xml:38:26 warning'],
      says: /is-3 has the connection "jdbc:mysql:\/\/db\.example\.com\/reg_db" as "regadmin", is-1 and is-2 have/,
      related: ['is-1/datasources/master-datasources.xml:38:26', 'is-2/datasources/master-datasources.xml:38:26'],
      fixed: {
        'is-3/datasources/master-datasources.xml': String(THREE[pathOf('is-3/datasources/master-datasources.xml')]),
      },
    },
    {
      title: 'a parameter',
      files: url('is-2', ALL, `${URL}?useSSL=false`),
      at: ['is-1/datasources/master-datasources.xml:38:26 warning'],
      fixed: {},
    },
    {
      title: 'another user',
      files: change(ALL, 'is-2/datasources/master-datasources.xml', '<username>regadmin', '<username>reg2'),
      at: ['is-1/datasources/master-datasources.xml:38:26 warning'],
      says: /as "reg2"/,
      fixed: {},
    },
    {
      title: 'the owner, too',
      files: url('is-2', GOOD, `${URL}?useSSL=false`),
      at: ['is-1/datasources/master-datasources.xml:17:26 warning'],
    },
  ],
});
