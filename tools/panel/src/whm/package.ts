import type { CallParameters } from '../call-parameters.js';

/** A hosting plan: its limits under the upper-case names in which lists show them. */
export type Package = ReadonlyMap<string, string>;

/** The name of a limit in calls → its name in lists, its default. */
const LIMITS: Readonly<Record<string, readonly [shown: string, byDefault: string]>> = {
  bwlimit: ['BWLIMIT', 'unlimited'],
  cgi: ['CGI', 'y'],
  cpmod: ['CPMOD', 'none'],
  featurelist: ['FEATURELIST', 'default'],
  hasshell: ['HASSHELL', 'n'],
  ip: ['IP', 'n'],
  language: ['LANG', 'en'],
  maxaddon: ['MAXADDON', '0'],
  maxftp: ['MAXFTP', 'unlimited'],
  maxlists: ['MAXLST', 'unlimited'],
  maxpark: ['MAXPARK', '0'],
  maxpop: ['MAXPOP', 'unlimited'],
  maxsql: ['MAXSQL', 'unlimited'],
  maxsub: ['MAXSUB', 'unlimited'],
  quota: ['QUOTA', 'unlimited'],
};

export const LIMIT_NAMES: readonly string[] = Object.values(LIMITS).map(([shown]) => shown);

export const DEFAULT_PACKAGE: Package = new Map(Object.values(LIMITS));

/** The limits a call names, over those of `before` or else the defaults. */
export function readPackage(parameters: CallParameters, before?: Package): Package {
  return new Map(
    Object.entries(LIMITS).map(([name, [shown, byDefault]]) => [
      shown,
      parameters.first(name) ?? before?.get(shown) ?? byDefault,
    ]),
  );
}
