import type { FileRole, NodeFile, NodeModel, ParserComplaint } from '../../server/model.js';
import { registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { setAttribute } from '../fix-xml.js';
import { escapeAmpersands } from '../fix-xml-names.js';
import { defineRule, type Fix } from '../rule.js';

const SECURE_VAULT = 'http://org.wso2.securevault/configuration';
const FATAL = 'the server does not start';
/** What the server does with a file that it cannot parse. */
const CONSEQUENCE: Partial<Record<FileRole, string>> = {
  carbon: FATAL,
  axis2: FATAL,
  registry: `${FATAL} ("Failed to configure the embedded registry. Invalid data access manager.")`,
  datasources:
    'the server loads no datasource of this file nor of those after it ("Error in initializing system data sources")',
  'user-mgt': `${FATAL} ("Error while reading realm configuration from file")`,
  identity: 'the identity components do not start',
  'consent-mgt': 'the consent component does not start',
  'catalina-server': 'HTTP and HTTPS are not opened',
  'embedded-ldap': 'the embedded LDAP does not start',
  'hazelcast-xml': 'the cluster does not form',
};

export default defineRule({
  id: 'xml-malformed',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'a file is not well-formed XML',
  why: 'The server cannot read it: without carbon.xml, axis2.xml, registry.xml or user-mgt.xml it does not start, and after a malformed datasource file it has no datasources.',
  remedy:
    'Mend what the parser names. In a URL write `&amp;` for `&`; declare the prefix `svns` as http://org.wso2.securevault/configuration where secretAlias is used.',
  sources: [
    'RegistryConfigurationProcessor, DataSourceManager.initSystemDataSources, carbon-kernel 4.4.40 (IS 5.8.0)',
    'libxml2 2.13',
  ],
  examples: {
    bad: { title: 'an ampersand as it is', files: { 'registry.xml': registryXml('  <!-- --><a>x&y</a>\n') } },
    good: { title: 'the ampersand escaped', files: { 'registry.xml': registryXml('  <!-- --><a>x&amp;y</a>\n') } },
  },
  check(node, report) {
    const told = new Set<string>();
    for (const complaint of node.malformed) {
      // What follows the first error is its echo.
      if (told.has(complaint.file)) continue;
      told.add(complaint.file);
      const file = node.files.find(({ name }) => name === complaint.file);
      const consequence = CONSEQUENCE[file?.role ?? 'other'] ?? 'the server cannot read it';
      report({
        node,
        at: complaint,
        address: '',
        message: `${complaint.file} is not well-formed XML: ${reason(complaint.message, file)} So ${consequence}; the rest of the file was not checked.`,
        ...mended(node, complaint, file),
      });
    }
  },
});

/** libxml2's words, and for its commonest ones what to do. */
function reason(message: string, file: NodeFile | undefined): string {
  const said = message.trim().replace(/\.?$/, '.');
  if (/EntityRef|xmlParseEntityRef/.test(message))
    return `${said} An "&" that is meant as such must be written "&amp;".`;
  if (/prefix svns/i.test(message) || /svns/.test(message)) {
    return `${said} Add xmlns:svns="${SECURE_VAULT}" to the root element.`;
  }
  return file?.document.lossy === true ? `${said} The file does not decode as ${file.document.encoding}.` : said;
}

/** Of all that may be wrong these two leave no doubt about what is meant. */
function mended(
  node: NodeModel,
  { message, span }: ParserComplaint,
  file: NodeFile | undefined,
): { readonly fix?: Fix } {
  if (file === undefined || file.role === 'generated' || span === null) return {};
  if (/EntityRef/.test(message)) {
    const edits = escapeAmpersands(node, span);
    return fixWith(edits.length === 1 ? 'Write "&amp;" for "&"' : `Write "&amp;" for each "&"`, 'safe', edits);
  }
  const { root } = file.document.xml();
  if (!/prefix svns/i.test(message) || root === null) return {};
  return fixWith('Declare the prefix svns', 'safe', setAttribute(node, root, 'xmlns:svns', SECURE_VAULT));
}
