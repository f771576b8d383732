import { describe, expect, test } from '@jest/globals';
import { connect } from '../../src/github/connect.js';
import { diffOfPull } from '../../src/github/diff.js';
import { remarksOf, suggestionsFor } from '../../src/github/remarks.js';
import { reportOf } from '../../src/report/report.js';
import { startGithub } from '../support/github/server.js';
import { type Files, lint } from '../support/lint.js';

const FILE = 'is-1/repository/conf/registry.xml';
const REGISTRY = `<wso2registry>
  <currentDBConfig>wso2registry</currentDBConfig>
  <dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>
  <remoteInstance url="https://localhost:9443/registry">
    <id>mounted</id><dbConfig>wso2registry</dbConfig>
  </remoteInstance>
  <mount path="/_system/config" overwrite="true|false|virtual">
    <instanceId>mounted</instanceId>
    <targetPath>/_system/nodes</targetPath>
  </mount>
</wso2registry>
`;
const RULE = 'registry-mount-overwrite-ineffective';

async function remarks(files: Files, start: number, end: number) {
  const result = await lint(files);
  const diff = new Map([[FILE, [{ start, end }]]]);
  const all = remarksOf(reportOf(result).findings, suggestionsFor(result.findings), diff, () => null);
  return all.filter(({ text }) => text.includes(RULE));
}

describe('remarks', () => {
  test('offer what is committed, line for line', async () => {
    const [remark, ...more] = await remarks({ [FILE]: REGISTRY }, 5, 9);
    expect(more).toEqual([]);
    expect(remark).toMatchObject({ path: FILE, startLine: 7, line: 7 });
    expect(remark?.text).toContain('```suggestion\n  <mount path="/_system/config" overwrite="true">\n```');
  });

  test('are made only where the diff shows the line', async () => {
    expect(await remarks({ [FILE]: REGISTRY }, 1, 6)).toEqual([]);
    expect(await remarks({ [FILE]: REGISTRY }, 8, 11)).toEqual([]);
  });

  test.each([
    ['line ends of Windows', REGISTRY.replaceAll('\n', '\r\n')],
    [
      'a character that nobody sees',
      REGISTRY.replace('overwrite="true|false|virtual"', 'overwrite="true|false|virtual" x="\u202e"'),
    ],
  ])('offer nothing that would not be committed as it is shown: %s', async (_name, text) => {
    const [remark] = await remarks({ [FILE]: text }, 5, 9);
    expect(remark).toMatchObject({ startLine: 7, line: 7 });
    expect(remark?.text).not.toContain('```suggestion');
  });

  test('stand at the other node where only that is on the diff', async () => {
    const axis2 = (domain: string) => `<axisconfig>
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">multicast</parameter>
    <parameter name="domain">${domain}</parameter>
  </clustering>
</axisconfig>
`;
    const path = (name: string) => `${name}/repository/conf/axis2/axis2.xml`;
    const result = await lint({ [path('is-1')]: axis2('a.b'), [path('is-2')]: axis2('a.c') });
    const { findings } = reportOf(result);
    const at = (name: string, lines = { start: 4, end: 4 }) =>
      remarksOf(findings, new Map(), new Map([[path(name), [lines]]]), () => null).filter(({ text }) =>
        text.includes('clustering-domain-mismatch'),
      );
    expect(at('is-1').map(({ path: file }) => file)).toEqual([path('is-1')]);
    expect(at('is-2').map(({ path: file }) => file)).toEqual([path('is-2')]);
    const known = findings.map((finding) => ({ ...finding, state: 'known' as const }));
    const all = new Map([[path('is-1'), [{ start: 1, end: 9 }]]]);
    expect(remarksOf(known, new Map(), all, () => null)).toEqual([]);
  });
});

test('without git the diff is what GitHub tells, where the checkout is the same', async () => {
  const github = await startGithub();
  const { number } = github.addPull({
    patches: {
      'a.xml': '@@ -1,2 +1,3 @@\n a\n+b\n c\n@@ -9 +10,0 @@\n-x',
      'b.xml': '@@ -0,0 +1 @@\n+b',
      'large.xml': null,
    },
  });
  const repository = { owner: 'octo', repo: 'iam' };
  const connection = connect({ token: 't', apiUrl: github.url, repository, wait: async () => {} });
  const { data } = await connection.rest.pulls.listFiles({ ...repository, pull_number: number });
  const sha = data.find(({ filename }) => filename === 'a.xml')?.sha ?? '';
  const diff = await diffOfPull(connection, number, (path) => (path === 'a.xml' ? sha : 'another'));
  expect([...diff]).toEqual([['a.xml', [{ start: 1, end: 3 }]]]);
  expect(github.violations).toEqual([]);
  await github.close();
});
