import { parseStrictJson } from '@portcullis/kernel';
import { readRecord } from './names.js';

/** Where a zone is read, with its RRsets. */
export const zonePath = (zone: string): string => `/api/v1/servers/localhost/zones/${encodeURIComponent(zone)}.`;

/**
 * Which records a zone has, by the answer to a read of it. Null: it is a failure, or not what it should be. What a grant could not name is left
 * out.
 */
export function readZoneAnswer(body: Uint8Array, zone: string): readonly { readonly name: string; readonly type: string }[] | null {
  const read = parseStrictJson(Buffer.from(body).toString('utf8'));
  const { rrsets } = (read.ok ? (read.value ?? {}) : {}) as { rrsets?: unknown };
  if (!Array.isArray(rrsets)) return null;
  return rrsets.flatMap((rrset: unknown) => {
    const { name, type } = (rrset ?? {}) as Record<string, unknown>;
    const leaf = readRecord(zone, name, type);
    return leaf === null ? [] : [{ name: leaf.name, type: leaf.type }];
  });
}
