export interface Credential {
  readonly scheme: 'cpanel' | 'whm';
  readonly user: string;
  readonly token: string;
}

/**
 * The user and token of `Authorization: cpanel USER:TOKEN` or `whm USER:TOKEN`; null for every other form. The scheme
 * is compared without case, white space around the value is dropped, and the first `:` divides.
 */
export function readAuthorization(header = ''): Credential | null {
  const match = /^(cpanel|whm)[ \t]+([^:\s]+):(\S+)$/i.exec(header.trim());
  return match && { scheme: match[1]!.toLowerCase() as Credential['scheme'], user: match[2]!, token: match[3]! };
}
