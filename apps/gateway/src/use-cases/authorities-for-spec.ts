import type { AccountView, Contract, OwnerFactsMessage, Receipt, TokenFactsMessage, TokenView } from '@portcullis/contracts';
import { compile, DEFAULT_POLICY, type CompiledToken, type GrantCatalogue, type TokenFacts } from '@portcullis/access';
import { instant, shard, type Result } from '@portcullis/kernel';
import type { AuthorisedCall } from './authorise-call.js';
import type { Denied, DenialLog, Origin, Services, UpstreamKeys } from './ports.js';

export const AT = '2026-11-23T10:00:00.000Z';
export const TENANT = `ten_${'1'.repeat(22)}` as const;
export const ACCOUNT = `acc_${'1'.repeat(22)}` as const;
export const TOKEN = `tok_${'1'.repeat(22)}` as const;
export const origin: Origin = { requestId: `req_${'1'.repeat(22)}`, ip: '192.0.2.1' };
/** What every denial is told as. */
export const DENIAL = `dny_${'1'.repeat(22)}` as const;
export const SHARD = shard(7);
/** How far a history had come that nothing happened in. */
export const STAMP = { epoch: 1, rev: 0 };

type Status = AccountView['status'];
const rights = {
  ...{ access: 'full', grants: [], readOnly: false, notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [], catalogueVersion: 1 },
} satisfies Partial<TokenFactsMessage>;

/** A catalogue that says nothing beyond the operations themselves. */
export const grantCatalogue: GrantCatalogue = {
  ...{ version: 1, presetNamed: () => null, isRolling: () => false, escalationOf: () => null },
  operationNamed: (name) => ({ name, access: 'read', features: [], known: true }),
};

/** What decides of a token that nothing bounds. */
export function decidingToken(changes: Partial<TokenFacts> = {}): CompiledToken {
  const at = instant(Date.parse(AT));
  const unbound: TokenFacts = {
    ...{ kind: 'account', form: 'token', access: 'full', grants: [], catalogueVersion: 1, readOnly: false, ipAllowlist: [], timeWindows: [] },
    ...{ notBefore: null, expiresAt: null, revokedAt: null, exhausted: false, credentialEndsAt: null, createdAt: at, activeAt: at },
  };
  return compile({ ...unbound, ...changes }, grantCatalogue);
}

export const noPolicy = { policy: DEFAULT_POLICY };

/** An account's token with full access, as the tokens service tells it. */
export function tokenFacts(changes: Partial<TokenFactsMessage> = {}): TokenFactsMessage {
  return {
    ...{ id: TOKEN, publicId: 'abcdefgh', kind: 'account', form: 'token', tenantId: TENANT, accountId: ACCOUNT, name: 'ci', ...rights },
    ...{ createdAt: AT, activeAt: AT, usesDrawn: 0, credentialEndsAt: null, revokedAt: null, at: AT, ...changes },
  };
}

export function tokenView(changes: Partial<TokenView> = {}): TokenView {
  return {
    ...{ id: TOKEN, kind: 'account', form: 'token', tenantId: TENANT, accountId: ACCOUNT, name: 'ci', description: '', labels: {}, ...rights },
    ...{ state: 'active', version: 1, createdAt: AT, createdBy: null, createdFrom: null, lastUsed: null, activeAt: AT, usesLeft: null },
    ...{ revokedAt: null, revokedBy: null, revokedReason: null, ...changes },
  };
}

export function tenantFacts(status: 'active' | 'suspended' = 'active', id: `ten_${string}` = TENANT): OwnerFactsMessage['tenant'] {
  return {
    ...{ id, slug: 'acme', status, policy: DEFAULT_POLICY, ancestors: [] },
    ...{ hosts: [], panelKind: 'cpanel', panelUrl: null, whmUrl: null, upstream: null },
  };
}

export function accountFacts(status: Status = 'active'): NonNullable<OwnerFactsMessage['account']> {
  return { id: ACCOUNT, username: 'alice', status, domains: ['example.com'], featureList: 'default', features: [], upstream: null };
}

/** Of a change that one verifier has heard of. */
export const receipt: Receipt = {
  ...{ id: `rcp_${'1'.repeat(22)}`, parts: [{ authority: 'tokens', shard: SHARD, epoch: '1', rev: '2' }] },
  ...{ verifiers: { live: 1, confirmed: 1, fenced: 0 }, durationMs: 3, pending: false },
};

/** A tenant's call about its account, or with null about itself. */
export function callTo(target: Partial<AuthorisedCall['target']> = {}) {
  const caller = { kind: 'tenant', tokenId: TOKEN, publicId: 'abcdefgh', tenantId: TENANT, accountId: null, shard: SHARD, ...origin } as const;
  return { caller, target: { tenant: tenantFacts(), account: accountFacts(), shard: SHARD, ...target }, origin, repeatable: null, respondAsync: false };
}

type Answer = Result<unknown, { readonly code: string; readonly detail: string }>;

/** Services that give these answers by the names of the contracts, and what they were asked. */
export function authorities(answers: Readonly<Record<string, Answer | ((request: never) => Answer)>>) {
  const asked: { readonly name: string; readonly request: unknown }[] = [];
  const services: Services = {
    call: (async ({ name }: Contract, request: unknown) => {
      asked.push({ name, request });
      const answer = answers[name];
      if (answer === undefined) throw new Error(`nobody was to ask ${name}`);
      return typeof answer === 'function' ? answer(request as never) : answer;
    }) as Services['call'],
  };
  const told: [string, Denied][] = [];
  const denials: DenialLog = {
    record: async (tenantId, denied) => {
      told.push([tenantId, denied]);
      return DENIAL;
    },
  };
  return { services, denials, asked, told };
}

export const sealKeys: UpstreamKeys = {
  ...{ current: 'k1', keys: new Map([['k1', new Uint8Array(32)]]), retired: new Set<string>() },
  learn: () => undefined,
};
