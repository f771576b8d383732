import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type DriftResult, drift } from '../../src/drift.js';
import { driftJson } from '../../src/report/drift.js';
import { driftText } from '../../src/report/drift-text.js';
import { plainStyle } from '../../src/report/style.js';
import { type Files, memoryHost, ROOT } from './lint.js';
import { REQUEST } from './request.js';

/** `drift` over files in memory. */
export const driftIn = (
  files: Files,
  against: string | null = null,
  paths: readonly string[] = ['.'],
): Promise<DriftResult> =>
  drift({ ...REQUEST, paths }, memoryHost(files, false), { against, since: null, fetch: false });

/** `address | value | value` of the settings, `file not on node` of the files. */
export const told = ({ drift: { settings, files } }: DriftResult): string[] => [
  ...settings.map(({ address, values }) => [address, ...values.map(({ value }) => value ?? '–')].join(' | ')),
  ...files.map(({ file, missingOn }) => `${file} not on ${missingOn.join()}`),
];

export const textOf = ({ drift: report }: DriftResult, width = 200): string =>
  driftText(report, { style: plainStyle, quiet: false, width });

/** The tree in a folder. */
export const below = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

const schemas = ['report', 'drift'].map((name) =>
  JSON.parse(readFileSync(join(ROOT, `schema/${name}.schema.json`), 'utf8')),
);
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { uri: /^https?:/ }, schemas });

/** Where the JSON is not what the schema says. */
export const faults = ({ drift: report }: DriftResult) => {
  const validate = ajv.getSchema(schemas[1].$id);
  validate?.(JSON.parse(driftJson(report)));
  return validate?.errors ?? [];
};
