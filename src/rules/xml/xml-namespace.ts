import type { FileRole, NodeFile, NodeModel } from '../../server/model.js';
import { CONSENT_NAMESPACE } from '../../server/xml/consent-mgt.js';
import { IDENTITY_NAMESPACE } from '../../server/xml/identity.js';
import type { Span } from '../../syntax/document.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { quote } from '../../text/message.js';
import { nearest } from '../../text/nearest.js';
import { registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { setAttribute } from '../fix-xml.js';
import { removeAttribute, renameElement } from '../fix-xml-names.js';
import { defineRule, type Fix } from '../rule.js';

interface Wanted {
  readonly namespace: string;
  /** Where the server insists on the root element's name. */
  readonly root?: string;
  readonly consequence: string;
}

const WANTED: Partial<Record<FileRole, Wanted>> = {
  axis2: {
    namespace: '',
    root: 'axisconfig',
    consequence: 'the server finds no clustering there, or stops at the root element',
  },
  registry: {
    namespace: '',
    consequence: 'the server stops with "The current database configuration is not defined."',
  },
  datasources: {
    namespace: '',
    root: 'datasources-configuration',
    consequence: 'the server loads none of its datasources ("Error in initializing system data sources")',
  },
  'user-mgt': {
    namespace: '',
    consequence: 'the server stops with "Error while reading realm configuration from file"',
  },
  identity: {
    namespace: IDENTITY_NAMESPACE,
    consequence:
      'the server stops with "Identity Persistence Manager configuration is not available in identity.xml file"',
  },
  'consent-mgt': { namespace: CONSENT_NAMESPACE, consequence: 'the server does not find the consent database' },
};

export default defineRule({
  id: 'xml-namespace',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the elements of a file are in another namespace, or under another root, than the server looks for',
  why: 'axis2.xml, registry.xml, user-mgt.xml and the datasource files are read without a namespace, identity.xml and consent-mgt-config.xml only in theirs: in another one the server finds nothing, as if the file were empty.',
  remedy: 'Remove the xmlns from the root element, or set the one that the message names.',
  sources: [
    'RegistryConfigurationProcessor, RealmConfigXMLProcessor, carbon-kernel 4.4.40; IdentityConfigParser, carbon-identity 5.0.8',
  ],
  examples: {
    bad: {
      title: 'a default namespace',
      files: {
        'registry.xml': registryXml().replace('<wso2registry>', '<wso2registry xmlns="http://wso2.org/registry">'),
      },
    },
    good: { title: 'none', files: { 'registry.xml': registryXml() } },
  },
  check(node, report) {
    for (const file of node.files) {
      const wanted = WANTED[file.role];
      // Only files with a role are ever parsed: the others are many and large.
      if (wanted === undefined || isMalformed(file)) continue;
      const { root } = file.document.xml();
      if (root === null) continue;
      const problem = problemOf(root, wanted);
      if (problem === null) continue;
      report({
        node,
        at: { file: file.name, span: problem.span, address: file.name },
        message: `${problem.text}: ${wanted.consequence}. ${problem.remedy}`,
        ...fixOf(node, root, wanted),
      });
    }

    function isMalformed(file: NodeFile): boolean {
      return node.malformed.some((complaint) => complaint.file === file.name);
    }
  },
});

function problemOf(root: XmlElement, wanted: Wanted): { span: Span; text: string; remedy: string } | null {
  if (wanted.root !== undefined && root.local !== wanted.root) {
    const text = `The root element is <${root.name}>, the server wants <${wanted.root}>`;
    return { span: root.nameSpan, text, remedy: `Call it ${wanted.root}.` };
  }
  // The root's own namespace matters only where its name does: what is looked up are its children.
  const [first] = root.children;
  const judged = wanted.root === undefined && first !== undefined ? first : root;
  const elsewhere = root.children.every(({ namespace }) => namespace !== wanted.namespace);
  if (judged.namespace === wanted.namespace || !elsewhere || root.children.length === 0) return null;
  const declared = root.attributes.find(({ prefix, local }) => prefix === 'xmlns' || local === 'xmlns');
  const has = judged.namespace === '' ? 'in no namespace' : `in the namespace ${quote(judged.namespace ?? '')}`;
  const remedy =
    wanted.namespace === '' ? 'Remove that namespace.' : `Set xmlns="${wanted.namespace}" on the root element.`;
  const looks = wanted.namespace === '' ? 'without one' : `in ${quote(wanted.namespace)}`;
  return {
    span: declared?.span ?? root.nameSpan,
    text: `The elements are ${has}, the server looks for them ${looks}`,
    remedy,
  };
}

function fixOf(node: NodeModel, root: XmlElement, wanted: Wanted): { readonly fix?: Fix } {
  if (wanted.root !== undefined && root.local !== wanted.root) {
    // Another root altogether may be the sign of another file.
    const isMisspelt = nearest(root.local, [wanted.root]) !== null;
    return isMisspelt ? fixWith(`Call it ${wanted.root}`, 'safe', renameElement(node, root, wanted.root)) : {};
  }
  // By prefixes and declarations of their own the elements would stay where they are.
  const isOwn = ({ prefix, attributes }: XmlElement) =>
    prefix !== '' || attributes.some(({ name }) => name === 'xmlns');
  if (root.prefix !== '' || root.children.some(isOwn)) return {};
  if (wanted.namespace === '') return fixWith('Remove the xmlns', 'safe', removeAttribute(node, root, 'xmlns'));
  return fixWith('Set the xmlns', 'safe', setAttribute(node, root, 'xmlns', wanted.namespace));
}
