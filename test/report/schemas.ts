import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { validateXML } from 'xmllint-wasm';
import type { ReportFormat } from '../../src/report/formats.js';
import { ROOT } from '../support/lint.js';

const read = (name: string): string => readFileSync(join(ROOT, 'test/report/schemas', name), 'utf8');
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  // The SARIF schema holds a pattern that is none with the flag u.
  unicodeRegExp: false,
  formats: {
    uri: /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i,
    // A relative path: no scheme, no authority, every odd character percent-encoded.
    'uri-reference': /^(?!\/)(?:[\w\-.~@$&+,;=]|%[0-9A-F]{2}|\/)*$/,
    'date-time': true,
  },
});

function jsonSchema(name: string) {
  const { id: _, $schema: __, ...schema } = JSON.parse(read(name)) as Record<string, unknown>;
  return ajv.compile(schema);
}

const JSON_SCHEMAS = {
  sarif: jsonSchema('sarif-2.1.0.schema.json'),
  codeclimate: jsonSchema('codeclimate.schema.json'),
  rdjson: jsonSchema('rdjson.schema.json'),
} as const satisfies Partial<Record<ReportFormat, unknown>>;

/** What the schema of a JSON format says against a text. */
export function jsonErrors(format: keyof typeof JSON_SCHEMAS, text: string): string[] {
  const validate = JSON_SCHEMAS[format];
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const XML_SCHEMAS = { junit: 'jenkins-junit.xsd', checkstyle: 'checkstyle.xsd' } as const;

/** What libxml2 says against texts in an XML format: not well-formed, or not as the schema wants it. */
export async function xmlErrors(format: keyof typeof XML_SCHEMAS, texts: readonly string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: texts.map((contents, index) => ({ fileName: `${index}.xml`, contents: new TextEncoder().encode(contents) })),
    schema: [{ fileName: 'schema.xsd', contents: read(XML_SCHEMAS[format]) }],
  });
  return errors.map(({ rawMessage }) => rawMessage);
}
