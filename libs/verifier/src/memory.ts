import { compile, effectivePolicy, type CompiledToken, type GrantCatalogue, type OwnerFacts } from '@portcullis/access';
import type { OwnerFactsMessage, ReadPosition, TokenFactsMessage } from '@portcullis/contracts';
import { reaches, targetKey, type Moment, type Stamp, type Target } from '@portcullis/enforcement';
import type { Shard } from '@portcullis/kernel';
import { LRUCache } from 'lru-cache';
import { factsOfPresented, type CredentialFacts, type MayStillUse, type OwnerRecord } from './facts.js';

/** One fact of an authority, with where in its history it was read. Whether it may answer is asked of that history, each time. */
interface Fact {
  readonly stamp: Stamp;
}

export interface CredentialFact {
  /** Grows once, when it is known which tenants are above: a barrier of theirs touches it too. No tenant ever gets another parent. */
  stamp: Stamp;
  knowsAncestors: boolean;
  readonly facts: CredentialFacts;
  /** As the authority has it: `exhausted` when all uses have been handed out, wherever they are now. */
  readonly token: CompiledToken;
  /** The same where uses that were handed out are still at hand; null: none were. */
  readonly unspent: CompiledToken | null;
}

type TenantMessage = OwnerFactsMessage['tenant'];
type AccountMessage = NonNullable<OwnerFactsMessage['account']>;

export interface TenantFact extends Fact, MayCompose {
  readonly tenant: Omit<TenantMessage, 'ancestors'>;
  readonly ancestorIds: readonly string[];
}
interface AncestorFact extends Fact {
  readonly ancestor: TenantMessage['ancestors'][number];
}
interface AccountFact extends Fact, MayCompose {
  readonly account: Omit<AccountMessage, 'features'>;
}
interface FeatureListFact extends Fact {
  readonly features: readonly string[];
  readonly asSet: ReadonlySet<string>;
}

/** All that bounds a token from outside, each part a fact of its own. */
export interface OwnerParts {
  readonly tenant: TenantFact;
  readonly ancestors: readonly AncestorFact[];
  /** Null: the tenant itself owns the token. */
  readonly account: AccountFact | null;
  readonly featureList: FeatureListFact | null;
}

/** What a set of facts comes to. */
export interface Composed {
  readonly parts: OwnerParts;
  readonly owner: OwnerFacts;
  readonly record: OwnerRecord;
}
/** The last that it was part of. No answer: it holds for those very facts, which are asked for each time whether they may answer. */
interface MayCompose {
  composed: Composed | null;
}

export type MayAnswer = (stamp: Stamp) => boolean;

/** V9: nobody is told for longer that a token is unknown. */
const UNKNOWN_MS = 1_000;
const MOST_UNKNOWN = 10_000;

/**
 * What both authorities have told, fact by fact (rule V8), in bounded tables. A combined answer is never kept: a changed feature list makes
 * one fact stale, however many tokens hang on it.
 */
export class Memory {
  /** By the digest of their text: whoever finds one has shown the secret. */
  private readonly credentials: LRUCache<string, CredentialFact>;
  private readonly tenants: LRUCache<string, TenantFact>;
  private readonly ancestors: LRUCache<string, AncestorFact>;
  private readonly accounts: LRUCache<string, AccountFact>;
  private readonly featureLists: LRUCache<string, FeatureListFact>;
  private readonly unknown = new LRUCache<string, Moment>({ max: MOST_UNKNOWN });

  constructor(
    mostTokens: number,
    private readonly catalogue: Pick<GrantCatalogue, 'presetNamed' | 'isRolling'>,
  ) {
    // Long lists count for several: what is bounded is memory.
    this.credentials = new LRUCache({ maxSize: mostTokens, sizeCalculation: ({ facts }) => 1 + Math.floor(facts.grants.length / 10) });
    this.accounts = new LRUCache({ maxSize: mostTokens, sizeCalculation: ({ account }) => 1 + Math.floor(account.domains.length / 50) });
    const fewer = Math.max(1_000, Math.floor(mostTokens / 4));
    this.tenants = new LRUCache({ max: fewer });
    this.ancestors = new LRUCache({ max: fewer });
    this.featureLists = new LRUCache({ max: fewer });
  }

  credential(digest: string): CredentialFact | undefined {
    return this.credentials.get(digest);
  }

  /** Null: something is missing, or may not answer. */
  ownerParts({ tenantId, accountId }: Pick<CredentialFacts, 'tenantId' | 'accountId'>, mayAnswer: MayAnswer): OwnerParts | null {
    const tenant = this.tenants.get(tenantId);
    if (tenant === undefined || !mayAnswer(tenant.stamp)) return null;
    const account = accountId === null ? null : this.accounts.get(accountId);
    if (account === undefined || (account !== null && !mayAnswer(account.stamp))) return null;
    const featureList = account === null ? null : this.featureLists.get(listKey(tenantId, account.account.featureList));
    if (featureList === undefined || (featureList !== null && !mayAnswer(featureList.stamp))) return null;
    const known = (account ?? tenant).composed?.parts;
    // Those of last time, where they are still the ones: no list is made for each request.
    const ancestors = known?.tenant === tenant && this.areStill(known.ancestors) ? known.ancestors : this.ancestorsOf(tenant);
    if (ancestors === null || !ancestors.every(({ stamp }) => mayAnswer(stamp))) return null;
    if (known?.tenant === tenant && known.account === account && known.featureList === featureList && known.ancestors === ancestors) return known;
    return { tenant, ancestors, account, featureList };
  }

