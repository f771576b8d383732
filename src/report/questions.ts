import { ConfigError } from '../config/parse.js';
import { terminal } from '../text/escape.js';
import { maskUrl } from '../text/redact.js';
import { columns } from './layout.js';

/** Something that `init` cannot know. */
export interface Question {
  /** What `--set` calls it: `production.expect.domain`. */
  readonly key: string;
  readonly text: string;
  /** What Enter and `--yes` take: an answer, `-` for none; null where there is nothing to propose. */
  readonly standard: string | null;
  readonly choices?: readonly string[];
  /** What an answer may look like, for those who have to give one. */
  readonly example?: string;
  /** What is wrong with an answer, without the answer; null for nothing. */
  readonly mistake?: (answer: string) => string | null;
  /** The files tell it: nobody is asked, only `--set` says otherwise. */
  readonly told?: boolean;
  /** Yes or no to the questions whose keys begin with this one's: an answer to one of them says yes. */
  readonly opens?: true;
}

/** Null: it is left out. */
export type Ask = (question: Question) => Promise<string | null>;

/** A line that a person typed; null when there will be none any more. */
export type Line = (prompt: string) => Promise<string | null>;

export interface Answers {
  readonly ask: Ask;
  /** What was asked, in order. */
  readonly asked: readonly Question[];
  /** What nobody answered, and what has no default. */
  readonly missing: readonly Question[];
  /** What of `--set` answered nothing, without the values. */
  readonly unused: () => readonly string[];
}

/**
 * Answers from `--set KEY=VALUE`, else from a person, else (`line` null) the defaults. Of equal keys the last counts.
 *
 * @param tell where a person reads what is wrong with an answer
 * @throws ConfigError from `ask`, for an answer of `--set` that cannot be, and where the person goes away
 */
export function answersFrom(given: readonly string[], line: Line | null, tell: (text: string) => void): Answers {
  const asked: Question[] = [];
  const missing: Question[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    const { key, standard, opens, told } = question;
    const flag = given.findLast((entry) => entry.startsWith(`${key}=`));
    if (flag !== undefined) {
      const taken = take(question, flag.slice(key.length + 1));
      if ('mistake' in taken) throw new ConfigError(`--set ${key}: ${taken.mistake}`);
      return taken.answer;
    }
    if (opens && given.some((entry) => entry.startsWith(`${key}.`))) return 'yes';
    if (line !== null && told !== true) return askPerson(question, line, tell);
    if (opens) return 'no';
    if (standard === null) missing.push(question);
    return standard === '-' ? null : standard;
  };
  const unused = () =>
    given
      .filter((entry) => !asked.some(({ key }) => entry.startsWith(`${key}=`)))
      .map((entry) => entry.split('=', 1)[0] ?? '');
  return { ask, asked, missing, unused };
}

/** Every question that may come, each answered so that those behind it come too. */
export async function allQuestions(interview: (ask: Ask) => Promise<unknown>): Promise<readonly Question[]> {
  const asked: Question[] = [];
  await interview(async (question) => {
    asked.push(question);
    const answer = question.opens ? 'yes' : (question.standard ?? question.example ?? '-');
    return answer === '-' ? null : answer;
  });
  return asked;
}

async function askPerson(question: Question, line: Line, tell: (text: string) => void): Promise<string | null> {
  const { text, choices, standard, example } = question;
  const like = standard === null && example !== undefined ? `, like ${terminal(example)}` : '';
  const either = choices === undefined ? '' : ` (${choices.join(', ')})`;
  const proposed = standard === null ? '' : ` [${terminal(standard)}]`;
  for (;;) {
    const typed = await line(`${terminal(text)}${either}${like}${proposed}: `);
    if (typed === null) throw new ConfigError('stopped: nothing was written');
    const answer = typed.trim() === '' ? standard : typed;
    const taken =
      answer === null ? { mistake: 'there is no default: answer, or "-" to leave it out' } : take(question, answer);
    if ('answer' in taken) return taken.answer;
    tell(`  ${taken.mistake}`);
  }
}

type Taken = { readonly answer: string | null } | { readonly mistake: string };

function take({ choices, mistake }: Question, given: string): Taken {
  const answer = given.trim();
  if (answer === '-') return { answer: null };
  if (answer === '') return { mistake: 'it is empty; "-" leaves it out' };
  if (/\p{Cc}/u.test(answer)) return { mistake: 'it holds a control character' };
  if (choices !== undefined) {
    const meant = choices.filter((choice) => choice === answer || choice.startsWith(answer.toLowerCase()));
    const choice = choices.find((each) => each === answer) ?? (meant.length === 1 ? meant[0] : undefined);
    return choice === undefined ? { mistake: `it is none of ${choices.join(', ')}` } : { answer: choice };
  }
  const wrong = mistake?.(answer) ?? null;
  return wrong === null ? { answer } : { mistake: wrong };
}

/** `  --set production.expect.domain=iam.prod  Clustering domain`, one line each, for a usage error. */
export function questionLines(questions: readonly Question[]): string[] {
  const rows = questions.map(({ key, text, choices, standard, example }) => {
    const value = choices?.join('|') ?? example ?? 'VALUE';
    const otherwise = standard === null || standard === '-' ? '' : `; default ${standard}`;
    return [`--set ${terminal(`${key}=${value}`)}`, terminal(text + otherwise)];
  });
  return columns(rows, '  ', 60);
}

/** Such a URL is none to write down. */
export function secretInUrl(url: string): boolean {
  return maskUrl(url) !== url;
}
