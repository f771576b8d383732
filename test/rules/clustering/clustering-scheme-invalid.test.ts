import rule from '../../../src/rules/clustering/clustering-scheme-invalid.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const scheme = (text: string, more = '') => change(GOOD, AXIS2, SCHEME, `${SCHEME.replace('wka', text)}${more}`);
const CLASS = '<parameter name="membershipSchemeClassName">a.Scheme</parameter>';
const tribes = (files: Files) =>
  change(
    files,
    AXIS2,
    'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
  );

ruleTest(rule, {
  valid: [
    { title: 'blanks around it', files: scheme(' wka ') },
    { title: 'aws', files: scheme('aws') },
    { title: 'any scheme with a class', files: scheme('kubernetes', CLASS) },
    { title: 'a template', files: scheme('{{ scheme }}') },
    { title: 'clustering is off', files: change(scheme('WKA'), AXIS2, 'enable="true"', 'enable="false"') },
    {
      title: 'hazelcast.xml decides',
      files: { ...scheme('WKA'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
    {
      title: 'an agent nobody knows',
      files: change(scheme('WKA'), AXIS2, 'hazelcast.HazelcastClusteringAgent', 'x.MyAgent'),
    },
    { title: 'Tribes with wka', files: tribes(GOOD) },
  ],
  invalid: [
    {
      title: 'another case',
      files: scheme('WKA'),
      at: [`${AXIS2}:7:44 error`],
      says: [/"WKA" is none that Hazelcast knows.*does not come up/, /Did you mean "wka"\?$/],
      address: 'clustering/membershipScheme',
    },
    {
      title: 'kubernetes without its class',
      files: scheme('kubernetes'),
      at: [`${AXIS2}:7:44 error`],
      says: /membershipSchemeClassName \(org\.wso2\.carbon\.membership\.scheme\.kubernetes/,
    },
    { title: 'an empty class', files: scheme('mine', CLASS.replace('a.Scheme', '')), at: [`${AXIS2}:7:44 error`] },
    { title: 'nothing', files: scheme(''), at: [`${AXIS2}:7:9 error`] },
    {
      title: 'Tribes has no aws',
      files: tribes(scheme('aws', CLASS)),
      at: [`${AXIS2}:7:44 error`],
      says: /none that Tribes knows \(multicast and wka.*joins nobody\.$/,
    },
  ],
});
