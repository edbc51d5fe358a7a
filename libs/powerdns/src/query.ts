import { granted, refused, type Result } from '@portcullis/kernel';

/** Written so plainly that no two readers can differ: no `;`, no `+`, no parameter without a value, none encoded in its name. */
const PARAMETER = /^([A-Za-z_-]+)=([A-Za-z0-9._*%=-]*)$/;

/**
 * The parameters of a raw query. Only those that a row lists are passed on: the API also takes its key as a parameter, and later
 * versions may take what nobody has judged.
 */
export function readQuery(raw: string, allowed: ReadonlySet<string>): Result<ReadonlyMap<string, string>, string> {
  const read = new Map<string, string>();
  for (const text of raw === '' ? [] : raw.split('&')) {
    const [, name, encoded] = PARAMETER.exec(text) ?? [];
    const value = encoded === undefined ? null : decode(encoded);
    if (name === undefined || value === null) return refused('The query of this call cannot be read in one way only.');
    if (!allowed.has(name)) return refused(`The query parameter ${name.slice(0, 40)} is not passed on.`);
    if (read.has(name)) return refused(`The query names ${name} twice.`);
    read.set(name, value);
  }
  return granted(read);
}

/** Null where it is no UTF-8, or not percent-encoded as it should be. */
export function decode(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
