import { createHash, randomBytes as nodeRandomBytes } from 'node:crypto';
import { shard as shardNumber, SHARD_COUNT, type Shard } from '@portcullis/kernel';
import { connectNats, createRpcClient, type NatsOptions } from '@portcullis/platform/nats-client';
import { CellWatch } from './cell-watch.js';
import type { AuthorityHealth } from './health.js';
import { JoinedReads } from './joined-reads.js';
import { Looking } from './looking.js';
import { Memory, type CredentialFact, type OwnerParts } from './memory.js';
import { metricsText } from './metrics.js';
import { answerProbes } from './probes.js';
import { verify } from './verify.js';
import type { ChangeHeard, Verifier, VerifierOptions } from './verifier.js';

const AUTHORITIES = ['tokens', 'permissions'] as const;
const MOST_TOKENS = 50_000;

/**
 * A verifier of its own, with an id that nobody chose and memory of its own. Resolves when it hears changes and has asked for its leases; whether it
 * has them or not it answers from then on, by reading where it must.
 * @throws Fault as `connectNats` does
 */
export async function createVerifier(options: VerifierOptions): Promise<Verifier> {
  const { nats, name, catalogue, log = silent, randomBytes = nodeRandomBytes, mayStillUse = () => false } = options;
  const clock = options.clock ?? (() => ({ monotonicMs: performance.now(), wallMs: Date.now() }));
  const ownsDoor = !('door' in nats);
  const door = 'door' in nats ? nats.door : await connectNats({ ...nats, name, log });
  const id = Buffer.from(randomBytes(16)).toString('hex');
  const verifierHash = createHash('sha256').update(id).digest('hex').slice(0, 16);
  const listeners = new Set<(change: ChangeHeard) => void>();
  const shards = [...(options.shards ?? allShards())];

  const watch = (authority: (typeof AUTHORITIES)[number]) => new CellWatch({ door, authority, verifier: id, name, shards, clock, log, heard });
  const cells = { tokens: watch('tokens'), permissions: watch('permissions') };
  const memory = new Memory(options.mostTokens ?? MOST_TOKENS, catalogue);
  const turn = () => door.turn();
  const reads = { credentials: new JoinedReads<CredentialFact | null>(clock, turn), owners: new JoinedReads<OwnerParts | null>(clock, turn) };
  const looking = new Looking({ ...cells, memory, rpc: createRpcClient(door), reads, clock, randomBytes, mayStillUse });
  const stopProbes = answerProbes({ door, name, verifierHash, lookByName: (named) => looking.lookByName(named), log });
  await Promise.all(AUTHORITIES.map((authority) => cells[authority].start()));

  const look: Verifier['look'] = (credential, requestId, how = {}) => looking.look(credential, requestId, how);
  const readsOf = { tokens: reads.credentials, permissions: reads.owners };
  const healthOf = (authority: (typeof AUTHORITIES)[number]): AuthorityHealth => ({ ...cells[authority].health(), readsInFlight: readsOf[authority].inFlight });
  let closing: Promise<void> | null = null;

  return {
    look,
    verify: (token, request = {}) => verify(look, catalogue, token, request),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    health: () => ({ name, verifier: verifierHash, closed: closing !== null, authorities: { tokens: healthOf('tokens'), permissions: healthOf('permissions') } }),
    metrics,
    close: () => (closing ??= close()),
  };

  function heard(change: ChangeHeard): void {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error('what was told of a change threw', { err: error });
      }
    }
  }

  async function close(): Promise<void> {
    looking.close();
    stopProbes();
    await Promise.all(AUTHORITIES.map((authority) => cells[authority].close()));
    if (ownsDoor) await door.drain();
    else if (door.isUp()) await door.whileUp(() => door.flush()).catch(() => undefined);
  }

  function metrics(): string {
    const { memory: fromMemory, read, unknown, refused } = looking.counts;
    const each = (value: (authority: (typeof AUTHORITIES)[number]) => number) => AUTHORITIES.map((authority) => ({ labels: { authority }, value: value(authority) }));
    return metricsText([
      {
        ...{ name: 'portcullis_verifier_looks_total', help: 'Looks at a token, by what came of them.', type: 'counter' },
        samples: Object.entries({ memory: fromMemory, read, unknown, refused }).map(([by, value]) => ({ labels: { by }, value })),
      },
      { name: 'portcullis_verifier_reads_total', help: 'Facts that were read from an authority.', type: 'counter', samples: each((authority) => readsOf[authority].counts.reads) },
      { name: 'portcullis_verifier_joined_reads_total', help: 'Looks that shared the read of another.', type: 'counter', samples: each((authority) => readsOf[authority].counts.joins) },
      { name: 'portcullis_verifier_reads_in_flight', help: 'Reads that wait for an authority.', type: 'gauge', samples: each((authority) => readsOf[authority].inFlight) },
      { name: 'portcullis_verifier_changes_total', help: 'Changes that were put in force.', type: 'counter', samples: each((authority) => cells[authority].counts.changes) },
      { name: 'portcullis_verifier_renewals_total', help: 'Renewals of leases that were answered.', type: 'counter', samples: each((authority) => cells[authority].counts.renewals) },
      { name: 'portcullis_verifier_lost_renewals_total', help: 'Renewals of leases that were not.', type: 'counter', samples: each((authority) => cells[authority].counts.renewalsLost) },
      { name: 'portcullis_verifier_leased_shards', help: 'Shards that memory may answer for.', type: 'gauge', samples: each((authority) => healthOf(authority).leasedShards) },
      { name: 'portcullis_verifier_followed_shards', help: 'Shards that leases are asked for.', type: 'gauge', samples: each((authority) => healthOf(authority).followedShards) },
      {
        ...{ name: 'portcullis_verifier_kept_facts', help: 'Facts in memory.', type: 'gauge' },
        samples: Object.entries(memory.sizes()).map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ]);
  }
}

function allShards(): Shard[] {
  return Array.from({ length: SHARD_COUNT }, (_, number) => shardNumber(number));
}

const silent: NatsOptions['log'] = {
  ...{ debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, fatal: () => undefined },
  child: () => silent,
};
