import type { NodeModel } from '../../server/model.js';
import { type Misplaced, misplacedElements } from '../../server/structure.js';
import { descendants } from '../../syntax/xml/query.js';
import { list } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { renameElement } from '../fix-xml-names.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'xml-structure',
  scope: 'node',
  severity: 'info',
  since: '0.1.0',
  summary: 'an element that the server does not read where it stands',
  why: 'Elements with other names than the server looks for are ignored without a word: a misspelt one is as good as missing.',
  remedy: 'Correct the name, or move the element to where it is read.',
  sources: ['the element tables in src/server/xml, and the schema generated from them (schema/xsd)'],
  examples: {
    bad: {
      title: 'a misspelt element',
      files: { 'registry.xml': registryXml(mountXml().replace('<id>', '<instanceID/>\n    <id>')) },
    },
    good: { title: 'only elements that are read', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    // Where a file is not well-formed its tree is a guess; xml-malformed speaks of it.
    const isBroken = (name: string) => node.malformed.some(({ file }) => file === name);
    for (const file of node.files.filter(({ name }) => !isBroken(name))) {
      const misplaced = misplacedElements(file);
      for (const element of misplaced) {
        report({
          node,
          at: element,
          discriminator: String(misplaced.filter(({ address }) => address === element.address).indexOf(element)),
          message: `<${element.name}> in <${element.parent}> is not read by the server, which knows ${list(element.expected.map((name) => `<${name}>`))} there.${didYouMean(element.name, element.expected)}`,
          ...renamed(node, element),
        });
      }
      // libxml2 names the line where a start tag ends, and speaks once of each parent.
      const isTold = (line: number) =>
        misplaced.some(({ span }) => {
          const from = span?.document.lines.position(span.start).line ?? 0;
          return from <= line && line <= from + 20;
        });
      for (const complaint of node.schemaComplaints) {
        const line = complaint.span?.document.lines.position(complaint.span.start).line ?? 0;
        if (complaint.file === file.name && !isTold(line)) {
          report({ node, at: complaint, message: `${complaint.message} The server may not read what stands there.` });
        }
      }
    }
  },
});

/** To the name that is spelt nearly so, if nothing has it there: the server would take what stands there then. */
function renamed(node: NodeModel, { name, expected, span }: Misplaced): { readonly fix?: Fix } {
  const meant = nearest(name, expected);
  const root = span?.document.xml().root ?? null;
  if (meant === null || root === null) return {};
  const element = [...descendants(root)].find(({ nameSpan }) => nameSpan.start === span?.start);
  const isAlone = element?.parent?.children.every((other) => other === element || ![meant, name].includes(other.local));
  return element === undefined || isAlone !== true
    ? {}
    : fixWith(`Call it ${meant}`, 'unsafe', renameElement(node, element, meant));
}
