import { parseTokenText, tokenDigest } from '@portcullis/access';
import { tokensRpc, type Receipt } from '@portcullis/contracts';
import { assert, type Shard } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, Services } from './ports.js';

type Reported = 'revoked' | 'already_dead' | 'unknown';

interface Found {
  /** In the list that was reported. */
  readonly place: number;
  readonly publicId: string;
  readonly digest: string;
}

/** Has tokens revoked whose whole texts somebody has found. Only their public ids and digests leave this process. */
export function reportLeaks({ services }: { readonly services: Services }) {
  return async ({ caller, origin }: AuthorisedCall & { readonly origin: Origin }, texts: readonly string[], reason: string | null) => {
    const items: Reported[] = texts.map(() => 'unknown');
    const receipts: Receipt[] = [];
    for (const [shard, found] of byShard(texts)) {
      const credentials = found.map(({ publicId, digest }) => ({ publicId, digest }));
      const scope = { shard, tenantId: `shard-${shard}`, requestId: origin.requestId };
      const reported = await services.call(tokensRpc.reportLeaks, { caller, respondAsync: false, credentials, reason }, scope);
      assert(reported.ok, 'the contract knows no refusal');
      found.forEach(({ place }, n) => (items[place] = reported.value.items[n]!));
      if (reported.value.items.some((status) => status !== 'unknown')) receipts.push(reported.value.enforcement);
    }
    return { items: items.map((status) => ({ status })), receipts };
  };
}

/** What is no token text is nobody's. */
function byShard(texts: readonly string[]): ReadonlyMap<Shard, readonly Found[]> {
  const shards = new Map<Shard, Found[]>();
  texts.forEach((text, place) => {
    const parsed = parseTokenText(text);
    if (!parsed) return;
    const found = { place, publicId: parsed.publicId, digest: Buffer.from(tokenDigest(text)).toString('hex') };
    shards.set(parsed.shard, [...(shards.get(parsed.shard) ?? []), found]);
  });
  return shards;
}
