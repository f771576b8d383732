import { OPTIONS, type Option } from '../config/options.js';
import { ConfigError } from '../config/parse.js';
import { didYouMean } from '../text/nearest.js';

/** The action's inputs, by the names of the table of options; defaults come from there. */
export interface Inputs {
  /** Null when neither given nor defaulted. A choice is one of its choices. */
  readonly text: (name: string) => string | null;
  /** One value a line, blank lines left out. */
  readonly lines: (name: string) => readonly string[];
  /** `true` or `false`, as YAML and people write them. */
  readonly flag: (name: string) => boolean;
}

const INPUTS: readonly Option[] = OPTIONS.filter((option: Option) => option.only !== 'cli');

/**
 * Checks every input at once, so that one run tells all mistakes.
 *
 * @param getInput `@actions/core` `getInput`: trimmed, '' when not given
 * @throws ConfigError
 */
export function readInputs(getInput: (name: string) => string): Inputs {
  const mistakes = INPUTS.flatMap((option) => mistakeOf(option, getInput(option.name)));
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  const text = (name: string): string | null =>
    getInput(name) || (INPUTS.find((option) => option.name === name)?.default ?? null);
  return {
    text,
    lines: (name) =>
      (text(name) ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    flag: (name) => /^true$/i.test(text(name) ?? ''),
  };
}

function mistakeOf(option: Option, value: string): string[] {
  if (value === '') return [];
  const choices = option.type === 'flag' ? ['true', 'false'] : option.choices;
  const given = option.type === 'flag' ? value.toLowerCase() : value;
  if (choices === undefined || choices.includes(given)) return [];
  return [`${option.name}: "${value}" is none of ${choices.join(', ')}.${didYouMean(value, choices)}`];
}
