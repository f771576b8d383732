import { expect, test } from '@jest/globals';
import { lint, load, short } from '../support/lint.js';

test('examples/good has no error and no warning', async () => {
  const { findings } = await lint(load('examples/good'), { gate: true });
  expect(findings.filter(({ severity }) => severity !== 'info').map(short)).toEqual([]);
});

test('examples/seed-as-written has no error', async () => {
  const { findings } = await lint(load('examples/seed-as-written'), { gate: true });
  expect(findings.filter(({ severity }) => severity === 'error').map(short)).toEqual([]);
});

test('examples/broken shows exactly its eight mistakes', async () => {
  const { findings } = await lint(load('examples/broken'), { gate: true });
  expect(findings.filter(({ severity }) => severity !== 'info').map(short)).toMatchInlineSnapshot(`
[
  "is-1/axis2/axis2.xml:8:34 error clustering-domain-mismatch",
  "is-1/axis2/axis2.xml:16:23 error wka-member-port-mismatch",
  "is-1/carbon.xml:29:26 error server-cache-mode-mismatch",
  "is-2/datasources/master-datasources.xml:17:26 error datasource-embedded-in-cluster",
  "is-2/datasources/master-datasources.xml:41:38 error datasource-driver-mismatch",
  "is-2/identity/identity.xml:5:19 error identity-datasource-unresolved",
  "is-2/registry.xml:26:46 error registry-mount-overwrite-ineffective",
  "is-2/registry.xml:32:21 error registry-mount-instance-unresolved",
]
`);
});
