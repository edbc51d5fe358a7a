/** Whoever reads a second copy of these reads another request. RFC 9112 section 3.2 has two hosts refused. */
const ONCE = ['host', 'authorization', 'content-type'];

/** Which of the headers that may come once only comes again; null: none. Node keeps the first copy and says nothing. */
export function repeatedHeader(rawHeaders: readonly string[]): string | null {
  const names = rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  return ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name)) ?? null;
}
