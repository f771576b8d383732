import type { Document } from '../../syntax/document.js';
import { parseProperties } from '../../syntax/properties.js';
import { hiddenOf, maskSpans, secretRanges } from '../../text/redact.js';
import { type Forge, type Item, LINE } from './item.js';

/** Values that differ at every encryption: only the names count. */
const CIPHERTEXTS = /(?:^|\/)cipher-text\.properties$/;

/** A properties file; of equal keys the last one counts. */
export function propertiesItem(file: string, document: Document, forge: Forge): Item {
  const compared = CIPHERTEXTS.test(file) ? 'presence' : 'value';
  const last = new Map(parseProperties(document).entries.map((entry) => [entry.key, entry]));
  const children = [...last.values()]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ key, value, span, valueSpan }) =>
      forge({
        name: key,
        text: value,
        exact: true,
        compared,
        span: valueSpan.start < valueSpan.end ? valueSpan : span,
      }),
    );
  return forge({ name: '', children });
}

const COMMENTS: readonly (readonly [files: RegExp, comment: RegExp])[] = [
  [/\.(?:sh|conf|cfg|ini|ya?ml|toml|properties)$/, /^\s*[#;]/],
  [/\.(?:bat|cmd)$/i, /^\s*(?:@?rem\b|::)/i],
  [/\.sql$/, /^\s*--/],
];

/** What the server itself fills in. */
const TEMPLATE = /\.j2$/;

/** Any other text: its lines in order, without blank ones and what is a comment in such a file. */
export function textItem(file: string, document: Document, forge: Forge): Item {
  const { text } = document;
  const comment = COMMENTS.find(([files]) => files.test(file))?.[1];
  // A password may stand in the line after its name, and a key below the head of its table.
  const secrets = hiddenOf(text, secretRanges(text));
  const compared = TEMPLATE.test(file) ? 'source' : 'verbatim';
  const children: Item[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0].trim();
    // `#!` tells what runs the file.
    if (line === '' || (comment?.test(line) === true && !(match.index === 0 && line.startsWith('#!')))) continue;
    const start = match.index + match[0].length - match[0].trimStart().length;
    const span = { document, start, end: start + line.length };
    const shown = maskSpans(line, start, secrets).text;
    children.push(forge({ name: LINE, text: line, shown, order: '*', compared, span }));
  }
  return forge({ name: '', children });
}

/** What only its bytes tell. */
export function binaryItem(digest: string, forge: Forge): Item {
  return forge({ name: '', text: `sha256:${digest.slice(0, 16)}`, compared: 'verbatim' });
}
