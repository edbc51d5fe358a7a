import { parseLeaf, type Leaf } from '@portcullis/access';

/** Something is named, and it makes no sense, or more than one. */
export const UNREAD_NAME: Leaf = { kind: 'unread', of: 'name', zone: null };

/** What panels make of the request cannot be told. */
export const UNREAD_REQUEST: Leaf = { kind: 'unread', of: 'request', zone: null };

/** One leaf from a canonical name, which must be one that a grant could hold. */
export function namedLeaf(kind: 'domain' | 'zone' | 'mailbox' | 'database' | 'db_user' | 'ftp_user' | 'account' | 'path' | 'cron_line', name: string): Leaf {
  return parseLeaf(`${kind}:${name}`) ?? UNREAD_NAME;
}

/** A domain in canonical form; names in other letters than ASCII have more than one way into it, so they are read as none. */
export function foldedDomain(text: string): string {
  return /^[!-~]+$/.test(text) ? text.toLowerCase().replace(/\.$/, '') : '';
}

/** The names in a value: panels take lists with commas or bars for many parameters. Nobody knows for which not. */
export function listed(value: string): string[] {
  return value.split(/[,|]/);
}
