import type { AuthorityName, Contract, Event, ServiceName } from '@portcullis/contracts';
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

  /** Where verifiers ask for their leases, and give them back. */
  leases(authority: AuthorityName): string {
    return `${this.prefix}.leases.${authority}`;
  }

  /** Where an authority tells what has changed. */
  changes(authority: AuthorityName, shard: Shard): string {
    return `${this.prefix}.changes.${authority}.${shard}`;
  }

  /** What a verifier listens to. */
  changesOfAllShards(authority: AuthorityName): string {
    return `${this.prefix}.changes.${authority}.*`;
  }

  /** Where one process of an authority hears that its changes are in force. @param replica a subject token of its own */
  confirmations(authority: AuthorityName, replica: string): string {
    assert(TOKEN.test(replica), 'a replica is one subject token');
    return `${this.prefix}.confirmations.${authority}.${replica}`;
  }

  /** Where every verifier is asked whether it takes a credential, to show that what was revoked is dead everywhere. */
  probes(): string {
    return `${this.prefix}.probes`;
  }

  /** Where the process that asked hears the answers. @param replica a subject token of its own */
  proofs(replica: string): string {
    assert(TOKEN.test(replica), 'a replica is one subject token');
    return `${this.prefix}.proofs.${replica}`;
  }

  /** Where a process is told to behave as if its host did something, such as setting its clock. Heard in development alone. */
  control(instance: string): string {
    assert(TOKEN.test(instance), 'an instance is one subject token');
    return `${this.prefix}.control.${instance}`;
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