  credentialFact(shard: Shard, message: TokenFactsMessage, read: ReadPosition): CredentialFact {
    const { tenantId, accountId, id } = message;
    const owners = accountId === null ? [tenantId] : [tenantId, accountId];
    const targets: Target[] = [{ kind: 'token', tenantId, id }, ...owners.map((owner): Target => ({ kind: 'barrier', tenantId, id: owner }))];
    const { at: _, ...facts } = message;
    const token = compile(factsOfPresented(facts, () => false), this.catalogue);
    const unspent = token.facts.exhausted ? { ...token, facts: { ...token.facts, exhausted: false } } : null;
    return { stamp: stampOf(shard, read, targets), knowsAncestors: false, facts, token, unspent };
  }

  keepCredential(digest: string, fact: CredentialFact): void {
    keep(this.credentials, digest, fact);
  }

  /** One message holds all parts, and each replaces what was known of it. */
  keepOwner(shard: Shard, { tenant, account, stamp: read }: OwnerFactsMessage): OwnerParts {
    const tenantId = tenant.id;
    const { ancestors: above, ...own } = tenant;
    const target = (kind: Target['kind'], id: string, of: string = tenantId) => stampOf(shard, read, [{ kind, tenantId: of, id }]);
    const ancestors = above.map((ancestor): AncestorFact => ({ stamp: target('tenant', ancestor.id, ancestor.id), ancestor }));
    const parts: OwnerParts = {
      tenant: { stamp: target('tenant', tenantId), tenant: own, ancestorIds: above.map(({ id }) => id), composed: null },
      ancestors,
      account: account && { stamp: target('account', account.id), account: withoutFeatures(account), composed: null },
      featureList: account && { stamp: target('feature_list', account.featureList), features: account.features, asSet: new Set(account.features) },
    };
    keep(this.tenants, tenantId, parts.tenant);
    for (const fact of ancestors) keep(this.ancestors, fact.ancestor.id, fact);
    if (parts.account !== null) keep(this.accounts, parts.account.account.id, parts.account);
    if (parts.featureList !== null) keep(this.featureLists, listKey(tenantId, account!.featureList), parts.featureList);
    return parts;
  }

  keepUnknown(digest: string, sent: Moment): void {
    this.unknown.set(digest, sent);
  }

  isUnknown(digest: string, now: Moment): boolean {
    const sent = this.unknown.get(digest);
    if (sent === undefined) return false;
    return now.monotonicMs - sent.monotonicMs < UNKNOWN_MS && now.wallMs - sent.wallMs < UNKNOWN_MS;
  }

  /** How many facts of each kind are kept. */
  sizes(): Readonly<Record<'credential' | 'tenant' | 'ancestor' | 'account' | 'feature_list' | 'unknown', number>> {
    return {
      ...{ credential: this.credentials.size, tenant: this.tenants.size, ancestor: this.ancestors.size },
      ...{ account: this.accounts.size, feature_list: this.featureLists.size, unknown: this.unknown.size },
    };
  }

  private ancestorsOf({ ancestorIds }: TenantFact): readonly AncestorFact[] | null {
    const found: AncestorFact[] = [];
    for (const id of ancestorIds) {
      const fact = this.ancestors.get(id);
      if (fact === undefined) return null;
      found.push(fact);
    }
    return found;
  }

  private areStill(facts: readonly AncestorFact[]): boolean {
    return facts.every((fact) => this.ancestors.get(fact.ancestor.id) === fact);
  }
}

/** A pure function of the facts, and remembered with them: a request makes none of it anew. */
export function compose(parts: OwnerParts): Composed {
  const keptWith: MayCompose = parts.account ?? parts.tenant;
  if (keptWith.composed?.parts === parts) return keptWith.composed;
  const { tenant, account, featureList } = parts;
  const ancestors = parts.ancestors.map(({ ancestor }) => ancestor);
  const composed: Composed = {
    parts,
    owner: {
      tenants: [tenant.tenant.status, ...ancestors.map(({ status }) => status)],
      account: account && { status: account.account.status, features: featureList!.asSet },
      policy: effectivePolicy([tenant.tenant.policy, ...ancestors.map(({ policy }) => policy)]),
    },
    record: {
      tenant: { ...tenant.tenant, ancestors },
      account: account && { ...account.account, features: [...featureList!.features] },
    },
  };
  keptWith.composed = composed;
  return composed;
}

/** From now on barriers of all tenants above make it stale. */
export function bindToAncestors(credential: CredentialFact, { ancestorIds }: TenantFact): void {
  if (credential.knowsAncestors) return;
  credential.knowsAncestors = true;
  if (ancestorIds.length === 0) return;
  const barriers = ancestorIds.map((id) => targetKey({ kind: 'barrier', tenantId: id, id }));
  credential.stamp = { ...credential.stamp, targets: [...credential.stamp.targets, ...barriers] };
}

/** With what is at hand here of its quota. */
export function tokenOf({ token, unspent, facts }: CredentialFact, mayStillUse: MayStillUse): CompiledToken {
  return unspent !== null && mayStillUse(facts) ? unspent : token;
}

/** Answers to two reads may cross: what was read later stays. */
function keep<F extends Fact>(table: LRUCache<string, F>, key: string, fact: F): void {
  const before = table.peek(key);
  if (before === undefined || reaches(fact.stamp, before.stamp)) table.set(key, fact);
}

function stampOf(shard: Shard, { epoch, rev }: ReadPosition, targets: readonly Target[]): Stamp {
  return { shard, epoch, rev, targets: targets.map(targetKey) };
}

/** Two tenants may each have a list of one name. */
function listKey(tenantId: string, name: string): string {
  return `${tenantId}/${name}`;
}

function withoutFeatures(account: AccountMessage): AccountFact['account'] {
  const { features: _, ...rest } = account;
  return rest;
}
