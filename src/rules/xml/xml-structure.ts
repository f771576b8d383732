import { misplacedElements } from '../../server/structure.js';
import { list } from '../../text/message.js';
import { didYouMean } from '../../text/nearest.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

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
    for (const file of node.files) {
      const misplaced = misplacedElements(file);
      for (const element of misplaced) {
        report({
          node,
          at: element,
          discriminator: String(misplaced.filter(({ address }) => address === element.address).indexOf(element)),
          message: `<${element.name}> in <${element.parent}> is not read by the server, which knows ${list(element.expected.map((name) => `<${name}>`))} there.${didYouMean(element.name, element.expected)}`,
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
