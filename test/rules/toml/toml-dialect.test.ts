import rule from '../../../src/rules/toml/toml-dialect.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const HOST = 'hostname = "iam.example.com"';
const added = (lines: string): Files => change(GOOD_TOML, TOML, HOST, `${HOST}\n${lines}`);

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'what is no TOML at all', files: added('x = [1, "a"') },
    { title: 'an array of one type with a trailing comma', files: added('x = ["a", "b",]') },
    { title: 'values that a template decides', files: added('x = ["a", {{ .Values.b }}]') },
  ],
  invalid: [
    {
      title: 'two types in an array',
      files: added('x = ["a", 1]'),
      at: [`${TOML}:3:11 error`],
      says: /^The server's TOML parser refuses an array of different types .* Give all values one type/,
    },
    {
      title: 'a header below its own sub-table',
      files: change(GOOD_TOML, TOML, '[clustering]\n', '[clustering.properties]\na = "b"\n\n[clustering]\n'),
      at: [`${TOML}:17:1 error`],
      says: [/\[clustering\] stands below \[clustering\.properties\] \(line 14\)/, /The server does not start/],
    },
    {
      title: 'a tab in double quotes, and another defect',
      files: added('x = "a\tb"\ny = [true, 1]'),
      at: [`${TOML}:3:7 error`, `${TOML}:4:12 error`],
    },
  ],
});
