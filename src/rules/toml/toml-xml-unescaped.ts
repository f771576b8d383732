import { identityToml, placeOfKey, writtenAt } from '../../cluster/deployment.js';
import type { NodeModel, TomlFacts } from '../../server/model.js';
import type { Unescaped } from '../../server/toml/page.js';
import type { Span } from '../../syntax/document.js';
import { list } from '../../text/message.js';
import { isSecretName } from '../../text/redact.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { defineRule, type Edit } from '../rule.js';

/** What becomes of the server when a file it has just written is not well-formed. */
const CONSEQUENCE: Readonly<Record<string, string>> = {
  'datasources/master-datasources.xml': 'no datasource is there ("Error in initializing system data sources")',
  'tomcat/catalina-server.xml': 'HTTP and HTTPS are not opened',
};

const BARE = { '&': /&(?!(?:amp|lt|gt|quot|apos|#\d{1,8}|#x[\da-f]{1,8});)/i, '<': /</ } as const;
const ENTITY = { '&': '&amp;', '<': '&lt;' } as const;

const IDENTITY = (url: string) =>
  `type = "mysql"\nurl = "jdbc:mysql://db.example.com:3306/identity?${url}"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"\npool_options.validationQuery = "SELECT 1"`;

export default defineRule({
  id: 'toml-xml-unescaped',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a bare `&` or `<` in a value that goes into an XML file',
  why: 'The server pastes values into its XML files as they are. A bare `&` or `<` makes the file malformed; the server writes it all the same and dies reading it.',
  remedy: 'Write `&amp;` for `&` and `&lt;` for `<` in deployment.toml.',
  sources: [
    'config-mapper 1.0.2 – 1.0.22, JinjaParser: no escaping',
    "run on the server's own code: golden db-url-amp, db-url-amp-escaped, ms-admin-amp, rf-env-amp",
    'https://github.com/wso2/product-is/issues/28431',
  ],
  examples: {
    bad: {
      title: 'an ampersand as it is',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[database.identity_db]': IDENTITY('useSSL=true&serverTimezone=UTC') },
        }),
      },
    },
    good: {
      title: 'the ampersand escaped',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[database.identity_db]': IDENTITY('useSSL=true&amp;serverTimezone=UTC') },
        }),
      },
    },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    for (const { key, character, span, rendered, isWritten } of values(toml)) {
      const files = rendered.map((file) => `repository/conf/${file}`);
      const effect = CONSEQUENCE[rendered[0] ?? ''] ?? 'the server does not come up';
      const kind = isSecretName(key.replaceAll("'", '')) ? ' (its value is a secret and not shown)' : '';
      const source = isWritten ? 'holds' : 'becomes a text with';
      report({
        node,
        at: placeOfKey(toml, key, span),
        message: `${key}${kind} ${source} a bare "${character}", which the server pastes into ${list(files)} as it is: ${files.length === 1 ? 'the file is' : 'these files are'} no XML then, and ${effect}. Write ${ENTITY[character]} for it${isWritten ? '' : ' where the text comes from'}.`,
        ...(isWritten && span !== null
          ? fixWith(`Write "${ENTITY[character]}" for "${character}"`, 'safe', escapes(node, toml, span))
          : {}),
      });
    }
  },
});

interface Value extends Pick<Unescaped, 'key' | 'character'> {
  readonly span: Span | null;
  readonly rendered: readonly string[];
  /** The character stands there; else a reference or a variable brings it. */
  readonly isWritten: boolean;
}

/** One for each value in which such a character is written; for others only where it comes from nothing in this file. */
function values({ unescaped }: TomlFacts): Value[] {
  const found = new Map<string, Value>();
  for (const { key, character, span, rendered } of unescaped) {
    const at = span === null ? null : characterAt(span, character);
    const id = span === null ? key : String(span.start);
    const before = found.get(id);
    const files = [...new Set([...(before?.rendered ?? []), rendered])];
    found.set(id, { key: before?.key ?? key, character, span: at ?? span, rendered: files, isWritten: at !== null });
  }
  const own = [...found.values()].filter(({ isWritten, span }) => isWritten || hasVariable(span));
  return own.length > 0 ? own : [...found.values()].slice(0, 1);
}

function hasVariable(span: Span | null): boolean {
  return span !== null && /\$(?:env|sys)\{/.test(span.document.text.slice(span.start, span.end));
}

/** The first such character in the source of a value. */
function characterAt(span: Span, character: '&' | '<'): Span | null {
  const index = span.document.text.slice(span.start, span.end).search(BARE[character]);
  return index < 0 ? null : { ...span, start: span.start + index, end: span.start + index + 1 };
}

/** Each such character of the value that one stands in; none where a template fills it. */
function escapes(node: NodeModel, toml: TomlFacts, at: Span): Edit[] {
  const value = writtenAt(toml, at)?.value ?? null;
  if (value?.kind !== 'scalar' || value.span === null || value.certainty === 'template') return [];
  const { document, start, end } = value.span;
  const bare = new RegExp(`${BARE['&'].source}|${BARE['<'].source}`, 'gi');
  return [...document.text.slice(start, end).matchAll(bare)].map(({ 0: found, index }) => ({
    node,
    span: { document, start: start + index, end: start + index + 1 },
    text: found === '&' ? ENTITY['&'] : ENTITY['<'],
  }));
}
