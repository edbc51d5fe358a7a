/** What becomes of a keyring file. Never says or quotes a key. */

export interface KeyringFile {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
  /** Keys that may have leaked: they count below another key only. */
  readonly retired?: readonly string[] | undefined;
}

export type Rotated = { readonly ok: true; readonly file: KeyringFile } | { readonly ok: false; readonly why: string };

const no = (why: string): Rotated => ({ ok: false, why });
const yes = (file: KeyringFile): Rotated => ({ ok: true, file });
const has = (file: KeyringFile, id: string): boolean => Object.hasOwn(file.keys, id);

/** The next of `k1`, `k2`, …, whatever else the file holds: an id that was used before must not come back. */
export function nextId(file: KeyringFile): string {
  const numbers = Object.keys(file.keys).map((id) => Number(/^k(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}`;
}

/** A new key, which makes nothing yet unless `promoted`: where several hosts share a keyring, each has to know it first. */
export function withKey(file: KeyringFile, id: string, key: Uint8Array, promoted: boolean): Rotated {
  if (has(file, id)) return no(`there is a key named ${id} already`);
  return yes({ ...file, current: promoted ? id : file.current, keys: { ...file.keys, [id]: Buffer.from(key).toString('base64') } });
}

/** New things are made with this key from now on. */
export function withCurrent(file: KeyringFile, id: string): Rotated {
  if (!has(file, id)) return no(`there is no key named ${id}`);
  if (file.retired?.includes(id)) return no(`${id} is retired: it may have leaked, so nothing new is made with it`);
  return yes({ ...file, current: id });
}

/** What was made with this key alone is trusted no more. */
export function withRetired(file: KeyringFile, id: string): Rotated {
  if (!has(file, id)) return no(`there is no key named ${id}`);
  if (file.current === id) return no(`${id} is the current key: make another one current first`);
  return yes({ ...file, retired: [...new Set([...(file.retired ?? []), id])] });
}
