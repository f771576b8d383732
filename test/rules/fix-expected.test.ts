import { expect, test } from '@jest/globals';
import rule from '../../src/rules/clustering/clustering-disabled.js';
import { type Files, lint } from '../support/lint.js';

const { files } = rule.examples.bad;
const config = `clusters:
  prod:
    nodes: { is-1: { path: is-1 }, is-2: { path: is-2 } }
`;

async function reasonOf(tree: Files): Promise<string | null | undefined> {
  const { findings } = await lint(tree);
  return findings.find((finding) => finding.rule === rule.id)?.noFix;
}

test('what only expect can tell is asked for, and then left to the rules that write it', async () => {
  expect(await reasonOf(files)).toBe(
    'how the nodes are to find each other is yours to say: name a membership under expect in .wso2is-lint.yml (init asks for it)',
  );
  const expected = `${config}    expect: { domain: iam.prod }\n`;
  expect(await reasonOf({ ...files, '.wso2is-lint.yml': expected })).toMatch(
    /what expect says of it is written by the fixes of the rules "intent-…"$/,
  );
});
