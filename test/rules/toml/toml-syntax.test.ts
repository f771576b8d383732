import rule from '../../../src/rules/toml/toml-syntax.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const PATH = 'is-2/repository/conf/deployment.toml';
const HOST = 'hostname = "iam.example.com"';
const broken = (line: string): Files => change(GOOD_TOML, TOML, HOST, line);
const content = (text: string): Files => ({ ...GOOD_TOML, 'is-2/repository/conf/deployment.toml': text });

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'an empty file', files: content('') },
    { title: 'what the dialect alone refuses', files: broken(`${HOST}\nx = ["a", 1]`) },
    {
      title: 'a template that is not TOML beside its markers: what it becomes is not known',
      files: broken('hostname = {{ .Values.hostname }}\noffset = one'),
    },
    { title: 'markers in a template', files: broken('hostname = {{ .Values.hostname | quote }}') },
  ],
  invalid: [
    {
      title: 'a text without quotes',
      files: broken('hostname = iam.example.com'),
      at: [`${TOML}:2:12 error`],
      says: /^This is not TOML: text must stand in quotes\. The server stops at start with "Error parsing deployment/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'a switch in the letters of Python, and quotes of a text processor',
      files: broken(`${HOST}\nx = True # yes\ny = “a b”\nz = FALSE`),
      at: [`${TOML}:3:5 error`],
      fixed: { [TOML]: /^x = true # yes\ny = "a b"\nz = false$/m },
    },
    {
      title: 'a value in two words',
      files: broken('hostname = iam example'),
      at: [`${TOML}:2:12 error`],
      fixed: {},
    },
    {
      title: 'a string that is not closed',
      files: broken('hostname = "iam.example.com'),
      at: [`${TOML}:2:1 error`],
      says: /the string is not closed/,
      fixed: {},
    },
    {
      title: 'two keys on a line',
      files: broken(`${HOST} offset = 1`),
      at: [`${TOML}:2:30 error`],
      says: /something follows the value/,
    },
    {
      title: 'a table defined twice',
      files: broken(`${HOST}\n[server]\noffset = 1`),
      at: [`${TOML}:3:2 error`],
      says: /this name is defined twice/,
    },
    {
      title: 'line ends of CR alone',
      files: content('# a\r[server]\rhostname = "a"\r'),
      at: [`${TOML}:3:1 error`],
      says: /end with CR alone/,
    },
    {
      title: 'a control character in a comment, which the server takes',
      files: broken(`${HOST} # \u0001`),
      at: [`${TOML}:2:32 info`],
      says: /The server may take it; nothing in this file was checked/,
    },
  ],
});
