import type { Grant, RateLimit, TimeWindow } from '@portcullis/access';
import { instant, shard, type AccountId, type Instant, type TenantId, type TokenId } from '@portcullis/kernel';
import type { LastUse, SeenCredential, SeenToken, Token, TokenAccess, TokenFacts, TokenForm, TokenKind } from '../domain/token.js';

/** Rows as Postgres gives them: bigint is text. */
export interface FactsRow {
  tenant_id: string;
  id: string;
  shard: number;
  kind: TokenKind;
  form: TokenForm;
  account_id: string | null;
  name: string;
  access: TokenAccess;
  grants: Grant[];
  read_only: boolean;
  not_before: Date | null;
  expires_at: Date | null;
  ip_allowlist: string[];
  rate_limit: RateLimit | null;
  use_quota: string | null;
  time_windows: TimeWindow[];
  catalogue_version: number;
  uses_drawn: string;
  heirs_until: Date | null;
  revoked_at: Date | null;
  /** When it was cut off, if it was; not there where that is in `revoked_at` already. */
  cut_at?: Date | null;
}

export interface TokenRow extends FactsRow {
  description: string;
  labels: Record<string, string>;
  version: number;
  created_at: Date;
  created_by: string | null;
  created_by_tenant: string | null;
  created_from: string | null;
  revoked_by: string | null;
  revoked_reason: string | null;
  cut_by?: string | null;
  cut_reason?: string | null;
}

interface UseRow {
  last_used_at: Date | null;
  last_used_ip: string | null;
  last_used_agent: string | null;
}

export interface LastUseRow extends UseRow {
  /** Null: it has no secret. */
  newest_secret_at: Date | null;
}

export interface PresentedRow {
  ends_at: Date | null;
  read_at: Date;
}

export function factsOf(row: FactsRow): TokenFacts {
  return {
    id: row.id as TokenId,
    tenantId: row.tenant_id as TenantId,
    accountId: row.account_id as AccountId | null,
    shard: shard(row.shard),
    kind: row.kind,
    form: row.form,
    name: row.name,
    access: row.access,
    grants: row.grants,
    readOnly: row.read_only,
    notBefore: toInstant(row.not_before),
    expiresAt: toInstant(row.expires_at),
    ipAllowlist: row.ip_allowlist,
    rateLimit: row.rate_limit,
    useQuota: row.use_quota === null ? null : Number(row.use_quota),
    timeWindows: row.time_windows,
    catalogueVersion: row.catalogue_version,
    usesDrawn: Number(row.uses_drawn),
    heirsUntil: toInstant(row.heirs_until),
    revokedAt: toInstant(row.revoked_at ?? row.cut_at ?? null),
  };
}

export function tokenOf(row: TokenRow): Token {
  const isCut = row.revoked_at === null && row.cut_at != null;
  return {
    ...factsOf(row),
    description: row.description,
    labels: row.labels,
    // As its row will say, once it says itself that it was cut off.
    version: row.version + (isCut ? 1 : 0),
    createdAt: instant(row.created_at.getTime()),
    createdBy: row.created_by as TokenId | null,
    createdByTenant: row.created_by_tenant as TenantId | null,
    createdFrom: row.created_from,
    revokedBy: (isCut ? row.cut_by : row.revoked_by) as TokenId | null,
    revokedReason: (isCut ? row.cut_reason : row.revoked_reason) ?? null,
  };
}

export function seenTokenOf(row: TokenRow & LastUseRow): SeenToken {
  const token = tokenOf(row);
  const lastUsed = lastUseOf(row);
  return { ...token, lastUsed, activeAt: latest(token.createdAt, toInstant(row.newest_secret_at), lastUsed?.at ?? null) };
}

function lastUseOf(row: UseRow): LastUse | null {
  const at = toInstant(row.last_used_at);
  return at === null ? null : { at, ip: row.last_used_ip ?? '', agent: row.last_used_agent };
}

function latest(first: Instant, ...others: readonly (Instant | null)[]): Instant {
  return others.reduce<Instant>((one, other) => (other !== null && other > one ? other : one), first);
}

export function toInstant(date: Date | null): Instant | null {
  return date ? instant(date.getTime()) : null;
}

export function toDate(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}

export interface CredentialRow extends UseRow {
  public_id: string;
  created_at: Date;
  ends_at: Date | null;
  uses: string;
}

export function seenCredentialOf(row: CredentialRow): SeenCredential {
  return {
    publicId: row.public_id,
    createdAt: instant(row.created_at.getTime()),
    endsAt: toInstant(row.ends_at),
    uses: Number(row.uses),
    lastUsed: lastUseOf(row),
  };
}
