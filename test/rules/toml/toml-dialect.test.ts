import rule from '../../../src/rules/toml/toml-dialect.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const PATH = 'is-2/repository/conf/deployment.toml';
const HOST = 'hostname = "iam.example.com"';
const added = (lines: string): Files => change(GOOD_TOML, TOML, HOST, `${HOST}\n${lines}`);

const ONE_LINE: readonly (readonly [title: string, lines: string, column: string, fixed: string | null])[] = [
  ['tabs in a name', '"a\t\tb" = 1', '3:3', '"a\\t\\tb" = 1'],
  ['quotes before the closing ones', 'x = """a"""""', '3:5', 'x = """a\\"\\""""'],
  ['such quotes, single ones', "x = '''a''''", '3:5', null],
  ['an integer of 65 bits', 'x = 9223372036854775808', '3:5', null],
  ['a zero in an exponent', 'x = 1e-06 # micro', '3:5', 'x = 1e-6 # micro'],
  ['UTC in lower case', 'x = 1979-05-27T07:32:00z', '3:5', 'x = 1979-05-27T07:32:00Z'],
  ['a date before a bracket', 'x = [1979-05-27]', '3:6', 'x = [1979-05-27 ]'],
  ['a zone offset of a day', 'x = 1979-05-27T07:32:00+20:00', '3:5', null],
  ['a comma on the next line', 'x = ["a" # one\n  , "b"]', '4:3', 'x = ["a", # one\n  "b"]'],
  ['a comma on a line of its own', 'x = [\n  ["a"]\n  ,\n  ["b"]\n]', '5:3', 'x = [\n  ["a"],\n  ["b"]\n]'],
  ['commas at the ends of arrays', 'x = { y = ["a", ] }', '3:11', 'x = { y = ["a" ] }'],
  ['an empty array in an inline table', 'x = { y = [] }', '3:11', null],
  ['numbers of two types', 'x = [1, 2.5]', '3:9', 'x = ["1", "2.5"]'],
  ['an array beside a text', 'x = ["a", ["b"]]', '3:11', null],
];

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
      fixed: { [TOML]: /^x = \["a", "1"\]$/m },
      says: /^The server's TOML parser refuses an array of different types .* Give all values one type/,
    },
    {
      title: 'a header below its own sub-table',
      files: change(GOOD_TOML, TOML, '[clustering]\n', '[clustering.properties]\na = "b"\n\n[clustering]\n'),
      at: [`${TOML}:17:1 error`],
      fixed: {
        [TOML]:
          /\n\n\[clustering\]\nmembership_scheme = "wka"\n(?:\w+ = .*\n)+\n\[clustering\.properties\]\na = "b"\n\n\[database\.identity_db\]\n/,
      },
      says: [/\[clustering\] stands below \[clustering\.properties\] \(line 14\)/, /The server does not start/],
    },
    {
      title: 'a tab in double quotes, and another defect',
      files: added('x = "a\tb"\ny = [true, 1]'),
      at: [`${TOML}:3:7 error`, `${TOML}:4:12 error`],
      fixed: { [TOML]: /^x = "a\\tb"\ny = \["true", "1"\]$/m },
    },
    ...ONE_LINE.map(([title, lines, column, fixed]) => ({
      title,
      files: added(lines),
      at: [`${TOML}:${column} error`],
      fixed: fixed === null ? {} : { [TOML]: `${GOOD_TOML[PATH]}`.replace(HOST, `${HOST}\n${fixed}`) },
    })),
    {
      title: 'a header below its own sub-table, with comments that speak of one of them',
      files: change(GOOD_TOML, TOML, '[clustering]\n', '[clustering.properties]\na = "b"\n\n# wka\n[clustering]\n'),
      at: [`${TOML}:18:1 error`],
      fixed: {},
    },
    {
      title: 'a header below two sub-tables, the last of the file',
      files: added('[x.y]\na = 1\n# of z\n[x.z]\nb = 1\n[x]\nc = 2'),
      at: [`${TOML}:8:1 error`],
      fixed: {
        [TOML]:
          /^\[x\]\nc = 2\n(?:node_ip|base_path) = .*\nbase_path = .*\n\n\[x\.y\]\na = 1\n# of z\n\[x\.z\]\nb = 1\n\n\[super_admin\]\n/m,
      },
    },
    {
      title: 'in the second element of an array',
      files: added('[[x]]\n[x.y.z]\n[[x]]\n[x.y.z]\na = 1\n[x.y]\nb = 2\n[o]'),
      at: [`${TOML}:8:1 error`],
      fixed: { [TOML]: /^\[\[x\]\]\n\[x\.y\.z\]\n\[\[x\]\]\n\[x\.y\]\nb = 2\n\n\[x\.y\.z\]\na = 1\n\[o\]$/m },
    },
  ],
});
