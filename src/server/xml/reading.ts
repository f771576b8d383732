import type { Span } from '../../syntax/document.js';
import { child } from '../../syntax/xml/query.js';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree.js';
import { isSecretName } from '../../text/redact.js';
import { trim } from '../java.js';
import type { NodeFile, ServerFailure } from '../model.js';
import { type Dialect, resolve, type Variables } from '../placeholders.js';
import type { Placed, Setting } from '../setting.js';

/** What one file tells, and where the server would refuse it or lose a part of it. */
export interface Reading<Facts> {
  readonly facts: Facts;
  readonly failures: readonly ServerFailure[];
}

/** How one file's values become settings: its placeholders, and what its parser does with entities. */
export interface Reader {
  readonly file: NodeFile;
  readonly variables: Variables;
  readonly dialect: Dialect;
  /** The parser drops text that uses an entity of the internal subset. */
  readonly emptyEntities?: boolean;
}

export function placed(reader: Reader, span: Span, address: string): Placed {
  return { file: reader.file.name, span, address };
}

/** The element's text as a setting; null for no element. `trimmed` where the server trims. */
export function textOf(reader: Reader, element: XmlElement | null, address: string, how?: 'trimmed'): Setting | null {
  if (element === null) return null;
  const written = reader.emptyEntities === true && element.entityRefs ? '' : element.text;
  const setting = settingAt(reader, how === 'trimmed' ? trim(written) : written, element.textSpan, address);
  const text = how === 'trimmed' ? trim(setting.text) : setting.text;
  // Secure vault replaces the text whatever stands there (`svns:secretAlias`).
  const aliased = element.attributes.some(({ local }) => local === 'secretAlias');
  return { ...setting, text, kind: aliased ? 'secret' : setting.kind };
}

/** The text of the first child of that name without a namespace; null for none. */
export function childText(
  reader: Reader,
  parent: XmlElement,
  name: string,
  address: string,
  how?: 'trimmed',
): Setting | null {
  return textOf(reader, child(parent, name, ''), address, how);
}

/** An attribute's value; nothing resolves placeholders there unless `dialect` says so. */
export function attributeOf(
  reader: Reader,
  found: XmlAttribute | null,
  address: string,
  dialect: Dialect = 'none',
): Setting | null {
  return found === null ? null : settingAt({ ...reader, dialect }, found.value, found.valueSpan, address);
}

/** What is written at a place as a setting. */
export function settingAt(reader: Reader, written: string, span: Span, address: string): Setting {
  const { text, kind, sensitive } = resolve(written, reader.dialect, reader.variables);
  return {
    ...placed(reader, span, address),
    text,
    kind,
    origin: 'explicit',
    sensitive: sensitive || isSecretName(address),
  };
}

export function failure(
  reader: Reader,
  span: Span,
  address: string,
  error: string,
  effect: ServerFailure['effect'] = 'fatal',
): ServerFailure {
  return failureAt(placed(reader, span, address), error, effect);
}

/** A failure at something that has a place. */
export function failureAt(
  { file, span, address }: Placed,
  error: string,
  effect: ServerFailure['effect'] = 'fatal',
): ServerFailure {
  return { file, span, address, error, effect };
}

/** The text in an address: what names a repeated thing; where nothing does, its number in the file from 1. */
export function nameIn(setting: Setting | null, index: number): string {
  return setting === null || setting.text === '' ? `#${index + 1}` : setting.text;
}
