import { isUtf8, readMediaType } from './media-type.js';
import { parameterFault } from './parameters.js';

/** What the head of a part says. */
export interface PartHead {
  readonly name: string;
  /** Null: a field. */
  readonly filename: string | null;
}

/** Quoted, without `\` and `"`, in this order and nothing besides: `filename*` and escapes are read by some and not by others. */
const DISPOSITION = /^form-data; name="([^"\\]*)"(?:; filename="([^"\\]*)")?$/;
/** One name within a directory, as every panel and every header reader takes it. */
const FILENAME = /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}/\\;"]{1,255}$/u;

/** Reads the lines between a boundary and the empty line; null when any reader might read them otherwise. */
export function readPartHead(bytes: Buffer): PartHead | null {
  const text = utf8(bytes);
  if (text === null) return null;
  let disposition: RegExpExecArray | null = null;
  let type: string | null = null;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    // Any other control, a bare CR or LF too, would be a line end to somebody.
    if (colon < 1 || /\p{Cc}/u.test(line)) return null;
    const value = line.slice(colon + 1).replace(/^ /, '');
    switch (line.slice(0, colon).toLowerCase()) {
      case 'content-disposition':
        if (disposition) return null;
        disposition = DISPOSITION.exec(value);
        if (!disposition) return null;
        break;
      case 'content-type':
        if (type !== null) return null;
        type = value;
        break;
      default:
        return null;
    }
  }
  if (!disposition) return null;
  const [, name, filename] = disposition as unknown as [string, string, string | undefined];
  if (parameterFault(name, '') !== null || !isPlainType(type, filename !== undefined)) return null;
  if (filename !== undefined && !FILENAME.test(filename)) return null;
  return { name, filename: filename ?? null };
}

/** A part that holds parts, or text in another encoding, is one thing to us and another to whoever unpacks it. */
function isPlainType(type: string | null, isFile: boolean): boolean {
  if (type === null) return true;
  const media = readMediaType(type);
  if (media === null || !isUtf8(media)) return false;
  return isFile ? !/^(?:multipart|message)\//.test(media.type) : media.type === 'text/plain';
}

/** Null for bytes that are not UTF-8. A byte order mark stays, as a character like others. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
