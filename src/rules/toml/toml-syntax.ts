import type { NodeModel } from '../../server/model.js';
import type { Span } from '../../syntax/document.js';
import { parseToml } from '../../syntax/toml/parse.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { edited } from '../fix-toml-names.js';
import { defineRule, type Edit, type Fix } from '../rule.js';

export default defineRule({
  id: 'toml-syntax',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  unsuppressable: true,
  summary: 'deployment.toml is not TOML',
  why: 'The server cannot read its only configuration file: it logs "Error while performing configuration changes" with "Error parsing deployment configuration" and exits. Nothing else of the file can be checked.',
  remedy: 'Mend the line the message names.',
  sources: [
    'config-mapper 1.0.2 – 1.0.22, TomlParser; carbon-kernel Main.handleConfiguration: System.exit(1)',
    'https://github.com/wso2/product-apim/issues/7825',
  ],
  examples: {
    bad: {
      title: 'a text without quotes',
      files: { 'deployment.toml': deploymentToml().replace('"iam.example.com"', 'iam.example.com') },
    },
    good: { title: 'the text in quotes', files: { 'deployment.toml': deploymentToml() } },
  },
  check(node, report) {
    const error = node.toml?.tree.error ?? null;
    if (node.toml === null || error === null) return;
    const { file } = node.toml;
    const at = { file, span: error.span, address: file };
    const said = error.message;
    const { text } = error.span.document;
    if (text.includes('\r') && !text.includes('\n')) {
      report({
        node,
        at,
        message:
          'The lines of this file end with CR alone: for the server all of it is one line, and it stops at start. Save it with LF or CR LF; the file was not checked.',
      });
      return;
    }
    // What only our reader refuses is not known to stop the server.
    if (/nested too deeply/.test(said) || isInComment(error.span)) {
      const message = `This could not be read: ${said}. The server may take it; nothing in this file was checked.`;
      report({ node, at, severity: 'info', message });
      return;
    }
    report({
      node,
      at,
      message: `This is not TOML: ${said}. The server stops at start with "Error parsing deployment configuration"; the rest of the file was not checked.`,
      ...bareValueFix(node, error.span),
    });
  },
});

/** The server takes any character in a comment. */
function isInComment({ document: { text }, start }: Span): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*#/.test(line);
}

/** A value alone on its line: in quotes of a text processor, which may hold blanks; or one word. */
const CURLY = /^[“”„«‘’]([^“”„«»‘’"'\\\r\n]*)[“”»‘’](?=[ \t]*(?:#|\r?$))/m;
const WORD = /^[A-Za-z][\w.:/@-]*(?=[ \t]*(?:#|\r?$))/m;

/** A value that only lacks the right quotes or the lower case. */
function bareValueFix(node: NodeModel, { document, start }: Span): { readonly fix?: Fix } {
  const before = document.text.slice(document.text.lastIndexOf('\n', start - 1) + 1, start);
  const rest = /^[^\n]*/.exec(document.text.slice(start))?.[0] ?? '';
  const curly = CURLY.exec(rest);
  const [word = ''] = curly ?? WORD.exec(rest) ?? [];
  if (word === '' || !/^[ \t]*[\w.-]+[ \t]*=[ \t]*$/.test(before)) return {};
  const isSwitch = /^(?:true|false)$/i.test(word);
  const text = isSwitch ? word.toLowerCase() : `"${curly?.[1] ?? word}"`;
  const edits: Edit[] = [{ node, span: { document, start, end: start + word.length }, text }];
  const left = parseToml(edited(document, edits)).error;
  if (left !== null && left.span.start <= start + text.length) return {};
  const title = isSwitch ? `Write ${text}` : 'Put the text in straight double quotes';
  return fixWith(title, isSwitch || curly !== null ? 'safe' : 'unsafe', edits);
}
