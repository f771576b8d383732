import rule from '../../../src/rules/xml/xml-structure.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

ruleTest(rule, {
  valid: [
    {
      title: 'anything in an open element',
      files: change(
        GOOD,
        'is-2/registry.xml',
        '<versionResourcesOnChange>',
        '<handler class="x"><any/></handler><versionResourcesOnChange>',
      ),
    },
    {
      title: 'an element of another namespace',
      files: change(GOOD, 'is-2/registry.xml', '<id>', '<x:note xmlns:x="urn:x"/><id>'),
    },
    {
      title: 'what follows an element that is not closed: xml-malformed speaks',
      files: change(GOOD, 'is-2/registry.xml', '</remoteInstance>', ''),
    },
    { title: 'a comment', files: change(GOOD, 'is-2/registry.xml', '<id>', '<!-- <identifier/> --><id>') },
  ],
  invalid: [
    {
      title: 'a misspelt child of a remote instance',
      files: change(
        GOOD,
        'is-2/registry.xml',
        '<registryRoot>/</registryRoot>\n    </remoteInstance>',
        '<registryroot>/</registryroot>\n    </remoteInstance>',
      ),
      at: ['is-2/registry.xml:23:10 info'],
      says: /<registryroot> in <remoteInstance> is not read by the server.*Did you mean "registryRoot"\?/,
      fixed: { 'is-2/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']) },
    },
    {
      title: 'a datasource put too high',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', '<datasources>', '<datasource/><datasources>'),
      at: ['is-2/datasources/master-datasources.xml:8:6 info'],
    },
    {
      title: 'two of one name are two findings',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '<port>4000</port>', '<port>4000</port><Port/><Port/>'),
      at: ['is-2/axis2/axis2.xml:16:35 info', 'is-2/axis2/axis2.xml:16:42 info'],
      fixed: {},
    },
  ],
});
