const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
/** In A-label form. A name in other letters has more than one way into that form, so it is read as none. */
const NAME = new RegExp(`^(?=.{1,253}$)(?:\\*\\.)?(?:${LABEL}\\.)*${LABEL}$`);

/** Folded to lower case, without a trailing dot; null for what is no host or record name. May be a bare label. */
export function domainName(text: string): string | null {
  // Before folding: the sign of the kelvin would become a k.
  if (/[^!-~]/.test(text)) return null;
  const folded = text.toLowerCase().replace(/\.$/, '');
  return NAME.test(folded) ? folded : null;
}

/** A record's name as zone edits tell it: absolute with a trailing dot, else relative to the zone. Null outside the zone. */
export function absoluteName(text: string, zone: string): string | null {
  if (text === '@' || text === '') return text === '@' ? zone : null;
  if (!text.endsWith('.')) {
    const relative = domainName(text);
    return relative === null || `${relative}.${zone}`.length > 253 ? null : `${relative}.${zone}`;
  }
  const absolute = domainName(text);
  return absolute !== null && (absolute === zone || absolute.endsWith(`.${zone}`)) ? absolute : null;
}
