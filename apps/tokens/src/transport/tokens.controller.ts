import type { Grant } from '@portcullis/access';
import { enforced, type Authority, type RecordedChange } from '@portcullis/authority';
import { ENFORCEMENT_OF, HEALTH_OF, RECEIPT_OF, tokensRpc, type CallScope, type LiveProof, type OutcomeOf, type RequestOf } from '@portcullis/contracts';
import { granted, mapValue, refused, type Clock, type Result } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';
import { fromText } from '../domain/rights.js';
import type { SeenCredential, SeenToken } from '../domain/token.js';
import type { createLink } from '../use-cases/create-link.js';
import type { createToken } from '../use-cases/create-token.js';
import type { editToken } from '../use-cases/edit-token.js';
import type { EndedSessions, endSessions } from '../use-cases/end-sessions.js';
import type { finishRegeneration } from '../use-cases/finish-regeneration.js';
import type { openSession } from '../use-cases/open-session.js';
import type { regenerateToken } from '../use-cases/regenerate-token.js';
import type { rekeyCredentials } from '../use-cases/rekey-credentials.js';
import type { resolveCredential } from '../use-cases/resolve-credential.js';
import type { ReportedLeaks, reportLeaks } from '../use-cases/report-leaks.js';
import type { revokeToken } from '../use-cases/revoke-token.js';
import type { revokeTokens } from '../use-cases/revoke-tokens.js';
import type { spendGrant } from '../use-cases/spend-grant.js';
import type { Allowances, TokenStore } from '../use-cases/ports.js';
import { readChanges, readCredential, readRights, readSelection, readUse, refOf } from './requests.js';
import { credentialView, drawnMessage, factsMessage, tokenView } from './views.js';

/** What this service can do, made once in the module and handed to its door. */
export interface TokensUseCases {
  readonly authority: Pick<Authority, 'enforce' | 'announce' | 'receipt' | 'enforcementOf'>;
  readonly store: TokenStore;
  readonly allowances: Allowances;
  readonly clock: Clock;
  readonly createToken: ReturnType<typeof createToken>;
  readonly editToken: ReturnType<typeof editToken>;
  readonly regenerateToken: ReturnType<typeof regenerateToken>;
  readonly finishRegeneration: ReturnType<typeof finishRegeneration>;
  readonly resolveCredential: ReturnType<typeof resolveCredential>;
  readonly rekeyCredentials: ReturnType<typeof rekeyCredentials>;
  readonly revokeToken: ReturnType<typeof revokeToken>;
  readonly revokeTokens: ReturnType<typeof revokeTokens>;
  readonly reportLeaks: ReturnType<typeof reportLeaks>;
  readonly spendGrant: ReturnType<typeof spendGrant>;
  readonly createLink: ReturnType<typeof createLink>;
  readonly openSession: ReturnType<typeof openSession>;
  readonly endSessions: ReturnType<typeof endSessions>;
  /** What has been shown of revokes lately. */
  readonly proofs: { recent(): Promise<readonly LiveProof[]> };
  readonly health: () => Promise<{ instance: string; ready: boolean }>;
}
export const TOKENS_USE_CASES = Symbol('TokensUseCases');

@Controller()
export class TokensController {
  constructor(@Inject(TOKENS_USE_CASES) private readonly tokens: TokensUseCases) {}

  @Handles(tokensRpc.createToken)
  async create(request: RequestOf<typeof tokensRpc.createToken>, scope: CallScope): Promise<OutcomeOf<typeof tokensRpc.createToken>> {
    const result = await this.tokens.createToken({ ...request, ...readRights(request), credential: readCredential(request.credential), shard: scope.shard });
    return mapValue(result, ({ token, replayed }) => ({ token: this.view(token), replayed }));
  }

  @Handles(tokensRpc.readToken)
  async read(request: RequestOf<typeof tokensRpc.readToken>): Promise<OutcomeOf<typeof tokensRpc.readToken>> {
    const found = await this.tokens.store.read(refOf(request));
    if (!found) return refused({ code: 'not_found', detail: 'there is no such token' });
    return granted(this.withCredentials(found));
  }

