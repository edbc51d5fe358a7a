import { SecretText } from '@portcullis/access';

/** What an `Authorization` header says. Whether it is true is for others to find out. */
export type PresentedCredentials =
  | { readonly kind: 'none' }
  /** `cpanel USER:TOKEN` or `whm USER:TOKEN`. The scheme decides nothing: the token's own kind does. */
  | { readonly kind: 'panel'; readonly scheme: 'cpanel' | 'whm'; readonly user: string; readonly token: SecretText }
  | { readonly kind: 'bearer'; readonly token: SecretText }
  /** A password, probably: never looked at, so that it can never leak. */
  | { readonly kind: 'basic' }
  | { readonly kind: 'malformed' };

/** Far above any user with its token. Below it, no pattern here has enough to backtrack over to hold the process up. */
const MAX_LENGTH = 512;

/** A scheme, blanks, and a value on one line. */
const HEADER = /^(cpanel|whm|basic|bearer)[ \t]+([^\r\n]+)$/i;

/**
 * Reads the header as panels do: the scheme without case, white space and stray line ends around it dropped (some
 * scripts leave one), the first `:` dividing user and token.
 */
export function parseAuthorization(header: string | undefined): PresentedCredentials {
  if (header !== undefined && header.length > MAX_LENGTH) return { kind: 'malformed' };
  const trimmed = header?.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '') ?? '';
  if (trimmed === '') return { kind: 'none' };
  const match = HEADER.exec(trimmed);
  if (!match) return { kind: 'malformed' };
  const scheme = match[1]!.toLowerCase() as 'cpanel' | 'whm' | 'basic' | 'bearer';
  const value = match[2]!;
  if (scheme === 'basic') return { kind: 'basic' };
  if (scheme === 'bearer') return { kind: 'bearer', token: new SecretText(value) };

  const colon = value.indexOf(':');
  const user = value.slice(0, Math.max(colon, 0));
  const token = value.slice(colon + 1);
  if (user === '' || token === '') return { kind: 'malformed' };
  return { kind: 'panel', scheme, user, token: new SecretText(token) };
}
