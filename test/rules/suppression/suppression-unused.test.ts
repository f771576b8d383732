import rule from '../../../src/rules/suppression/suppression-unused.js';
import { change, type Files, GOOD, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CURRENT = '<currentDBConfig>';
const before = (comment: string, files: Files = GOOD): Files =>
  change(files, 'is-2/registry.xml', CURRENT, `<!-- wso2is-lint: ${comment} -->\n    ${CURRENT}`);
const inToml = (comment: string, files: Files = GOOD_TOML): Files =>
  change(files, 'is-2/deployment.toml', 'hostname =', `# wso2is-lint: ${comment}\nhostname =`);
const config = (entry: string, files: Files = GOOD): Files => ({
  ...files,
  '.wso2is-lint.yml': `ignore:\n  - ${entry}\n`,
});
const baseline = (lines: string, files: Files = GOOD): Files => ({ ...files, '.wso2is-lint-baseline': lines });

const DOMAIN = '<parameter name="domain">iam.example.com</parameter>';
const MISMATCH = change(GOOD, 'is-2/axis2/axis2.xml', DOMAIN, DOMAIN.replace('iam.', 'sso.'));
const IGNORED = '<!-- wso2is-lint: ignore[clustering-domain-mismatch] two data centres -->';
const both = (files: Files): Files =>
  ['is-1', 'is-2'].reduce(
    (all, node) =>
      change(all, `${node}/axis2/axis2.xml`, '<parameter name="domain">', `${IGNORED}\n<parameter name="domain">`),
    files,
  );
const KEY = '0123456789abcdef';
const alone = Object.fromEntries(Object.entries(GOOD).filter(([path]) => !path.startsWith('is-1/')));

ruleTest(rule, {
  valid: [
    { title: 'each of two nodes has the comment, one has the finding', files: both(MISMATCH) },
    {
      title: 'the rule is switched off',
      files: {
        ...before('ignore[registry-mount-local] x'),
        '.wso2is-lint.yml': 'rules: { registry-mount-local: off }\n',
      },
    },
    { title: 'the rule is of another profile', files: before('ignore[shipped-secrets] x') },
    {
      title: 'a cluster of one: the other node may be elsewhere',
      files: before('ignore[clustering-domain-mismatch] x', alone),
    },
    {
      title: 'a value that somebody fills in',
      files: change(
        before('ignore[registry-current-dbconfig-unresolved] x'),
        'is-2/registry.xml',
        '>wso2registry</currentDBConfig>',
        '>${db}</currentDBConfig>',
      ),
    },
    {
      title: 'a file that is not TOML',
      files: inToml('ignore[toml-dialect] x', change(GOOD_TOML, 'is-2/deployment.toml', 'hostname = "', 'hostname = ')),
    },
    {
      title: 'a peer that is not TOML',
      files: inToml(
        'ignore[server-hostname-mismatch] x',
        change(GOOD_TOML, 'is-1/deployment.toml', 'hostname = "', 'hostname = '),
      ),
    },
    {
      title: 'a rule of the cluster, and no cluster',
      files: config('{ rule: clustering-domain-mismatch, reason: x }', alone),
    },
    { title: 'an entry that silences', files: config('{ rule: clustering-domain-mismatch, reason: x }', MISMATCH) },
    { title: 'a baseline whose lines say no more than the key', files: baseline(`${KEY}\n`) },
    {
      title: 'a baseline of a rule that is off',
      files: {
        ...baseline(`${KEY}  registry-mount-local  is-1/x.xml  y\n`),
        '.wso2is-lint.yml': 'rules: { registry-mount-local: off }\n',
      },
    },
    {
      title: 'a line of the baseline that another finding may hide',
      files: {
        ...MISMATCH,
        '.wso2is-lint-baseline': `${KEY}  clustering-domain-default  is-2/repository/conf/axis2/axis2.xml  y\n`,
      },
    },
    {
      title: 'a baseline of what lies elsewhere',
      files: baseline(`${KEY}  registry-mount-local  ../other/x.xml  y\n`),
    },
    { title: 'no baseline', files: baseline('# nothing\n\n') },
  ],
  invalid: [
    {
      title: 'a comment before what is right',
      files: before('ignore[registry-current-dbconfig-unresolved] x'),
      at: ['is-2/registry.xml:4:30 info'],
      says: /^There is nothing to silence: "registry-current-dbconfig-unresolved" finds nothing here\. Delete this comment,/,
    },
    {
      title: 'one name of a list, of a node and of the cluster',
      files: change(
        MISMATCH,
        'is-2/axis2/axis2.xml',
        '<parameter name="domain">',
        '<!-- wso2is-lint: ignore[clustering-domain-default, clustering-domain-mismatch, clustering-scheme-mismatch] x --><parameter name="domain">',
      ),
      at: ['is-2/axis2/axis2.xml:8:34 info', 'is-2/axis2/axis2.xml:8:89 info'],
      says: /Delete this name in the list/,
    },
    {
      title: 'it has run out as well',
      files: inToml('ignore[server-hostname-mismatch] until=2026-11-23 x'),
      at: ['is-2/deployment.toml:2:23 info'],
      says: /finds nothing here and has run out on 2026-11-23/,
    },
    {
      title: 'the finding is elsewhere',
      files: change(
        MISMATCH,
        'is-2/axis2/axis2.xml',
        '<parameter name="membershipScheme">',
        `${IGNORED}\n<parameter name="membershipScheme">`,
      ),
      at: ['is-2/axis2/axis2.xml:7:34 info'],
      says: /^This is not about the finding of "clustering-domain-mismatch" in line 9: a comment is for its own line/,
    },
    {
      title: 'an entry of the configuration',
      files: config('{ rule: registry-mount-local, path: is-2/**, reason: x }'),
      at: ['.wso2is-lint.yml:2:5 info'],
      says: /Delete this entry/,
    },
    {
      title: 'a path at which there is nothing',
      files: config('{ rule: registry-mount-local, path: is-9, reason: x }'),
      at: ['.wso2is-lint.yml:2:5 info'],
      says: /^No node has a file at "is-9", so this silences nothing\./,
    },
    {
      title: 'lines of the baseline: one finding for all',
      files: baseline(
        `# known\n${KEY}  registry-mount-local  is-1/repository/conf/registry.xml  y\nf${KEY.slice(1)}  no-such-rule  is-9/registry.xml  y\n`,
      ),
      at: ['.wso2is-lint-baseline:2:1 info'],
      says: /^2 findings of this baseline are no longer found.*with --write-baseline\.$/,
    },
  ],
});
