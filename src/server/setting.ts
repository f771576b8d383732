import type { Span } from '../syntax/document.js';

/**
 * What a value's text is.
 * - `literal`: what the server will use, character by character
 * - `placeholder`: holds a `${…}`, `$env{}` or `$sys{}` that nothing committed resolves
 * - `template`: holds a marker that some tool replaces before the server reads it (`{{ }}`, `<% %>`, `@x@`, `#_X_#`)
 * - `secret`: the value lives in a secret store (alias, `$secret{}`, cipher text); its text says nothing
 */
export type SettingKind = 'literal' | 'placeholder' | 'template' | 'secret';

export type Origin = 'explicit' | 'inferred' | 'default';

/** Something with a place in a node's files and in the model. */
export interface Placed {
  /** A `NodeFile.name`: the path below the conf root, `../…` for files beside it. */
  readonly file: string;
  /** Null for what no file says (defaults). */
  readonly span: Span | null;
  /** Where one would write it: the header of its table. Only for what has no span. */
  readonly near?: Span | null;
  /** Semantic place: `registry/mount[/_system/governance]/@overwrite`, `datasources[jdbc/WSO2CarbonDB]/url`. */
  readonly address: string;
}

/** One configured value. `text` is verbatim: not trimmed, placeholders resolved only from what the user handed in. */
export interface Setting extends Placed {
  readonly text: string;
  /** TOML era: the text in the rendered file, where that file's reader makes another of it (`${carbon.home}`). */
  readonly rendered?: string;
  readonly kind: SettingKind;
  readonly origin: Origin;
  /** Not the same in every version the files allow; `text` is what the oldest of them makes of it. */
  readonly varies?: true;
  /** Must never be shown: passwords, keys, tokens. `text/redact` knows which names are. */
  readonly sensitive: boolean;
}

/** The text the server will use, or null when it cannot be known from the files. */
export function known(setting: Setting | null): string | null {
  return setting !== null && setting.kind === 'literal' ? setting.text : null;
}

/** True when there is a setting whose value nothing committed tells. Absent settings are not unknown. */
export function isUnknown(setting: Setting | null): boolean {
  return setting !== null && setting.kind !== 'literal';
}
