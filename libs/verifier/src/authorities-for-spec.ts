import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, newTokenText, tokenDigest, type GrantCatalogue } from '@portcullis/access';
import { enforcementMessages as messages, permissionsRpc, tokensRpc, type AuthorityName, type Contract, type OwnerFactsMessage, type TokenFactsMessage } from '@portcullis/contracts';
import { replyTo, targetKey } from '@portcullis/enforcement';
import { instant, newId, shard, shardOfRoot, toRfc3339, type Shard } from '@portcullis/kernel';
import { connectNats, type NatsDoor, type NatsOptions } from '@portcullis/platform/nats-client';

export const catalogue: GrantCatalogue = {
  ...{ version: 1, presetNamed: () => null, isRolling: () => false, escalationOf: () => null },
  operationNamed: (name) => ({ name, access: 'read', features: name === 'Cron::list' ? ['cron'] : [], known: true }),
};

export const silent: NatsOptions['log'] = {
  ...{ debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, fatal: () => undefined },
  child: () => silent,
};

export function natsUrl(): string {
  const url = process.env['PORTCULLIS_TEST_NATS_URL'];
  if (url === undefined) throw new Error('only for specs named x.int-spec.ts: nothing runs here');
  return url;
}

type Target = messages.ChangesBroadcast['changes'][number]['target'];

/** One authority's cell: what has happened in it, whom it granted leases, and what it was asked. Its faults are up to the tests. */
export class FakeCell {
  readonly epoch = 1_000;
  rev = 5;
  changes: { rev: number; target: Target }[] = [];
  renewals: messages.RenewalRequestMessage[] = [];
  ends: messages.LeaseEndMessage[] = [];
  confirmations: messages.Confirmation[] = [];
  asked: unknown[] = [];
  grants = true;
  answers = true;
  refusedForMs = 0;
  /** Between what is read and its being answered. */
  beforeAnswer: () => Promise<void> = () => Promise.resolve();

  constructor(
    readonly name: AuthorityName,
    private readonly door: NatsDoor,
    readonly shard: Shard,
    contract: Contract,
    private readonly answerTo: (request: never) => unknown,
  ) {
    this.hear(door.subjects.leases(name), (data, respond) => this.renew(data, respond));
    this.hear(this.confirmTo, (data) => void this.confirmations.push(messages.confirmation.parse(data)));
    this.hear(door.subjects.rpcOfAllShards(contract), (data, respond) => void this.answer(data, respond));
  }

  get confirmTo(): string {
    return this.door.subjects.confirmations(this.name, 'replica-1');
  }

  /** Commits a change, and tells nobody. */
  change(target: Target): void {
    this.rev += 1;
    this.changes.push({ rev: this.rev, target });
  }

  /** Tells of what was committed last. */
  broadcast(confirmTo = this.confirmTo): void {
    const { rev, target } = this.changes.at(-1)!;
    const message: messages.ChangesBroadcast = { authority: this.name, changes: [{ shard: this.shard, epoch: this.epoch, rev, target }], confirmTo };
    this.door.connection.publish(this.door.subjects.changes(this.name, this.shard), JSON.stringify(message));
  }

  hasConfirmed(rev = this.rev): boolean {
    return this.confirmations.some(({ positions }) => positions.some((position) => position.shard === this.shard && position.rev >= rev));
  }

  private renew(data: unknown, respond: (reply: unknown) => void): void {
    const end = messages.leaseEnd.safeParse(data);
    if (end.success) return void this.ends.push(end.data);
    const request = messages.renewalRequest.parse(data);
    this.renewals.push(request);
    if (!this.grants) return;
    const histories = request.shards.map(({ shard: number, position }) => {
      const here = shard(number);
      if (here !== this.shard) return { shard: here, epoch: this.epoch, rev: 0, trimmedTo: 0, changes: [] };
      const since = this.changes.filter(({ rev }) => position !== null && rev > position.rev);
      const changes = since.map(({ rev, target }) => ({ shard: here, epoch: this.epoch, rev, target: targetKey(target) }));
      return { shard: here, epoch: this.epoch, rev: this.rev, trimmedTo: 0, changes };
    });
    const asked = request.shards.map(({ shard: number, position }) => ({ shard: shard(number), position }));
    const reply = replyTo({ ...request, shards: asked }, this.refusedForMs > 0 ? [] : histories);
    const shards = reply.shards.map((grant) => ({ ...grant, changes: grant.changes.map((change) => ({ ...change, target: this.changes.find(({ rev }) => rev === change.rev)!.target })) }));
    respond({ n: request.n, at: now(), refusedForMs: this.refusedForMs, shards } satisfies messages.RenewalReplyMessage);
  }

