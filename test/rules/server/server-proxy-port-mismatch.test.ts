import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-proxy-port-mismatch.js';
import { change, copyNode, GOOD, without, withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-2/tomcat/catalina-server.xml';
const HTTPS = 'proxyPort="443"\n                   scheme';
const https = (text: string) => change(GOOD, FILE, HTTPS, `${text}\n                   scheme`);
const connector = (lines: string) => ({ '[transport.https.properties]': lines });

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: a number in quotes',
      files: tomlCluster(connector('proxyPort = 443'), connector('proxyPort = "443"')),
    },
    {
      title: 'deployment.toml: a piece',
      files: {
        ...tomlCluster(connector('proxyPort = 443')),
        'is-2/deployment.toml': '[server]\noffset = 1\n[database.identity_db]\ntype = "mysql"\n',
      },
    },
    { title: 'a proxy port that a template fills in', files: https('proxyPort="{{ port }}"') },
    { title: 'no catalina-server.xml on one node', files: without(https(''), 'is-1/tomcat/catalina-server.xml') },
    {
      title: 'no catalina-server.xml on the third',
      files: without(
        copyNode(https(''), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
        'is-3/tomcat/catalina-server.xml',
      ),
    },
    { title: 'a blank too many', files: https('proxyPort="443 "') },
    { title: 'another connector port', files: change(GOOD, FILE, 'port="9443"', 'port="9444"') },
    {
      title: 'two HTTPS connectors, which nobody can pair',
      files: change(
        https('proxyPort="444"'),
        FILE,
        '</Service>',
        '<Connector port="9445" scheme="https" proxyPort="445"/></Service>',
      ),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: none on one node',
      files: tomlCluster({}, connector('proxyPort = 443')),
      at: ['is-2/deployment.toml:39:13 warning'],
      says: /under \[transport\.https\.properties\]/,
      fixed: {},
    },
    {
      title: 'deployment.toml: none beside the port of the reference',
      files: withReference(tomlCluster(connector('proxyPort = 443'), connector('maxThreads = 200'))),
      at: ['is-1/deployment.toml:39:13 warning'],
      fixed: { 'is-2/deployment.toml': /\n\[transport\.https\.properties\]\nmaxThreads = 200\nproxyPort = 443\n$/ },
    },
    {
      title: 'no proxy port beside that of the reference',
      files: withReference(https('')),
      at: ['is-1/tomcat/catalina-server.xml:10:31 warning'],
      fixed: { 'is-2/tomcat/catalina-server.xml': /SSLEnabled="true"[^>]* proxyPort="443"[^>]*>/ },
    },
    {
      title: 'another proxy port than that of the reference',
      files: withReference(https("proxyPort='8443'")),
      at: ['is-1/tomcat/catalina-server.xml:10:31 warning'],
      fixed: { 'is-2/tomcat/catalina-server.xml': /proxyPort='443'/ },
    },
    {
      title: 'another proxy port',
      files: https('proxyPort="8443"'),
      at: ['is-1/tomcat/catalina-server.xml:10:31 warning'],
      says: /is-1 has proxyPort of the HTTPS connector "443", is-2 has "8443"/,
      related: [`${FILE}:10:31`],
      address: 'tomcat/https/proxyPort',
    },
    {
      title: 'no proxy port',
      files: https(''),
      at: ['is-1/tomcat/catalina-server.xml:10:31 warning'],
      says: /is-2 has none/,
    },
    {
      title: 'of the HTTP connector',
      files: change(GOOD, FILE, 'proxyPort="80"', 'proxyPort="81"'),
      at: ['is-1/tomcat/catalina-server.xml:6:31 warning'],
    },
    {
      title: 'a proxy name on one node',
      files: https('proxyPort="443" proxyName="is.example.com"'),
      at: ['is-1/tomcat/catalina-server.xml:8:10 warning'],
      says: /proxyName/,
    },
  ],
});
