/** A product version: `[5, 8, 0]`. */
export type Version = readonly [number, number, number];
