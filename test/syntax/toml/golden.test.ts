import { describe, expect, test } from '@jest/globals';
import { nodeHost } from '../../../src/host.js';
import { createDocument } from '../../../src/syntax/document.js';
import { dialectProblems } from '../../../src/syntax/toml/dialect.js';
import { parseToml } from '../../../src/syntax/toml/parse.js';

/** What WSO2's own code answered, where it is at hand. */
const GOLDEN = '../shared/golden/toml';
const present = nodeHost('.').kindOf(GOLDEN) === 'directory';
if (!present) console.warn(`skipped: no ${GOLDEN}`);

interface Outcome {
  readonly tomlErrors?: readonly unknown[];
  readonly error?: { readonly class: string; readonly message: string | null } | null;
}

/** TOML 1.0 has no lone CR; the server takes all of the file as one comment and goes on with nothing. */
const ACCEPTED_BY_THE_SERVER = ['tm-cr-only'];

(present ? describe : describe.skip)('golden cases', () => {
  const host = nodeHost(GOLDEN);
  const names = present
    ? host
        .list('.')
        .files.filter(({ path }) => path.endsWith('/deployment.toml'))
        .map(({ path }) => path.slice(0, -'/deployment.toml'.length))
    : [];

  test('are refused exactly where the server refuses them', () => {
    const different = names.filter((name) => {
      const outcomes: Outcome[] = JSON.parse(new TextDecoder().decode(host.read(`${name}/expected.json`)));
      const refused = outcomes.some(
        ({ tomlErrors, error }) =>
          (tomlErrors?.length ?? 0) > 0 ||
          /StackOverflowError/.test(error?.class ?? '') ||
          /^Error parsing deployment configuration/.test(error?.message ?? ''),
      );
      const document = createDocument(host.read(`${name}/deployment.toml`), host.sha256);
      const tree = parseToml(document);
      return refused !== (tree.error !== null || dialectProblems(tree, document).length > 0);
    });
    expect(different).toEqual(ACCEPTED_BY_THE_SERVER);
    expect(names.length).toBeGreaterThan(100);
  });
});
