import { compile, parseTokenText, tokenDigest, type CompiledToken, type Grant, type GrantCatalogue, type OwnerFacts, type TokenTextKind } from '@portcullis/access';
import { permissionsRpc, tokensRpc, type CallScope, type OwnerFactsMessage, type TokenFactsMessage } from '@portcullis/contracts';
import { assert, shard as shardNumber, type Instant, type Shard } from '@portcullis/kernel';
import { factsOfPresented, ownerFactsOf, readAt } from './facts.js';
import type { SliceBook } from '../domain/slice-book.js';
import type { Services, Use } from './ports.js';

export type TokenForm = TokenFactsMessage['form'];

/** A token's text, and the forms of token that may come the way it came. */
export interface Credential {
  readonly text: string;
  readonly forms: readonly TokenForm[];
}

/** A token whose secret was right, with everything both authorities know about it, read for this one request. */
export interface PresentedToken {
  readonly token: CompiledToken;
  readonly owner: OwnerFacts;
  readonly shard: Shard;
  readonly facts: TokenFactsMessage;
  readonly ownerFacts: OwnerFactsMessage;
  /** What was asked for with it; null when there is no such thing, or nothing was asked for. */
  readonly target: Target | null;
  /** The later of the authorities' clocks: a gateway's own clock neither extends nor revives a token. */
  readonly now: Instant;
}

/** Whom a management call is about: the tenant by slug or id, the account by user name or id. */
export interface TargetRef {
  readonly tenant: string;
  readonly account: string | null;
}

export interface Target {
  readonly tenant: OwnerFactsMessage['tenant'];
  readonly account: OwnerFactsMessage['account'];
  readonly shard: Shard;
}

export interface TokenReaders {
  readonly services: Services;
  readonly slices: Pick<SliceBook, 'mayGive'>;
  readonly grantCatalogue: Pick<GrantCatalogue, 'presetNamed' | 'isRolling'>;
}

/**
 * Reads both authorities about a token's text. Null: it is none of ours, its secret is wrong, or it may not come this way.
 * Nothing is kept between requests, but uses that were drawn ahead.
 * @param named called when the secret was right: whom the call is about, to be read as well, or null
 */
export async function readPresentedToken(
  { services, slices, grantCatalogue }: TokenReaders,
  { text, forms }: Credential,
  requestId: string,
  named: () => TargetRef | null = () => null,
): Promise<PresentedToken | null> {
  const parsed = parseTokenText(text);
  if (!parsed || !forms.includes(formOf(parsed.kind))) return null;
  const { shard } = parsed;
  const digest = Buffer.from(tokenDigest(text)).toString('hex');
  const resolved = await services.call(
    tokensRpc.resolveCredential,
    { publicId: parsed.publicId, digest },
    // Whose it is is not known yet: calls of one shard share the bound that else holds for one tenant.
    { shard, tenantId: `shard-${shard}`, requestId },
  );
  if (!resolved.ok) return null;
  const facts = resolved.value.token;
  if (parsed.kind !== textKindOf(facts)) return null;
  const { tenantId } = facts;
  const scope = { shard, tenantId, requestId };
  const [owner, target] = await Promise.all([readOwner(services, facts, scope), readTarget(services, facts, named(), scope)]);
  // A token without an owner was made by nobody: whatever it says, it is not one of ours.
  if (!owner) return null;
  return {
    token: compile(factsOfPresented(facts, slices), grantCatalogue),
    owner: ownerFactsOf(owner.tenant, owner.account),
    shard,
    facts,
    ...{ ownerFacts: owner, target },
    now: Math.max(readAt(facts.at), readAt(owner.at)) as Instant,
  };
}

/** What a call has taken of its token before it is judged again. */
export interface Taken {
  /** One of its uses, where they are counted. */
  readonly paid: boolean;
  /** Grants that are for one call. */
  readonly grants: readonly Grant[];
}

/** As the token is for a call that has taken so much of it: that it is gone now says nothing of this one. */
export function withTaken(presented: PresentedToken, { paid, grants }: Taken, catalogue: TokenReaders['grantCatalogue']): PresentedToken {
  const { token } = presented;
  const facts = { ...token.facts, exhausted: token.facts.exhausted && !paid, grants: [...token.facts.grants, ...grants] };
  return { ...presented, token: grants.length === 0 ? { ...token, facts } : compile(facts, catalogue) };
}

async function readOwner(services: Services, { tenantId, accountId }: TokenFactsMessage, scope: CallScope): Promise<OwnerFactsMessage | null> {
  const read = await services.call(permissionsRpc.readOwner, { tenantId, account: accountId }, scope);
  return read.ok ? read.value : null;
}

async function readTarget(services: Services, { tenantId: callerTenantId }: TokenFactsMessage, named: TargetRef | null, scope: CallScope): Promise<Target | null> {
  if (named === null) return null;
  const read = await services.call(permissionsRpc.readTarget, { ...named, callerTenantId }, scope);
  assert(read.ok, 'nothing here is refused');
  const { target } = read.value;
  return target && { tenant: target.owner.tenant, account: target.owner.account, shard: shardNumber(target.shard) };
}

function formOf(kind: TokenTextKind): TokenForm {
  return kind === 'session' || kind === 'link' ? kind : 'token';
}

/** What the text of such a token calls itself. One that says something else was not made by us, or for another place. */
function textKindOf({ form, kind }: TokenFactsMessage): TokenTextKind {
  return form === 'token' ? kind : form;
}

/** An accepted use of the token, as it is told. */
export function useOf({ facts, shard }: Pick<PresentedToken, 'facts' | 'shard'>, from: Pick<Use, 'ip' | 'agent'>): Use {
  const { tenantId, id: tokenId, publicId, at } = facts;
  return { shard, tenantId, tokenId, publicId, at, ...from };
}
