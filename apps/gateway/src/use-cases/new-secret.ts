import { newTokenText, tokenDigest, type TokenTextKind } from '@portcullis/access';
import { granted, refused, type RandomBytes, type Result, type Shard } from '@portcullis/kernel';
import { openReplay, sealReplay, type SealedReplay } from '../domain/replay-seal.js';
import type { RepeatableRequest } from '../domain/repeatable-request.js';
import type { UpstreamKeys } from './ports.js';

/** A secret made here, in the gateway, and what of it leaves for the tokens service: its SHA-256, and for a while itself, sealed. */
export interface NewSecret {
  readonly secret: string;
  readonly credential: { readonly publicId: string; readonly digest: string };
  readonly idempotency: { readonly keyHash: string; readonly requestHash: string; readonly sealedSecret: SealedReplay } | null;
}

export interface SecretMaker {
  readonly sealKeys: UpstreamKeys;
  readonly randomBytes: RandomBytes;
}

export function newSecret({ sealKeys, randomBytes }: SecretMaker, kind: TokenTextKind, shard: Shard, request: RepeatableRequest | null): NewSecret {
  const { text, publicId } = newTokenText({ kind, shard, randomBytes });
  const secret = text.reveal();
  const sealed = request && {
    ...{ keyHash: request.keyHash, requestHash: request.requestHash },
    sealedSecret: sealReplay(sealKeys, secret, request, randomBytes),
  };
  return { secret, credential: { publicId, digest: digestOf(secret) }, idempotency: sealed };
}

/** SHA-256 in hex, as tokens are known by everywhere but here. */
function digestOf(text: string): string {
  return Buffer.from(tokenDigest(text)).toString('hex');
}

/**
 * The secret for the answer: the new one, or that of the first request where this one repeats it.
 * @param sealed what the first request had sealed; null where nothing was repeated
 */
export function secretToShow(
  { sealKeys }: SecretMaker,
  made: NewSecret,
  sealed: SealedReplay | null,
  request: RepeatableRequest | null,
): Result<{ readonly secret: string; readonly replayed: boolean }, { readonly code: 'secret_already_shown'; readonly detail: string }> {
  if (sealed === null || request === null) return granted({ secret: made.secret, replayed: false });
  // Another gateway may have sealed it under a key that this one has not heard of.
  sealKeys.learn([sealed.keyId]);
  const secret = openReplay(sealKeys, sealed, request);
  if (secret === null) return refused({ code: 'secret_already_shown', detail: 'the secret was shown before, and the key that it was kept under is gone' });
  return granted({ secret, replayed: true });
}
