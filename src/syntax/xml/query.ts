import type { XmlAttribute, XmlElement } from './tree.js';

/** The first child element of a local name. `namespace`: '' = exactly none, left out = any. */
export function child(element: XmlElement, local: string, namespace?: string): XmlElement | null {
  return element.children.find((candidate) => named(candidate, local, namespace)) ?? null;
}

/** All child elements of a local name, in document order; `namespace` as for `child`. */
export function childrenOf(element: XmlElement, local: string, namespace?: string): readonly XmlElement[] {
  return element.children.filter((candidate) => named(candidate, local, namespace));
}

/** The attribute written with exactly this name, prefix included; null where there is none. */
export function attribute(element: XmlElement, name: string): XmlAttribute | null {
  return element.attributes.find((candidate) => candidate.name === name) ?? null;
}

/** Every element below, in document order, the element itself not included. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const nested of element.children) {
    yield nested;
    yield* descendants(nested);
  }
}

function named(element: XmlElement, local: string, namespace: string | undefined): boolean {
  return element.local === local && (namespace === undefined || element.namespace === namespace);
}
