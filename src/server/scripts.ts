import type { NodeFile, ScriptFacts } from './model.js';
import { kindOf } from './placeholders.js';
import type { Setting } from './setting.js';

const OPTIONS = { portOffset: '-DportOffset=', hazelcastConfig: '-Dhazelcast.config=' } as const;
/** Comments of shells, Dockerfiles and YAML (`#`), of batch files (`rem`, `::`); `echo` only tells how to call. */
const NOT_RUN = /^\s*(?:#|rem\b|@rem\b|::|echo\b|@echo\b)/i;

/**
 * What start scripts, Dockerfiles and compose files beside the node hand to the JVM over the files. A value that only
 * the shell knows, or two that differ, make the setting a `placeholder`.
 */
export function readScripts(files: readonly NodeFile[]): ScriptFacts {
  const scripts = files.filter(({ role }) => role === 'script');
  return {
    portOffset: option(scripts, OPTIONS.portOffset, 'scripts/portOffset'),
    hazelcastConfig: option(scripts, OPTIONS.hazelcastConfig, 'scripts/hazelcastConfig'),
  };
}

function option(files: readonly NodeFile[], flag: string, address: string): Setting | null {
  const found = files.flatMap((file) => occurrences(file, flag, address));
  const [first] = found;
  if (first === undefined) return null;
  return found.every(({ text }) => text === first.text) ? first : { ...first, kind: 'placeholder' };
}

function occurrences(file: NodeFile, flag: string, address: string): Setting[] {
  const { document } = file;
  const settings: Setting[] = [];
  const lines = /[^\r\n]*(?:\r\n?|\n|$)/g;
  for (const { 0: line, index: lineStart } of document.text.matchAll(lines)) {
    if (NOT_RUN.test(line)) continue;
    const comment = commentStart(line);
    for (let at = line.indexOf(flag); at >= 0 && at < comment; at = line.indexOf(flag, at + 1)) {
      const start = at + flag.length;
      const text =
        /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{.*?\}\}|<%.*?%>|[^\s"'\\,\]&|;<>])*/.exec(line.slice(start))?.[0] ?? '';
      const span = { document, start: lineStart + start, end: lineStart + start + text.length };
      const evaluated = text !== '' && !/[$%`]/.test(text);
      const kind = evaluated ? kindOf(text) : kindOf(text) === 'template' ? 'template' : 'placeholder';
      settings.push({ file: file.name, span, address, text, kind, origin: 'explicit', sensitive: false });
    }
  }
  return settings;
}

/** Where ` # …` begins on a line, its length where nowhere. A `#` in quotes or a word is none. */
function commentStart(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '#' && /\s/.test(line.charAt(at - 1))) return at;
  }
  return line.length;
}
