/** 1-based line and column of an offset. Columns count UTF-16 units, as GitHub and editors do. */
export interface LineTable {
  readonly count: number;
  readonly position: (offset: number) => { line: number; column: number };
  /** The text of a 1-based line without its line end; '' where there is no such line. */
  readonly line: (line: number) => string;
}
