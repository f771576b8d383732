/** `[start, end)` in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Masked {
  readonly text: string;
  readonly conditional: readonly Range[];
  readonly templated: boolean;
}

export function mask(text: string): Masked {
  return { text, conditional: [], templated: false };
}
