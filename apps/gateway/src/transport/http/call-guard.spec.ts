import 'reflect-metadata';
import { newTokenText } from '@portcullis/access';
import { sessionsHttp } from '@portcullis/contracts';
import { loadGrantCatalogue } from '@portcullis/catalogue';
import type { TokenFactsMessage } from '@portcullis/contracts';
import { granted } from '@portcullis/kernel';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { randomBytes } from 'node:crypto';
import { SliceBook } from '../../domain/slice-book.js';
import { mayStillUse } from '../../domain/use-quota.js';
import { createGateway } from '../../gateway.js';
import { accountFacts, AT, authorities, origin, sealKeys, SHARD, tenantFacts, tokenFacts } from '../../use-cases/authorities-for-spec.js';
import { readingVerifier } from '../../use-cases/verifier-for-spec.js';
import { CallGuard } from './call-guard.js';
import { SERVED_OPERATION, type AuthorisedRequest } from './serves.js';

const grantCatalogue = loadGrantCatalogue();

/** Who is calling, asked with an account's token of which that is true at first; `meanwhile` when a slice is drawn of its bounds. */
async function asked(facts: Partial<TokenFactsMessage>, meanwhile: Partial<TokenFactsMessage>) {
  let now = tokenFacts(facts);
  const slice = { granted: 1, left: 0, endsAt: '2026-11-23T11:00:00.000Z' };
  const { services, denials, asked: questions } = authorities({
    resolve_credential: () => granted({ token: now }),
    read_owner: granted({ tenant: tenantFacts(), account: accountFacts(), at: AT }),
    draw_allowance: ({ tokenRate, uses }: { tokenRate: unknown; uses: unknown }) => {
      now = { ...now, ...meanwhile };
      return granted({ tokenRate: tokenRate && slice, tenantRate: null, uses: uses && { granted: 1, left: 0 }, at: AT });
    },
  });
  const used: string[] = [];
  const slices = new SliceBook();
  const gateway = createGateway({
    panel: { read: async () => null },
    ...{ services, slices, verifier: readingVerifier(services, { catalogue: grantCatalogue, mayStillUse: mayStillUse(slices) }).verifier, denials, sealKeys, randomBytes, publicUrl: 'https://api.example.com', elapsedMs: () => 0 },
    uses: { record: ({ tokenId }) => void used.push(tokenId) },
    watch: { accepted: () => undefined, refused: () => undefined },
    operationFacts: () => ({ name: 'X::y', access: 'read', features: [], known: false }),
    grantCatalogue,
    catalogue: grantCatalogue.panel,
  });
  const authorization = `Bearer ${newTokenText({ kind: 'account', shard: SHARD, randomBytes }).text.reveal()}`;
  const request = { id: origin.requestId, headers: { authorization }, ip: origin.ip, raw: { socket: {} }, params: {}, query: {}, body: undefined } as unknown as AuthorisedRequest;
  const reply = { header: () => reply, headers: () => reply };
  const handler = (): void => undefined;
  Reflect.defineMetadata(SERVED_OPERATION, sessionsHttp.readCurrentSession, handler);
  const context = { getHandler: () => handler, switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) } as unknown as ExecutionContext;

  const outcome = await new CallGuard(new Reflector(), gateway).canActivate(context).catch((error: { code?: string }) => error.code);
  return { outcome, let: request.call !== undefined, used, resolved: questions.filter(({ name }) => name === 'resolve_credential').length };
}

const rateLimit = { requests: 1, seconds: 3600 };

describe('a call that waited for what bounds its token', () => {
  it.each<[string, Partial<TokenFactsMessage>, Partial<TokenFactsMessage>]>([
    ['was revoked', { rateLimit }, { revokedAt: AT }],
    ['lost its secret', { rateLimit }, { credentialEndsAt: AT }],
    ['was bound to another address', { rateLimit }, { ipAllowlist: ['198.51.100.7'] }],
    ['was revoked, with a quota', { useQuota: 5 }, { revokedAt: AT }],
  ])('is not let in when the token %s meanwhile', async (_, facts, meanwhile) => {
    expect(await asked(facts, meanwhile)).toMatchObject({ outcome: 'invalid_token', let: false, used: [] });
  });

  it('is not let in when it may no longer do that', async () => {
    const narrowed = { access: 'restricted', grants: [{ operation: 'Portcullis::list_tokens' }] } as const;
    expect(await asked({ rateLimit }, { ...narrowed, grants: [...narrowed.grants] })).toMatchObject({ outcome: 'permission_denied', let: false });
  });

  it('is let in with the last use of its token, which it has taken', async () => {
    expect(await asked({ useQuota: 1 }, { usesDrawn: 1 })).toMatchObject({ outcome: true, let: true, used: [tokenFacts().id], resolved: 2 });
  });
});

it('a call that waits for nothing is judged once', async () => {
  expect(await asked({}, {})).toMatchObject({ outcome: true, let: true, resolved: 1 });
});
