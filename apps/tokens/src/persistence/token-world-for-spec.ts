import { DEFAULT_POLICY } from '@portcullis/access';
import type { Caller } from '@portcullis/contracts';
import { granted, instant, newId, shardOfRoot, type Clock, type Instant, type TenantId } from '@portcullis/kernel';
import { Database } from '@portcullis/platform/postgres';
import { randomBytes } from '@portcullis/platform/runtime';
import type { Keyring } from '../domain/credential-mac.js';
import type { Catalogue } from '../domain/issuing.js';
import { fullRights, newborn, type Token } from '../domain/token.js';
import { createToken, type CreateToken } from '../use-cases/create-token.js';
import type { ListOfTokens, TokenRef } from '../use-cases/ports.js';
import { TokenEntity } from './entities.js';
import { PostgresTokenStore } from './postgres-token-store.js';

const everything: Catalogue = {
  operationNamed: (name) => ({ name, access: 'write', features: [], known: true }),
  knownFeature: () => true,
  knownModule: () => true,
  ...{ version: 1, presetNamed: () => null, isRolling: () => false, escalationOf: () => null, escalating: [] },
};

/** What nobody says who makes or edits a token in these specs. */
export const unasked = { confirmEscalating: false, policy: DEFAULT_POLICY } as const;

/** A database with one tenant in it, and that tenant's token with full access, from which others are made. */
export class TokenWorld {
  readonly tenantId = newId('ten', randomBytes);
  readonly shard = shardOfRoot(this.tenantId);
  readonly keyring: Keyring = { current: 'k1', keys: new Map([['k1', randomBytes(32)]]), retired: new Set() };
  /** About the database's own time, whole seconds, and standing still. */
  readonly now = instant(Math.floor(Date.now() / 1000) * 1000);
  readonly clock: Clock = { now: () => this.now };
  readonly catalogue = everything;
  readonly store: PostgresTokenStore;
  caller: Caller;

  private constructor(
    readonly database: Database,
    /** As the role that owns the tables. */
    readonly owner: Database,
    /** Looks on, over a connection of its own. */
    readonly monitor: Database,
  ) {
    this.store = new PostgresTokenStore(database, randomBytes, () => undefined);
  }

  static async open(urls: { databaseUrl(service: 'tokens'): string; readonly ownerUrl: string }): Promise<TokenWorld> {
    const open = (url: string) => Database.open({ url, name: 'test', entities: [TokenEntity], onIdleError: () => undefined });
    const world = new TokenWorld(await open(urls.databaseUrl('tokens')), await open(urls.ownerUrl), await open(urls.databaseUrl('tokens')));
    world.caller = await world.holder({ name: 'root' });
    return world;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.owner.close();
    await this.monitor.close();
  }

  get deps() {
    const { store, keyring, clock, catalogue } = this;
    return { store, keyring, clock, catalogue };
  }

  /** Puts a token into the database, whoever could have made it, and answers it as a caller: a tenant's with full access unless told otherwise. */
  async holder(overrides: Partial<Token> = {}): Promise<Caller> {
    const id = newId('tok', randomBytes);
    const tenantId = overrides.tenantId ?? this.tenantId;
    const shard = shardOfRoot(tenantId);
    const token: Token = {
      ...{ id, tenantId, accountId: null, shard, kind: 'tenant', form: 'token', name: id, description: '', labels: {} },
      ...fullRights,
      ...newborn,
      catalogueVersion: 1,
      ...{ createdAt: this.now, createdBy: null, createdByTenant: null, createdFrom: null },
      ...overrides,
    };
    const publicId = newPublicId();
    await this.store.commit(tenantId, async (tx) => granted(await tx.insert(token, { publicId, keyId: 'k1', mac: randomBytes(32) })));
    const { kind, accountId } = token;
    return { kind, tokenId: token.id, publicId, tenantId, accountId, shard, ip: '192.0.2.7', requestId: newId('req', randomBytes) };
  }

  request(overrides: Partial<CreateToken> = {}): CreateToken {
    return {
      caller: this.caller,
      shard: this.shard,
      owner: { tenantId: this.tenantId, accountId: newId('acc', randomBytes) },
      id: newId('tok', randomBytes),
      credential: { publicId: newPublicId(), digest: randomBytes(32) },
      kind: 'account',
      name: 'ci',
      description: '',
      labels: {},
      ...fullRights,
      ...unasked,
      access: 'restricted',
      grants: [{ operation: 'DNS::parse_zone' }],
      idempotency: null,
      ...overrides,
    };
  }

  async create(overrides?: Partial<CreateToken>) {
    const wanted = this.request(overrides);
    const ref = { ...wanted.owner, id: wanted.id };
    return { wanted, ref, result: await createToken(this.deps)(wanted) };
  }

  /** As if it had been regenerated before, and nobody had told. */
  async withOverlap({ tenantId, id }: TokenRef): Promise<void> {
    await this.alter(`UPDATE credential SET ends_at = clock_timestamp() + interval '1 hour' WHERE token_id = $1`, [id], tenantId);
    const publicId = newPublicId();
    await this.alter(
      `INSERT INTO credential (tenant_id, shard, public_id, token_id, key_id, mac, created_at) VALUES ($1, $2, $3, $4, 'k1', $5, clock_timestamp())`,
      [tenantId, this.shard, publicId, id, randomBytes(32)],
      tenantId,
    );
  }

  /** Rows that the service sees of a tenant. */
  async rows<Row = Record<string, unknown>>(sql: string, values: readonly unknown[] = [], tenantId: TenantId = this.tenantId): Promise<Row[]> {
    return this.database.inTenant(tenantId, (tx) => tx.query<Row>(sql, values));
  }

  /** Changes what only time, or nobody, changes. */
  async alter(sql: string, values: readonly unknown[] = [], tenantId: TenantId = this.tenantId): Promise<void> {
    await this.owner.inTenant(tenantId, async (tx) => {
      await tx.query('SET LOCAL search_path = tokens');
      await tx.query(sql, values);
    });
  }

  /** How many changes the shard has seen. */
  async rev(): Promise<number> {
    return Number((await this.rows<{ rev: string }>('SELECT rev FROM shard_counter WHERE shard = $1', [this.shard]))[0]?.rev);
  }

  /** What was told of a token, in order. */
  async told(id: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
    return this.rows('SELECT type, data FROM outbox WHERE subject = $1 ORDER BY id', [id]);
  }

  after(seconds: number): Instant {
    return instant(this.now + seconds * 1000);
  }
}

export function newPublicId(): string {
  return newId('tok', randomBytes).slice(4, 12);
}

/** All tokens that are carried in a header, newest first. */
export const everyToken: Pick<ListOfTokens, 'filter' | 'sort'> = {
  filter: { state: null, kind: null, form: 'token', access: null, label: null, createdBefore: null, name: null, selectors: null },
  sort: '-createdAt',
};
