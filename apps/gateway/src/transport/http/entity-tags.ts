import { createHash } from 'node:crypto';

/** RFC 9110 section 8.8.3. */
export interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

/** What `If-Match` or `If-None-Match` asks for: `*` is whatever there is. */
export type Condition = '*' | readonly EntityTag[];

/** The opaque part is any visible character but `"`, a comma too, and what bytes above 127 become in Node. */
const TAG = /^(W\/)?"([\u0021\u0023-\u007e\u0080-\u00ff]*)"/;

/**
 * The tag of a thing that is versioned by number.
 * @param beside what is shown with it and changes without it: the tag tells its states apart, and an edit of the thing heeds the
 *   number alone
 */
export function tagOf(version: number, beside?: object): string {
  if (beside === undefined) return `"${version}"`;
  return `"${version}.${createHash('sha256').update(JSON.stringify(beside)).digest('base64url').slice(0, 16)}"`;
}

/** `*`, or a list of tags (RFC 9110 section 5.6.1: empty elements count for nothing); null for everything else. */
export function parseCondition(text: string): Condition | null {
  if (text.trim() === '*') return '*';
  let rest = text;
  const tags: EntityTag[] = [];
  for (;;) {
    rest = rest.replace(/^[ \t,]+/, '');
    if (rest === '') return tags.length > 0 ? tags : null;
    const found = TAG.exec(rest);
    if (!found) return null;
    tags.push({ weak: found[1] !== undefined, opaque: found[2]! });
    rest = rest.slice(found[0].length);
    if (!/^[ \t]*(?:,|$)/.test(rest)) return null;
  }
}

/**
 * The versions that `If-Match` would let through, null for any. By strong comparison (section 13.1.1): a weak tag never
 * matches, and a tag that we never gave belongs to no version.
 */
export function versionsIn(condition: Condition): readonly number[] | null {
  if (condition === '*') return null;
  return condition.flatMap(({ weak, opaque }) => {
    const version = weak ? undefined : /^([1-9]\d{0,8})(?:\.[\w-]{16})?$/.exec(opaque)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Whether the client of `If-None-Match` has what this tag names. By weak comparison (section 13.1.2): proxies weaken tags. */
export function isKnown(condition: Condition, tag: string): boolean {
  return condition === '*' || condition.some(({ opaque }) => `"${opaque}"` === tag);
}
