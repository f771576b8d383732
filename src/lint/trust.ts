import type { Config } from '../config/intent.js';
import type { Document } from '../syntax/document.js';
import type { Trust } from './suppress.js';

/**
 * What a pull request from a fork may silence: what the base branch silences already.
 *
 * @param read a file of the base branch as text; null where there is none
 * @param head the configuration of the pull request
 * @param base that of the base branch
 */
export function trustOf(read: (path: string) => string | null, head: Config, base: Config): Trust {
  const texts = new Map<string, string>();
  const textOf = (path: string): string => {
    const text = texts.get(path) ?? joined(read(path) ?? '');
    texts.set(path, text);
    return text;
  };
  const file = head.path ?? base.path;
  return {
    comment: (path, { document, start, end }) => {
      const comment = joined(document.text.slice(start, end));
      // One comment of the base is no leave for two.
      return times(textOf(path), comment) >= times(joined(outermost(document).text), comment);
    },
    config:
      file === null || silenceOf(head) === silenceOf(base) ? null : { file, line: null, column: null, inline: null },
  };
}

/** Line ends and the indentation in a YAML file are no part of what is said. */
function joined(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

function outermost(document: Document): Document {
  return document.embedded === null ? document : outermost(document.embedded.outer);
}

function silenceOf({ rules, ignore, exclude }: Config): string {
  const entries = ignore.map(({ at: _, ...entry }) => entry);
  return JSON.stringify([Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)), entries, exclude]);
}
