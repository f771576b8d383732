import { FORMATS, type Format } from '../config/options.js';
import { ConfigError } from '../config/parse.js';
import { didYouMean } from '../text/nearest.js';
import type { Inputs } from './inputs.js';

/**
 * `format` and `output`, line by line: each format goes to the file in the same place.
 *
 * @throws ConfigError
 */
export function outputPairs(inputs: Inputs): { readonly format: Format; readonly file: string }[] {
  const [formats, files] = [inputs.lines('format'), inputs.lines('output')];
  if (files.length === 0) return [];
  if (formats.length !== files.length) {
    throw new ConfigError(`output: ${files.length} files for ${formats.length} formats: give one file for each format`);
  }
  return formats.map((given, index) => {
    const format = FORMATS.find((one) => one === given);
    if (format === undefined) {
      throw new ConfigError(`format: "${given}" is none of ${FORMATS.join(', ')}.${didYouMean(given, FORMATS)}`);
    }
    return { format, file: files[index] ?? '' };
  });
}
