import { granted, refused, type Result } from '@portcullis/kernel';

/** What a path asks for. `canonicalPath` goes upstream instead of the path as it came, so that what was judged is what is done. */
export type PanelTarget =
  | { readonly surface: 'execute'; readonly module: string; readonly function: string; readonly canonicalPath: string }
  /** `function` is `cpanel`, or a function of WHM. */
  | { readonly surface: 'json-api'; readonly function: string; readonly canonicalPath: string }
  /** The password form. */
  | { readonly surface: 'login' };

export type PathRefusal =
  /** A character that has no place in a path, encoded or not: control, `;`, `\`, an encoded `/` or `\`. */
  | 'forbidden_character'
  /** A `%` that begins no character, or bytes that are not UTF-8. */
  | 'bad_encoding'
  /** `..` */
  | 'dot_segment'
  /** Well written, but no path of an API. */
  | 'not_an_api_call';

/** Both names and the `::` between them fit the 120 characters of an operation's name. The longest published has 50. */
const NAME = '[A-Za-z0-9_]{1,59}';
const EXECUTE = new RegExp(`^/execute/(${NAME})/(${NAME})$`);
const JSON_API = new RegExp(`^/json-api/(${NAME})$`);
const LOGIN = /^\/login\/?$/;
/** Left over from browser sessions; with a token it means nothing. */
const SESSION_SEGMENT = /^\/cpsess[0-9]+(?=\/)/;

/** Letters of the path before decoding: anything else must come percent-encoded (RFC 3986 section 2). */
const RAW = /^[\x21-\x7e]*$/;
/** An encoded `/` or `\` would be one name here and two segments to whoever decodes again. */
const ENCODED_SEPARATOR = /%(?:2f|5c)/i;
/** `;` begins parameters of a segment for some servers, which then see another name than we do. */
const FORBIDDEN = /[\p{Cc};\\]/u;

/** Whether this can be the name of a module or function. */
export function isCallName(text: string): boolean {
  return new RegExp(`^${NAME}$`).test(text);
}

/**
 * What a raw request path asks for. The path comes without its query string, and without the tenant's prefix. It is
 * decoded exactly once, as the panel does; `//` counts as `/`; names are case-sensitive.
 */
export function readPanelPath(rawPath: string): Result<PanelTarget, PathRefusal> {
  if (!RAW.test(rawPath) || ENCODED_SEPARATOR.test(rawPath)) return refused('forbidden_character');
  const decoded = percentDecoded(rawPath);
  if (decoded === null) return refused('bad_encoding');
  if (FORBIDDEN.test(decoded)) return refused('forbidden_character');
  if (decoded.split('/').includes('..')) return refused('dot_segment');

  const path = decoded.replace(/\/{2,}/g, '/').replace(SESSION_SEGMENT, '');
  if (LOGIN.test(path)) return granted({ surface: 'login' });
  const [canonicalPath, module, execute] = EXECUTE.exec(path) ?? [];
  if (canonicalPath !== undefined) return granted({ surface: 'execute', module: module!, function: execute!, canonicalPath });
  const json = JSON_API.exec(path);
  return json ? granted({ surface: 'json-api', function: json[1]!, canonicalPath: json[0] }) : refused('not_an_api_call');
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
