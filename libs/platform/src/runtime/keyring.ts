import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { keyringFile } from '@portcullis/contracts';
import type { Logger } from './log.js';

/** Secret keys by id. New things are made with `current`; the others still open what they made. */
export interface Keyring {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** Of these nothing is accepted any more, except below another key. */
  readonly retired: ReadonlySet<string>;
}

/** A keyring that follows its file: always as the file was when it was last read and right. */
export interface LiveKeyring extends Keyring {
  /** To be called with key ids that were met: reads the file again if one of them is unknown, at most once a second. */
  learn(ids: readonly string[]): void;
}

export interface KeyringOptions {
  readonly path: string;
  readonly log: Logger;
  /** Called when the file says something else than before, once that holds. */
  readonly onChange?: () => void;
  /** What of the host is needed; a test passes its own. */
  readonly host?: KeyringHost;
}

export interface KeyringHost {
  readonly read: (path: string) => { readonly text: string; readonly mode: number };
  /** Monotonic. */
  readonly elapsedMs: () => number;
  readonly onHangup: (listener: () => void) => void;
}

const REREAD_AFTER_MS = 1_000;
/** Writing and executing by the group, and anything by others. 0640 lets a service read what an administrator keeps. */
const LOOSE_MODE = 0o037;

/**
 * Opens a keyring file (`keyringFile` of contracts). There is no default: a service without its keys must not start. Later it
 * is read again on SIGHUP and when an unknown key id is met; a file that is then missing or wrong changes nothing.
 * @throws Error that says what is wrong with the file, never what is in it.
 */
export function openKeyring({ path, log, onChange = () => undefined, host = realHost }: KeyringOptions): LiveKeyring {
  let textHeld: string | null = null;
  /** Null: it says what it said before. */
  const read = (): Keyring | null => {
    const { text, mode } = contentOf(path, host);
    if (text === textHeld) return null;
    if ((mode & LOOSE_MODE) !== 0) {
      log.warn('the keyring file is open to others: chmod it to 0600 or 0640', { path, mode: (mode & 0o777).toString(8) });
    }
    const parsed = parse(path, text);
    textHeld = text;
    return parsed;
  };
  let held = read()!;
  let readAtMs = host.elapsedMs();

  const reread = (): void => {
    readAtMs = host.elapsedMs();
    try {
      const fresh = read();
      if (!fresh) return;
      held = fresh;
      log.info('the keyring file was read again', { path, current: held.current, keys: held.keys.size });
      onChange();
    } catch (error) {
      log.error('the keyring file cannot be used: the keys read before stay', { err: error });
    }
  };
  host.onHangup(reread);
  const missed = new Set<string>();

  return {
    get current() {
      return held.current;
    },
    get keys() {
      return held.keys;
    },
    get retired() {
      return held.retired;
    },
    learn(ids) {
      const unknown = ids.filter((id) => !held.keys.has(id));
      if (unknown.length === 0 || host.elapsedMs() - readAtMs < REREAD_AFTER_MS) return;
      reread();
      for (const id of unknown.filter((each) => !held.keys.has(each) && !missed.has(each))) {
        missed.add(id);
        log.warn('something is kept under a key that is not in the keyring file: it cannot be used', { path, keyId: id });
      }
    },
  };
}

function contentOf(path: string, host: KeyringHost): { text: string; mode: number } {
  try {
    return host.read(path);
  } catch (error) {
    throw new Error(`the keyring file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, { cause: error });
  }
}

function parse(path: string, text: string): Keyring {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(`the keyring file ${path} is not JSON`); // a SyntaxError would quote it
  }
  const parsed = keyringFile.safeParse(content);
  if (!parsed.success) throw new Error(`the keyring file ${path} is not right: ${parsed.error.issues.map(reasonOf).join('; ')}`);
  const { current, keys, retired = [] } = parsed.data;
  return {
    current,
    keys: new Map(Object.entries(keys).map(([id, key]) => [id, Buffer.from(key, 'base64')])),
    retired: new Set(retired),
  };
}

/** Where a key was put in the place of its id, naming the place would print the key. */
function reasonOf({ code, message }: { readonly code: string; readonly message: string }): string {
  return code === 'unrecognized_keys' || code === 'invalid_key' ? 'it holds a word or a key id that is not accepted' : message;
}

const realHost: KeyringHost = {
  read(path) {
    const fd = openSync(path, 'r');
    try {
      return { text: readFileSync(fd, 'utf8'), mode: fstatSync(fd).mode };
    } finally {
      closeSync(fd);
    }
  },
  elapsedMs: () => performance.now(),
  onHangup: (listener) => void process.on('SIGHUP', listener),
};