  private async answer(request: unknown, respond: (reply: unknown) => void): Promise<void> {
    this.asked.push(request);
    if (!this.answers) return;
    const reply = this.answerTo(request as never);
    await this.beforeAnswer();
    respond(reply);
  }

  private hear(subject: string, heard: (data: unknown, respond: (reply: unknown) => void) => void): void {
    this.door.connection.subscribe(subject, {
      callback: (_, message) => {
        heard(message.json(), (reply) => {
          const isRefusal = (reply as { code?: string }).code !== undefined;
          // Any headers will do, and these are at hand.
          if (isRefusal) message.headers!.set('Portcullis-Outcome', 'refusal');
          message.respond(JSON.stringify(reply), isRefusal ? { headers: message.headers! } : {});
        });
      },
    });
  }
}

export interface FakeToken {
  readonly text: string;
  readonly publicId: string;
  readonly digest: string;
  readonly facts: TokenFactsMessage;
}

/** Both authorities of one provider with accounts, over a broker that is there. */
export class FakeAuthorities {
  readonly tenantId = newId('ten', randomBytes);
  readonly shard = shardOfRoot(this.tenantId);
  readonly tokens: FakeCell;
  readonly permissions: FakeCell;
  status: 'active' | 'suspended' = 'active';
  features: string[] = ['cron'];
  private readonly known = new Map<string, FakeToken>();

  private constructor(readonly door: NatsDoor) {
    this.tokens = new FakeCell('tokens', door, this.shard, tokensRpc.resolveCredential, ({ publicId, digest }: { publicId: string; digest: string }) => {
      const found = this.known.get(publicId);
      if (found?.digest !== digest) return { code: 'invalid_token', detail: 'the token is not known' };
      return { token: { ...found.facts, at: now() }, stamp: { epoch: this.tokens.epoch, rev: this.tokens.rev } };
    });
    this.permissions = new FakeCell('permissions', door, this.shard, permissionsRpc.readOwner, ({ account }: { account: `acc_${string}` | null }) => this.owner(account));
  }

  static async start(url: string, log: NatsOptions['log'], subjectPrefix = `verifier_${randomBytes(6).toString('hex')}`): Promise<FakeAuthorities> {
    const authorities = new FakeAuthorities(await connectNats({ url, name: 'authorities', subjectPrefix, log }));
    await authorities.door.flush();
    return authorities;
  }

  issue(changes: Partial<TokenFactsMessage> = {}): FakeToken {
    const { text, publicId } = newTokenText({ kind: 'account', shard: this.shard, randomBytes });
    const shown = text.reveal();
    const facts: TokenFactsMessage = {
      ...{ id: newId('tok', randomBytes), publicId, kind: 'account', form: 'token', tenantId: this.tenantId, accountId: newId('acc', randomBytes), name: 'ci' },
      ...{ access: 'full', grants: [], readOnly: false, notBefore: null, expiresAt: null, ipAllowlist: [], rateLimit: null, useQuota: null, timeWindows: [] },
      ...{ catalogueVersion: 1, createdAt: now(), activeAt: now(), usesDrawn: 0, credentialEndsAt: null, revokedAt: null, at: now(), ...changes },
    };
    const token = { text: shown, publicId, digest: Buffer.from(tokenDigest(shown)).toString('hex'), facts };
    this.known.set(publicId, token);
    return token;
  }

  forget({ publicId }: FakeToken): void {
    this.known.delete(publicId);
  }

  /** Committed, and told to nobody. */
  revoke({ publicId }: FakeToken): void {
    const token = this.known.get(publicId)!;
    this.alter(token, { revokedAt: now() });
    this.tokens.change({ kind: 'token', tenantId: this.tenantId, id: token.facts.id });
  }

  /** Without a change: as time and use move it. */
  alter({ publicId }: FakeToken, changes: Partial<TokenFactsMessage>): void {
    const token = this.known.get(publicId)!;
    this.known.set(publicId, { ...token, facts: { ...token.facts, ...changes } });
  }

  private owner(account: `acc_${string}` | null): OwnerFactsMessage {
    const { tenantId, status, features, permissions } = this;
    return {
      tenant: { id: tenantId, slug: 'acme', status, policy: DEFAULT_POLICY, ancestors: [], hosts: [], panelKind: 'cpanel', panelUrl: null, whmUrl: null, upstream: null },
      account: account && { id: account, username: 'alice', status: 'active', domains: ['example.com'], featureList: 'default', features, upstream: null },
      stamp: { epoch: permissions.epoch, rev: permissions.rev },
      at: now(),
    };
  }
}

function now(): string {
  return toRfc3339(instant(Date.now()));
}

/** Waits for what is sure to come, however slow the machine is. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
