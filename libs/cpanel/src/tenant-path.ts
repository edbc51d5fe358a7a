/** A provider's or reseller's slug, 1-63 characters. */
const TENANT_PATH = /^\/t\/([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(\/.*)?$/s;

export interface TenantPath {
  readonly slug: string;
  /** What follows the prefix, not decoded. Begins with at least one `/`; some clients join with two. */
  readonly rest: string;
}

/**
 * Takes `/t/{slug}` off a raw request path (no query string). Null when the path does not begin so; a slug that is
 * none, or that is percent-encoded, is left where it is, and the path then leads nowhere.
 */
export function splitTenantPath(rawPath: string): TenantPath | null {
  const match = TENANT_PATH.exec(rawPath);
  return match && { slug: match[1]!, rest: match[2] ?? '/' };
}
