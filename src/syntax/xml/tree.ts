import type { Span } from '../document.js';

export interface XmlAttribute {
  /** As written, prefix included. */
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  /** Entities and character references resolved, white space normalised as XML 1.0 §3.3.3 says. */
  readonly value: string;
  readonly span: Span;
  /** Between the quotes. */
  readonly valueSpan: Span;
}

export interface XmlElement {
  /** As written, prefix included. */
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  /** Namespace URI in scope for the element; '' for none; null when its prefix is not bound. */
  readonly namespace: string | null;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly parent: XmlElement | null;
  /**
   * The element's own text: text and CDATA children in order, comments left out, children's text not included,
   * line ends normalised, references resolved. This is `OMElement.getText()` of axiom 1.2.11 (IS 5.x).
   */
  readonly text: string;
  /** The own text used a general entity of the internal subset; product parsers disagree about what it then reads. */
  readonly entityRefs: boolean;
  /** From `<` to the end of the end tag. */
  readonly span: Span;
  readonly startTag: Span;
  /** The element's name in the start tag. */
  readonly nameSpan: Span;
  /** Between start and end tag; empty at the end of the start tag for `<a/>`. */
  readonly contentSpan: Span;
  /**
   * The content without surrounding white space when it holds nothing but text or CDATA, and some; else the start tag.
   * Where a caret belongs. To replace a value that may be empty, edit `contentSpan`.
   */
  readonly textSpan: Span;
}

export interface XmlComment {
  /** Between `<!--` and `-->`. */
  readonly text: string;
  readonly span: Span;
}

/** Why there is no trustworthy tree. `refused`: legal XML that this tool will not read (nesting bombs, entity bombs). */
export interface XmlProblem {
  readonly kind: 'malformed' | 'refused';
  readonly message: string;
  readonly span: Span;
}

export interface XmlTree {
  /** Null when nothing could be read (empty file, binary, refused). */
  readonly root: XmlElement | null;
  readonly comments: readonly XmlComment[];
  /** What the tree builder itself tripped over; well-formedness is judged by the gate, not here. */
  readonly problem: XmlProblem | null;
  /** General entities of the internal subset, name to replacement; only plain text ones, any other is refused. */
  readonly entities: ReadonlyMap<string, string>;
}
