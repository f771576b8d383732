/** What the reporters ask of a terminal; names as `node:util` `styleText` knows them. */
export type Look = 'red' | 'yellow' | 'blue' | 'green' | 'cyan' | 'bold' | 'dim' | 'underline';

/** Dresses a text. Handed in: colours are the terminal's business. */
export type Style = (look: Look, text: string) => string;

export const plainStyle: Style = (_look, text) => text;
