import type { Contract, Event, ServiceName } from '@portcullis/contracts';
import { assert, type Shard } from '@portcullis/kernel';

export const DEFAULT_SUBJECT_PREFIX = 'portcullis';

const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;
const EVENT_TYPE = /^[a-z0-9_]{1,32}(?:\.[a-z0-9_]{1,32}){0,3}$/;

/** Where JetStream keeps what happened, and what was denied: those who are denied must not push out what happened. */
export type StreamKind = 'events' | 'denials';

/**
 * Every NATS subject and stream name of Portcullis is written here and nowhere else, since the broker's permissions
 * (tools/stack/src/nats-permissions.ts) must say the same. No secret ever becomes part of a subject: subjects show in logs and monitoring.
 */
export class Subjects {
  readonly streams: Readonly<Record<StreamKind, { readonly name: string; readonly subjects: readonly string[] }>>;

  /** @param prefix one subject token; an installation (or a test) is told apart by it. */
  constructor(readonly prefix: string = DEFAULT_SUBJECT_PREFIX) {
    assert(TOKEN.test(prefix), 'a subject prefix is one token of letters, digits, - and _');
    const suffix = prefix === DEFAULT_SUBJECT_PREFIX ? '' : `_${prefix}`;
    this.streams = {
      events: { name: `EVENTS${suffix}`, subjects: [`${prefix}.events.>`] },
      denials: { name: `DENIALS${suffix}`, subjects: [`${prefix}.denials.>`] },
    };
  }

  /** Where a call goes. The shard is a token of its own: a broker can lead it to the cell that owns the shard. */
  rpc(contract: Pick<Contract, 'service' | 'name'>, shard: Shard): string {
    return `${this.prefix}.rpc.${contract.service}.${shard}.${contract.name}`;
  }

  /** What a service listens to: this call, for every shard. */
  rpcOfAllShards(contract: Pick<Contract, 'service' | 'name'>): string {
    return `${this.prefix}.rpc.${contract.service}.*.${contract.name}`;
  }

  /** The shard token of a subject that `rpc` wrote. Checked by whoever reads it. */
  shardOf(rpcSubject: string): string {
    return rpcSubject.split('.')[3] ?? '';
  }

  /** Members share the work: each call is taken by one of them. */
  rpcQueue(service: ServiceName): string {
    return service;
  }

  /**
   * Denials have a branch of their own: gateways may publish there, and must not be able to forge a `token.revoked`.
   * @throws Defect for a tenant or type that is no plain token.
   */
  event(event: Pick<Event, 'type' | 'tenantId'>): string {
    assert(TOKEN.test(event.tenantId), 'a tenant id must be one subject token');
    assert(EVENT_TYPE.test(event.type), 'an event type is words joined by dots');
    if (this.streamOf(event) === 'denials') return `${this.prefix}.denials.${event.tenantId}`;
    return `${this.prefix}.events.${event.tenantId}.${event.type}`;
  }

  streamOf({ type }: Pick<Event, 'type'>): StreamKind {
    return type === 'request.denied' ? 'denials' : 'events';
  }
}
