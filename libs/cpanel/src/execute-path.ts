import { granted, refused, type Result } from '@portcullis/kernel';

export interface ExecuteCall {
  readonly module: string;
  readonly function: string;
  /** What goes upstream instead of the path as it came, so that what was judged is what is done. */
  readonly canonicalPath: string;
}

export type ExecutePathRefusal =
  /** A character that has no place in a path, encoded or not: control, `;`, `\`, an encoded `/` or `\`. */
  | 'forbidden_character'
  /** A `%` that begins no character, or bytes that are not UTF-8. */
  | 'bad_encoding'
  /** `..` */
  | 'dot_segment'
  /** Well written, but not `/execute/Module/function`. */
  | 'not_an_api_call';

/** Both names and the `::` between them fit the 120 characters of an operation's name. The longest published has 50. */
const NAME = '[A-Za-z0-9_]{1,59}';
const EXECUTE = new RegExp(`^/execute/(${NAME})/(${NAME})$`);
/** Left over from browser sessions; with a token it means nothing. */
const SESSION_SEGMENT = /^\/cpsess[0-9]+(?=\/)/;

/** Letters of the path before decoding: anything else must come percent-encoded (RFC 3986 section 2). */
const RAW = /^[\x21-\x7e]*$/;
/** An encoded `/` or `\` would be one name here and two segments to whoever decodes again. */
const ENCODED_SEPARATOR = /%(?:2f|5c)/i;
/** `;` begins parameters of a segment for some servers, which then see another name than we do. */
const FORBIDDEN = /[\p{Cc};\\]/u;

/**
 * What a raw request path calls. The path comes without its query string, and without the tenant's prefix. It is
 * decoded exactly once, as the panel does; `//` counts as `/`; names are case-sensitive.
 */
export function parseExecutePath(rawPath: string): Result<ExecuteCall, ExecutePathRefusal> {
  if (!RAW.test(rawPath) || ENCODED_SEPARATOR.test(rawPath)) return refused('forbidden_character');
  const decoded = percentDecoded(rawPath);
  if (decoded === null) return refused('bad_encoding');
  if (FORBIDDEN.test(decoded)) return refused('forbidden_character');
  if (decoded.split('/').includes('..')) return refused('dot_segment');

  const call = EXECUTE.exec(decoded.replace(/\/{2,}/g, '/').replace(SESSION_SEGMENT, ''));
  if (!call) return refused('not_an_api_call');
  const [canonicalPath, module, functionName] = call as unknown as [string, string, string];
  return granted({ module, function: functionName, canonicalPath });
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
