import { isConfigName } from './conf-root.js';
import { basename } from './paths.js';

const TOOLS: Readonly<Record<string, string>> = {
  erb: 'ERB',
  epp: 'EPP',
  j2: 'Jinja',
  jinja2: 'Jinja',
  ejs: 'EJS',
  tmpl: 'template',
  template: 'template',
  tpl: 'template',
};

/** Marks that some tool replaces before the server reads the file, with the tool's name where the mark tells. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/<%[-=#|]?[\s\S]*?%>/, 'ERB'],
  [/\{%[-+]?[\s\S]*?%\}/, 'Jinja'],
  [/\{\{-?[\s\S]*?-?\}\}/, '{{ }}'],
  [/\[\[\[\w+\]\]\]/, '[[[ ]]]'],
];

/**
 * Why a file that is named like a template of a known configuration file is not read; null when it is no such file.
 * Told by the name alone: `axis2.xml.erb`, `deployment.toml.j2`.
 */
export function templateName(path: string): string | null {
  const match = /^(.+)\.(\w+)$/.exec(basename(path));
  const tool = TOOLS[match?.[2]?.toLowerCase() ?? ''];
  if (tool === undefined || !isConfigName(match?.[1] ?? '')) return null;
  return reason(tool);
}

/**
 * Why a file that is not well-formed need not be reported: it is a template under a plain name. Null when nothing in
 * it looks like one. Marks inside comments don't count: they are not what breaks the file.
 */
export function templateMarker(text: string): string | null {
  const code = text.replace(/<!--[\s\S]*?-->/g, '');
  const tool = MARKS.find(([mark]) => mark.test(code))?.[1];
  return tool === undefined ? null : reason(tool);
}

function reason(tool: string): string {
  return tool === 'template' ? 'template: render it first' : `template (${tool}): render it first`;
}
