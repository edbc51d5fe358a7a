/**
 * The user and token of `Authorization: cpanel USER:TOKEN`; null for every other form, since a WHM token or a password
 * opens nothing on this port. The scheme is compared without case, white space around the value is dropped, and the
 * first `:` divides.
 */
export function readAuthorization(header = ''): { readonly user: string; readonly token: string } | null {
  const match = /^cpanel[ \t]+([^:\s]+):(\S+)$/i.exec(header.trim());
  return match && { user: match[1]!, token: match[2]! };
}
