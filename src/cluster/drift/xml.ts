import type { Span } from '../../syntax/document.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { MASK } from '../../text/redact.js';
import { type Arrangement, arrangementOf, isConfidential, isExact, keyOf, orderOf, pairOf } from './arrangement.js';
import type { Forge, Item } from './item.js';

/** An XML file as it is compared: prefixes, comments, references and the order of attributes leave no trace. */
export function xmlItem(file: string, root: XmlElement, forge: Forge): Item {
  return elementItem(root, '', { key: null, order: null, secret: false }, arrangementOf(file), forge);
}

/** What an element is among its siblings. */
interface Standing {
  readonly key: string | null;
  readonly order: string | null;
  /** By what stands beside it. */
  readonly secret: boolean;
}

function elementItem(
  element: XmlElement,
  outerNamespace: string,
  { key, order, secret }: Standing,
  arrangement: Arrangement,
  forge: Forge,
): Item {
  const namespace = element.namespace ?? '';
  const attributes = element.attributes
    .filter(({ name, prefix }) => name !== 'xmlns' && prefix !== 'xmlns')
    .map(({ name, value, valueSpan }) => forge({ name: `@${name}`, text: value, exact: true, span: valueSpan }));
  if (namespace !== outerNamespace) {
    attributes.push(forge({ name: '@xmlns', text: namespace, span: element.nameSpan }));
  }
  const secretValue = isConfidential(element) ? pairOf(element)?.value : null;
  const seen = new Map<string, number>();
  for (const { local } of element.children) seen.set(local, (seen.get(local) ?? 0) + 1);
  const all = element.children.map((nested) => {
    const nestedKey = keyOf(nested, arrangement);
    const nestedOrder = orderOf(nested, nestedKey, (seen.get(nested.local) ?? 0) > 1, arrangement);
    const standing = { key: nestedKey, order: nestedOrder, secret: secretValue === nested };
    return elementItem(nested, namespace, standing, arrangement, forge);
  });
  const children = arrangement.record ? withoutRepeats(all) : all;
  const exact = secret || isExact(element, key, arrangement);
  const trimmed = element.text.trim();
  const text = exact && trimmed !== '' ? element.text : trimmed;
  const isLeaf = attributes.length === 0 && children.length === 0;
  return forge({
    name: element.local,
    key,
    order,
    text: text === '' && !isLeaf ? null : text,
    exact,
    ...(secret && text !== '' && { shown: MASK }),
    span: valueSpan(element),
    children: [...attributes, ...children],
  });
}

/** A scalar that is written twice alike says it once. */
function withoutRepeats(items: readonly Item[]): readonly Item[] {
  const seen = new Set<number>();
  return items.filter(({ id, key, children }) => {
    const isRepeat = key === null && children.length === 0 && seen.has(id);
    seen.add(id);
    return !isRepeat;
  });
}

/** The value where there is one, else the name. */
function valueSpan({ textSpan, startTag, nameSpan }: XmlElement): Span {
  return textSpan.start === startTag.start ? nameSpan : textSpan;
}
