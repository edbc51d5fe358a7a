/**
 * `/v1/tenants/{tenant}` with its parts filled in, encoded so that none of them can become more than one part: also `.` and `..`,
 * which an address cannot hold as they are, not even encoded once. Nothing is named like that, and the server says so.
 */
export function pathWith(path: string, parts: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const encoded = encodeURIComponent(String((parts[name] as string | undefined) ?? ''));
    return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
  });
}