  @Handles(tokensRpc.listTokens)
  async list(request: RequestOf<typeof tokensRpc.listTokens>): Promise<OutcomeOf<typeof tokensRpc.listTokens>> {
    const { tenantId, accountId, filter, sort, limit, cursor } = request;
    const page = await this.tokens.store.list({ owner: { tenantId, accountId }, filter: { ...filter, createdBefore: fromText(filter.createdBefore) }, sort }, limit, cursor);
    if (!page) return refused({ code: 'invalid_request', detail: 'cursor is not one that a page of this list gave' });
    return granted({ items: page.items.map((token) => tokenView(token, page.at)), next: page.next });
  }

  @Handles(tokensRpc.editToken)
  async edit(request: RequestOf<typeof tokensRpc.editToken>) {
    const { caller, expectedVersion, changes, confirmEscalating, policy } = request;
    const result = await this.tokens.editToken({ caller, ref: refOf(request), expectedVersion, changes: readChanges(changes), confirmEscalating, policy });
    return enforced(this.tokens.authority, request, result, ({ token, change }) => ({ owner: token, changes: change && [change], reply: { token: this.view(token) } }));
  }

  @Handles(tokensRpc.regenerateToken)
  async regenerate(request: RequestOf<typeof tokensRpc.regenerateToken>) {
    const { caller, credential, overlapSeconds, idempotency } = request;
    const wanted = { caller, ref: refOf(request), credential: readCredential(credential), overlapSeconds, idempotency };
    const result = await this.tokens.regenerateToken(wanted);
    return enforced(this.tokens.authority, request, result, ({ change, replayed, ...seen }) => ({
      owner: seen.token,
      changes: listed(change),
      reply: { ...this.withCredentials(seen), replayed },
    }));
  }

  @Handles(tokensRpc.finishRegeneration)
  async finish(request: RequestOf<typeof tokensRpc.finishRegeneration>) {
    const result = await this.tokens.finishRegeneration(request.caller, refOf(request));
    return enforced(this.tokens.authority, request, result, ({ change, ...seen }) => ({ owner: seen.token, changes: change && [change], reply: this.withCredentials(seen) }));
  }

  @Handles(tokensRpc.revokeToken)
  async revoke(request: RequestOf<typeof tokensRpc.revokeToken>) {
    const { caller, expectedVersion, reason } = request;
    const result = await this.tokens.revokeToken({ caller, ref: refOf(request), expectedVersion, reason });
    return enforced(this.tokens.authority, request, result, ({ token, change }) => ({ owner: token, changes: listed(change), reply: { token: this.view(token) } }));
  }

  @Handles(tokensRpc.revokeTokens)
  async revokeMany(request: RequestOf<typeof tokensRpc.revokeTokens>, { shard }: CallScope) {
    const { tenantId, accountId, selection, dryRun, ...rest } = request;
    const result = await this.tokens.revokeTokens({ ...rest, dryRun, shard, owner: { tenantId, accountId }, selection: selection && readSelection(selection) });
    return enforced(this.tokens.authority, request, result, ({ count, first, changes }) => ({ owner: { tenantId, accountId }, changes: dryRun ? null : changes, reply: { count, first: [...first] } }));
  }

  @Handles(tokensRpc.reportLeaks)
  async reportLeaks(request: RequestOf<typeof tokensRpc.reportLeaks>, { shard }: CallScope) {
    const { caller, reason } = request;
    const result = granted(await this.tokens.reportLeaks({ caller, shard, reason, credentials: request.credentials.map(readCredential) })) as Result<ReportedLeaks, never>;
    return enforced(this.tokens.authority, request, result, ({ items, changes }) => ({ owner: caller, changes, reply: { items: [...items] } }));
  }

  @Handles(tokensRpc.resolveCredential)
  async resolve(
    request: RequestOf<typeof tokensRpc.resolveCredential>,
    scope: CallScope,
  ): Promise<OutcomeOf<typeof tokensRpc.resolveCredential>> {
    const result = await this.tokens.resolveCredential(scope.shard, request.publicId, Buffer.from(request.digest, 'hex'));
    return mapValue(result, (resolved) => ({ token: factsMessage(resolved), stamp: resolved.stamp }));
  }

