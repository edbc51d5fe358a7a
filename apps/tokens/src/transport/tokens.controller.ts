import { tokenState, type Grant } from '@portcullis/access';
import { HEALTH_OF, tokensRpc, type CallScope, type OutcomeOf, type RequestOf, type TokenView } from '@portcullis/contracts';
import { assert, fromRfc3339, granted, refused, toRfc3339, type Clock, type Instant } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';
import type { createToken } from '../use-cases/create-token.js';
import type { resolveCredential } from '../use-cases/resolve-credential.js';
import type { revokeToken } from '../use-cases/revoke-token.js';
import type { TokenStore } from '../use-cases/ports.js';
import type { Token } from '../domain/token.js';

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
    const { credential, expiresAt, grants, ...rest } = request;
    const result = await this.tokens.createToken({
      ...rest,
      shard: scope.shard,
      grants: grants as readonly Grant[],
      expiresAt: expiresAt === null ? null : toInstant(expiresAt),
      credential: { publicId: credential.publicId, digest: Buffer.from(credential.digest, 'hex') },
    });
    return result.ok ? granted({ token: this.view(result.value) }) : result;
  }

  @Handles(tokensRpc.readToken)
  async read(request: RequestOf<typeof tokensRpc.readToken>): Promise<OutcomeOf<typeof tokensRpc.readToken>> {
    const { tenantId, accountId, tokenId } = request;
    const token = await this.tokens.store.find({ tenantId, accountId, id: tokenId });
    return token ? granted({ token: this.view(token) }) : refused({ code: 'not_found', detail: 'there is no such token' });
  }

  @Handles(tokensRpc.listTokens)
  async list(request: RequestOf<typeof tokensRpc.listTokens>): Promise<OutcomeOf<typeof tokensRpc.listTokens>> {
    const { tenantId, accountId, limit, cursor } = request;
    const page = await this.tokens.store.list({ tenantId, accountId }, limit, cursor);
    if (!page) return refused({ code: 'invalid_request', detail: 'cursor is not one that a page gave' });
    return granted({ items: page.items.map((token) => this.view(token)), next: page.next });
  }

  @Handles(tokensRpc.revokeToken)
  async revoke(request: RequestOf<typeof tokensRpc.revokeToken>): Promise<OutcomeOf<typeof tokensRpc.revokeToken>> {
    const { caller, tenantId, accountId, tokenId } = request;
    const result = await this.tokens.revokeToken(caller, { tenantId, accountId, id: tokenId });
    return result.ok ? granted({ token: this.view(result.value.token), change: result.value.change }) : result;
  }

  @Handles(tokensRpc.resolveCredential)
  async resolve(
    request: RequestOf<typeof tokensRpc.resolveCredential>,
    scope: CallScope,
  ): Promise<OutcomeOf<typeof tokensRpc.resolveCredential>> {
    const result = await this.tokens.resolveCredential(scope.shard, request.publicId, Buffer.from(request.digest, 'hex'));
    if (!result.ok) return result;
    const { token, publicId, at } = result.value;
    const { id, kind, tenantId, accountId, name, access } = token;
    return granted({
      token: {
        ...{ id, publicId, kind, tenantId, accountId, name, access },
        grants: [...token.grants],
        expiresAt: toText(token.expiresAt),
        revokedAt: toText(token.revokedAt),
        at: toRfc3339(at),
      },
    });
  }

  @Handles(HEALTH_OF.tokens)
  async readHealth(): Promise<OutcomeOf<typeof HEALTH_OF.tokens>> {
    return granted(await this.tokens.health());
  }

  private view(token: Token): TokenView {
    const { id, kind, tenantId, accountId, name, description, access, createdBy } = token;
    return {
      ...{ id, kind, tenantId, accountId, name, description, access, createdBy },
      grants: [...token.grants],
      expiresAt: toText(token.expiresAt),
      state: tokenState(token, this.tokens.clock.now()),
      createdAt: toRfc3339(token.createdAt),
      revokedAt: toText(token.revokedAt),
    };
  }
}

function toInstant(text: string): Instant {
  const at = fromRfc3339(text);
  assert(at !== null, 'the contract lets only date-times through');
  return at;
}

function toText(at: Instant | null): string | null {
  return at === null ? null : toRfc3339(at);
}
