import { granted, refused, type Result } from '@portcullis/kernel';
import { MOST_PARAMETERS, parameterFault, TOO_MANY_PARAMETERS, type Parameter } from './parameters.js';

/**
 * In a query everything else must come percent-encoded (RFC 3986 section 2); so must it in a form, except for line ends and UTF-8.
 * A `#` would be the end of the query to some: what stands behind it is not there for them.
 */
const QUERY = /^[\x21\x22\x24-\x7e]*$/;

/**
 * Reads `a=1&b=2`, a query (without `?`) or the text of a form, in the one way that all readers share. The refusal is a
 * sentence for the client.
 */
export function readFormText(text: string, from: Parameter['from']): Result<Parameter[], string> {
  if (from === 'query' && !QUERY.test(text)) return refused('The query holds characters that must be percent-encoded.');
  // Old CGI libraries divide at `;` too.
  if (text.includes(';')) return refused('A semicolon in a query or form must be percent-encoded.');
  const pairs = text.split('&', MOST_PARAMETERS + 1);
  if (pairs.length > MOST_PARAMETERS) return refused(TOO_MANY_PARAMETERS);
  const found: Parameter[] = [];
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = formDecoded(equals < 0 ? pair : pair.slice(0, equals));
    const value = formDecoded(equals < 0 ? '' : pair.slice(equals + 1));
    if (name === null || value === null) return refused('The percent-encoding of a parameter is not that of UTF-8.');
    const fault = parameterFault(name, value);
    if (fault !== null) return refused(fault);
    found.push({ name, value, from });
  }
  return granted(found);
}

function formDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
