export type Pairs = readonly (readonly [name: string, value: string | number])[];

/** A query or a form as Go's `url.Values` and Python's `urlencode` write it: a blank is `+`, hex digits are capitals. */
export function quotedPairs(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${quote(name)}=${quote(String(value))}`).join('&');
}

/** Go sorts by name; the values of one name stay in their order. */
export function sortedPairs(pairs: Pairs): Pairs {
  return pairs.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

function quote(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
