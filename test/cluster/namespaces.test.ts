import { expect, test } from '@jest/globals';
import { isReadAsEmpty } from '../../src/cluster/namespaces.js';
import { change, GOOD, lint } from '../support/lint.js';

test('isReadAsEmpty', async () => {
  const files = change(GOOD, 'is-2/registry.xml', '<wso2registry>', '<wso2registry xmlns="urn:x">');
  const { clusters } = await lint(files);
  const answers = clusters.flatMap(({ nodes }) =>
    nodes.map((node) => [node.name, isReadAsEmpty(node, 'registry'), isReadAsEmpty(node, 'axis2')]),
  );
  expect(answers).toEqual([
    ['is-1', false, false],
    ['is-2', true, false],
  ]);
});