  @Handles(tokensRpc.createLink)
  async link(request: RequestOf<typeof tokensRpc.createLink>, { shard }: CallScope): Promise<OutcomeOf<typeof tokensRpc.createLink>> {
    const result = await this.tokens.createLink({ ...request, credential: readCredential(request.credential), shard });
    return mapValue(result, ({ token, replayed }) => ({ token: this.view(token), replayed }));
  }

  @Handles(tokensRpc.openSession)
  async openSession(request: RequestOf<typeof tokensRpc.openSession>, { shard }: CallScope): Promise<OutcomeOf<typeof tokensRpc.openSession>> {
    const result = await this.tokens.openSession({ ...request, credential: readCredential(request.credential), shard });
    return mapValue(result, ({ session, change }) => {
      if (change !== null) this.tokens.authority.announce([change]);
      return { token: this.view(session) };
    });
  }

  @Handles(tokensRpc.endSessions)
  async endSessions(request: RequestOf<typeof tokensRpc.endSessions>) {
    const { caller, which } = request;
    const result = granted(await this.tokens.endSessions(caller, which)) as Result<EndedSessions, never>;
    return enforced(this.tokens.authority, request, result, ({ ended, changes }) => ({ owner: caller, changes, reply: { ended } }));
  }

  @Handles(tokensRpc.drawAllowance)
  async draw(request: RequestOf<typeof tokensRpc.drawAllowance>): Promise<OutcomeOf<typeof tokensRpc.drawAllowance>> {
    return granted(drawnMessage(await this.tokens.allowances.draw(request)));
  }

  @Handles(tokensRpc.spendGrant)
  async spend({ caller, tenantId, tokenId: id, grants }: RequestOf<typeof tokensRpc.spendGrant>): Promise<OutcomeOf<typeof tokensRpc.spendGrant>> {
    const result = await this.tokens.spendGrant({ caller, ref: { tenantId, accountId: null, id }, grants: grants as readonly Grant[] });
    return mapValue(result, ({ spent, change }) => {
      if (change !== null) this.tokens.authority.announce([change]);
      return { spent };
    });
  }

  @Handles(tokensRpc.recordUses)
  async recordUses({ tenantId, uses }: RequestOf<typeof tokensRpc.recordUses>, { shard }: CallScope): Promise<OutcomeOf<typeof tokensRpc.recordUses>> {
    await this.tokens.allowances.record(tenantId, shard, uses.map(readUse));
    return granted({});
  }

  @Handles(tokensRpc.rekeyCredentials)
  async rekey({ limit, cursor }: RequestOf<typeof tokensRpc.rekeyCredentials>): Promise<OutcomeOf<typeof tokensRpc.rekeyCredentials>> {
    return this.tokens.rekeyCredentials(limit, cursor);
  }

  @Handles(ENFORCEMENT_OF.tokens)
  async readEnforcement({ tenantId }: RequestOf<typeof ENFORCEMENT_OF.tokens>): Promise<OutcomeOf<typeof ENFORCEMENT_OF.tokens>> {
    return granted({ ...(await this.tokens.authority.enforcementOf(tenantId)), proofs: [...(await this.tokens.proofs.recent())] });
  }

  @Handles(RECEIPT_OF.tokens)
  async readReceipt({ receiptId, ...owner }: RequestOf<typeof RECEIPT_OF.tokens>): Promise<OutcomeOf<typeof RECEIPT_OF.tokens>> {
    const receipt = await this.tokens.authority.receipt(owner, receiptId);
    return receipt ? granted({ receipt }) : refused({ code: 'not_found', detail: 'there is no such receipt' });
  }

  @Handles(HEALTH_OF.tokens)
  async readHealth(): Promise<OutcomeOf<typeof HEALTH_OF.tokens>> {
    return granted(await this.tokens.health());
  }

  private withCredentials({ token, credentials }: { readonly token: SeenToken; readonly credentials: readonly SeenCredential[] }) {
    return { token: this.view(token), credentials: credentials.map(credentialView) };
  }

  private view(token: SeenToken) {
    return tokenView(token, this.tokens.clock.now());
  }
}

/** None: what it was is long over. */
function listed(change: RecordedChange | null): readonly RecordedChange[] {
  return change === null ? [] : [change];
}
