/**
 * How a panel reads a request that can be read in more than one way. Nobody outside knows which way the real ones go,
 * so whoever stands in front must be right about every dialect: a test tries several.
 */
export interface Dialect {
  /** Which copy of a repeated name a function that takes one value gets. */
  readonly duplicates: 'first' | 'last';
  /** A raw `;` divides pairs in queries and forms, as in old CGI libraries. */
  readonly semicolons: boolean;
  /** A name given in query and body: the body's copy counts, else the query's. */
  readonly bodyWins: boolean;
  /** `ZONE` is `zone`. */
  readonly keysWithoutCase: boolean;
  /** `zone-0`, `zone0`, `zone[]` and `zone[0]` are `zone`, also where a function takes one value. */
  readonly suffixes: boolean;
}

export const PLAIN_DIALECT: Dialect = {
  duplicates: 'first',
  semicolons: false,
  bodyWins: false,
  keysWithoutCase: false,
  suffixes: false,
};
