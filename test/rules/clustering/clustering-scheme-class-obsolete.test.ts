import rule from '../../../src/rules/clustering/clustering-scheme-class-obsolete.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import type { Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const one = (name: string, scheme = 'kubernetes'): Files => ({
  'is-1/deployment.toml': deploymentToml({
    tables: { '[clustering]': `membership_scheme = "${scheme}"\nproperties.membershipSchemeClassName = "${name}"` },
  }),
});
const OLD = 'org.wso2.carbon.membership.scheme.kubernetes.KubernetesMembershipScheme';

ruleTest(rule, {
  valid: [
    { title: 'on 5.11, which needs it', files: one(OLD), productVersion: '5.11.0' },
    { title: 'the version is not known', files: one(OLD) },
    { title: 'a class of its own', files: one('com.acme.Scheme'), productVersion: '7.1.0' },
    { title: 'under another scheme', files: one(OLD, 'k8s'), productVersion: '7.1.0' },
  ],
  invalid: ['6.0.0', '7.1.0'].map((productVersion) => ({
    title: `on ${productVersion}`,
    files: one(OLD),
    productVersion,
    at: ['is-1/deployment.toml:15:41 info'],
    says: /from IS 6\.0 on the server has the scheme kubernetes itself/,
    address: 'clustering/membershipSchemeClassName',
    fixed: { 'is-1/deployment.toml': /\nmembership_scheme = "kubernetes"\n\n/ },
  })),
});
