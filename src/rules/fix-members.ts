import type { NodeModel } from '../server/model.js';
import { child, childrenOf } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { insertElements, type NewElement, removeElement, setContent } from './fix-xml.js';
import type { Edit } from './rule.js';

/**
 * Makes `<members>` of `<clustering>` list these `host:port`s. The members there are get the addresses in order; what is too many goes, what is missing comes
 * behind them.
 */
export function listMembers(node: NodeModel, block: XmlElement, endpoints: readonly string[]): Edit[] {
  const written = endpoints.map(newMember);
  const list = child(block, 'members', '');
  if (list === null) return insertElements(node, block, [newMembers(endpoints)]);
  const there = childrenOf(list, 'member', '');
  const kept = there.slice(0, written.length);
  return [
    ...kept.flatMap((element, index) => (written[index] === undefined ? [] : rewrite(node, element, written[index]))),
    ...there.slice(written.length).flatMap((element) => removeElement(node, element)),
    ...insertElements(node, list, written.slice(kept.length), kept.at(-1) ?? null),
  ];
}

/** `<members>` with a `<member>` for each `host:port`. */
export function newMembers(endpoints: readonly string[]): NewElement {
  return { name: 'members', content: endpoints.map(newMember) };
}

function newMember(endpoint: string): NewElement {
  const at = endpoint.lastIndexOf(':');
  const part = (name: string, content: string): NewElement => ({ name, content });
  return { name: 'member', content: [part('hostName', endpoint.slice(0, at)), part('port', endpoint.slice(at + 1))] };
}

function rewrite(node: NodeModel, element: XmlElement, { content = [] }: NewElement): Edit[] {
  const parts = typeof content === 'string' ? [] : content;
  const missing = parts.filter(({ name }) => child(element, name, '') === null);
  return [
    ...parts.flatMap(({ name, content: text }) => {
      const part = child(element, name, '');
      return part === null || typeof text !== 'string' || part.text === text ? [] : setContent(node, part, text);
    }),
    ...insertElements(node, element, missing),
  ];
}
