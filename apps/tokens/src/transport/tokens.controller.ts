import { HEALTH_OF, tokensRpc, type CallScope, type OutcomeOf, type RequestOf } from '@portcullis/contracts';
import { granted, mapValue, refused, type Clock } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';
import type { SeenToken } from '../domain/token.js';
import type { createToken } from '../use-cases/create-token.js';
import type { resolveCredential } from '../use-cases/resolve-credential.js';
import type { revokeToken } from '../use-cases/revoke-token.js';
import type { TokenStore } from '../use-cases/ports.js';
import { credentialView, factsMessage, readCredential, readRights, refOf, tokenView } from './views.js';

/** What this service can do, made once in the module and handed to its door. */
export interface TokensUseCases {
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly createToken: ReturnType<typeof createToken>;
  readonly resolveCredential: ReturnType<typeof resolveCredential>;
  readonly revokeToken: ReturnType<typeof revokeToken>;
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
    return granted({ token: this.view(found.token), credentials: found.credentials.map(credentialView) });
  }

  @Handles(tokensRpc.listTokens)
  async list(request: RequestOf<typeof tokensRpc.listTokens>): Promise<OutcomeOf<typeof tokensRpc.listTokens>> {
    const { tenantId, accountId, filter, sort, limit, cursor } = request;
    const page = await this.tokens.store.list({ owner: { tenantId, accountId }, filter, sort }, limit, cursor);
    if (!page) return refused({ code: 'invalid_request', detail: 'cursor is not one that a page of this list gave' });
    return granted({ items: page.items.map((token) => tokenView(token, page.at)), next: page.next });
  }

  @Handles(tokensRpc.revokeToken)
  async revoke(request: RequestOf<typeof tokensRpc.revokeToken>): Promise<OutcomeOf<typeof tokensRpc.revokeToken>> {
    const { caller, expectedVersion, reason } = request;
    const result = await this.tokens.revokeToken({ caller, ref: refOf(request), expectedVersion, reason });
    return mapValue(result, ({ token, change }) => ({ token: this.view(token), change }));
  }

  @Handles(tokensRpc.resolveCredential)
  async resolve(
    request: RequestOf<typeof tokensRpc.resolveCredential>,
    scope: CallScope,
  ): Promise<OutcomeOf<typeof tokensRpc.resolveCredential>> {
    const result = await this.tokens.resolveCredential(scope.shard, request.publicId, Buffer.from(request.digest, 'hex'));
    return mapValue(result, (resolved) => ({ token: factsMessage(resolved) }));
  }

  @Handles(HEALTH_OF.tokens)
  async readHealth(): Promise<OutcomeOf<typeof HEALTH_OF.tokens>> {
    return granted(await this.tokens.health());
  }

  private view(token: SeenToken) {
    return tokenView(token, this.tokens.clock.now());
  }
}
