import type { XmlElement } from '../../../src/syntax/xml/tree.js';

/** Answers 0 … below `count`, as a test's generator decides. */
export type Choose = (count: number) => number;

export const FIRST: Choose = () => 0;

/**
 * An XML document of the same meaning in another spelling: order and quotes of attributes, indentation, comments, CDATA
 * and character references, self-closing tags, line ends.
 */
export function respelled(root: XmlElement, choose: Choose): string {
  const text = `${choose(2) === 1 ? '<?xml version="1.0"?>\n' : ''}${comment(choose)}${element(root, '', choose)}\n`;
  return choose(2) === 1 ? text.replace(/\n/g, '\r\n') : text;
}

function element({ name, attributes, children, text }: XmlElement, indent: string, choose: Choose): string {
  const sorted = [...attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (choose(2) === 1) sorted.reverse();
  const tags = sorted.map(
    (one) => `${choose(3) === 1 ? `\n${indent}    ` : ' '}${one.name}="${escaped(one.value, choose)}"`,
  );
  const start = `<${name}${tags.join('')}`;
  const own = text.trim() === '' ? '' : content(text.trim(), choose);
  if (own === '' && children.length === 0) return choose(2) === 1 ? `${start}></${name}>` : `${start} />`;
  const pad = choose(3) === 1 ? `\n${indent}` : '';
  if (children.length === 0) return `${start}>${pad}${own}${comment(choose)}${pad}</${name}>`;
  const inner = children.map((child) => `\n${indent}  ${comment(choose)}${element(child, `${indent}  `, choose)}`);
  return `${start}>${own}${inner.join('')}\n${indent}</${name}>`;
}

function comment(choose: Choose): string {
  return choose(6) === 1 ? '<!-- <b>1</b> -->' : '';
}

function content(text: string, choose: Choose): string {
  if (choose(3) === 1 && !text.includes(']]>')) return `<![CDATA[${text}]]>`;
  return escaped(text, choose);
}

function escaped(text: string, choose: Choose): string {
  const one = (character: string): string =>
    choose(2) === 1 ? `&#x${(character.codePointAt(0) ?? 0).toString(16)};` : (NAMED[character] ?? character);
  return text.replace(/[&<>"\r\n\t]|[^\u0000-\u007f]/gu, (found) => (found.trim() === '' ? ' ' : one(found)));
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
