import { DELIVERY, OPTIONS, type Option } from '../config/options.js';
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
  const text = (name: string): string | null => {
    const option = INPUTS.find((candidate) => candidate.name === name);
    return (option === undefined ? getInput(name) : meant(option, getInput(name))) || (option?.default ?? null);
  };
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

/** YAML has many words for yes and no. */
const YES_AND_NO: Readonly<Record<string, readonly string[]>> = {
  auto: ['true', 'on', 'yes'],
  off: ['false', 'no'],
};

/** A choice by the name the table has for it. */
function meant(option: Option, value: string): string {
  if (option.choices !== DELIVERY) return value;
  const word = value.toLowerCase();
  return DELIVERY.find((choice) => choice === word || YES_AND_NO[choice]?.includes(word)) ?? value;
}

function mistakeOf(option: Option, value: string): string[] {
  if (value === '') return [];
  const choices = option.type === 'flag' ? ['true', 'false'] : option.choices;
  const given = option.type === 'flag' ? value.toLowerCase() : meant(option, value);
  if (choices === undefined || option.repeatable === true || choices.includes(given)) return [];
  return [`${option.name}: "${value}" is none of ${choices.join(', ')}.${didYouMean(value, choices)}`];
}
