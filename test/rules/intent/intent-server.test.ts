import rule from '../../../src/rules/intent/intent-server.js';
import { expecting, TOML_HOSTS } from '../../support/expecting.js';
import { change, type Files, GOOD, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const carbon = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/carbon.xml', from, to);
const toml = (from: string, to: string, files: Files = GOOD_TOML): Files =>
  change(files, 'is-2/deployment.toml', from, to);
const EXPECT = { hostName: 'is.example.com' };
const SAME = { 'is-1': '10.0.0.11', 'is-2': '10.0.0.11' };
const SAME_TOML = { 'is-1': '10.0.1.11', 'is-2': '10.0.1.11' };
const good = String(GOOD['is-2/repository/conf/carbon.xml']);
const NO_HOST = `    <HostName>is.example.com</HostName>
    <MgtHostName>is.example.com</MgtHostName>
`;

ruleTest(rule, {
  valid: [
    { title: 'as expected', files: expecting(GOOD, EXPECT) },
    { title: 'as expected, TOML', files: expecting(GOOD_TOML, { hostName: 'iam.example.com' }, TOML_HOSTS) },
    {
      title: 'nothing of it is expected',
      files: expecting(carbon('<HostName>is.', '<HostName>x.'), { userStore: 'keep' }),
    },
    { title: 'a template', files: expecting(carbon('<HostName>is.example.com', '<HostName>{{ host }}'), EXPECT) },
    {
      title: 'a variable',
      files: expecting(toml('"iam.example.com"', '"$env{HOST}"'), { hostName: 'iam.example.com' }, TOML_HOSTS),
    },
    {
      title: 'one host, and offsets that keep them apart',
      files: expecting(carbon('<Offset>0<', '<Offset>5<'), EXPECT, SAME),
    },
    {
      title: 'one host, and an offset that is filled in',
      files: expecting(carbon('<Offset>0<', '<Offset>{{ n }}<'), EXPECT, SAME),
    },
    {
      title: 'one host, and an offset that is no number',
      files: expecting(carbon('<Offset>0<', '<Offset>one<'), EXPECT, SAME),
    },
    { title: 'one host, and no offset is written', files: expecting(carbon('<Offset>0</Offset>', ''), EXPECT, SAME) },
    {
      title: 'one host, and the offset is given by the start script',
      files: expecting(
        { ...GOOD, 'is-2/bin/wso2server.sh': 'exec java -DportOffset=1 org.wso2.carbon.bootstrap.Bootstrap\n' },
        EXPECT,
        SAME,
      ),
    },
  ],
  invalid: [
    {
      title: 'the stock names',
      files: expecting(
        carbon(
          '<HostName>is.example.com',
          '<HostName>localhost',
          carbon('<MgtHostName>is.example.com', '<MgtHostName>localhost'),
        ),
        EXPECT,
      ),
      at: ['is-2/carbon.xml:9:15 error'],
      says: /expects of is-2: host name "is\.example\.com" \(it is "localhost"\) and management host name/,
      address: 'server',
      fixed: { 'is-2/carbon.xml': good },
    },
    {
      title: 'no names, as packs have them in a comment',
      files: expecting(carbon(NO_HOST, '    <!--HostName>www.wso2.org</HostName-->\n'), EXPECT),
      at: ['is-2/carbon.xml:2:2 error'],
      fixed: {
        'is-2/carbon.xml': good
          .replace(NO_HOST, '    <!--HostName>www.wso2.org</HostName-->\n')
          .replace('</Version>\n', '</Version>\n    <HostName>is.example.com</HostName>\n'),
      },
    },
    {
      title: 'two nodes on one host',
      files: expecting(GOOD, EXPECT, SAME),
      at: ['is-2/carbon.xml:15:17 error'],
      says: /port offset "1" \(it is "0"\)/,
      fixed: { 'is-2/carbon.xml': good.replace('<Offset>0<', '<Offset>1<') },
    },
    {
      title: 'two nodes on one host with one offset that is not 0',
      files: expecting(
        change(carbon('<Offset>0<', '<Offset>3<'), 'is-1/carbon.xml', '<Offset>0<', '<Offset>3<'),
        EXPECT,
        SAME,
      ),
      at: ['is-2/carbon.xml:15:17 error'],
      fixed: { 'is-2/carbon.xml': /<Offset>0</ },
    },
    {
      title: 'TOML: another name, and one host',
      files: expecting(
        toml('hostname = "iam.example.com"', 'hostname = "localhost"'),
        { hostName: 'iam.example.com' },
        SAME_TOML,
      ),
      at: ['is-2/deployment.toml:2:13 error'],
      fixed: {
        'is-2/deployment.toml': String(GOOD_TOML['is-2/repository/conf/deployment.toml']).replace(
          'port}"\n',
          'port}"\noffset = 1\n',
        ),
      },
    },
  ],
});
