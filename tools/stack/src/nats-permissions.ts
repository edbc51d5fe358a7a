/** Who may say and hear what on NATS: each service only what its work needs. */
export interface NatsPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** Answers to whatever was received, this many per request and this long after it; null: never asked anything. */
  readonly answers: { readonly max: number; readonly withinSeconds: number } | null;
}

export const NATS_USERS = ['gateway', 'tokens', 'permissions', 'audit', 'operator'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

/** What happened, and what was denied. */
type Stream = 'EVENTS' | 'DENIALS';
/** One answer each: nats-server 2.9 keeps every right to answer until it is used up, and scans them all once they are many. */
const ANSWERS = { max: 1, withinSeconds: 60 };

/** A user hears replies under its own prefix only: whoever may listen to `_INBOX.>` reads everybody's answers. */
const inboxOf = (user: NatsUser): string => `_INBOX_${user}.>`;
/** Instances of a service answer under `portcullis.rpc.<service>.<shard>.<name>`. */
const requestsTo = (service: NatsUser): string => `portcullis.rpc.${service}.>`;

/** Updating, purging and deleting a stream is the operator's alone. */
const makeStream = (stream: Stream): string[] => [`$JS.API.STREAM.INFO.${stream}`, `$JS.API.STREAM.CREATE.${stream}`];

const consume = (stream: Stream): string[] => [
  ...makeStream(stream),
  // nats-server 2.9 and later create by CONSUMER.CREATE, older clients durable ones by CONSUMER.DURABLE.CREATE.
  `$JS.API.CONSUMER.CREATE.${stream}.>`,
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.audit`,
  `$JS.API.CONSUMER.INFO.${stream}.audit`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.audit`,
  `$JS.ACK.${stream}.audit.>`,
];

/** What was told, one by one. No consumer: whoever may make one can have its messages delivered on any subject. */
const READ_EVENTS = '$JS.API.STREAM.MSG.GET.EVENTS';

const authority = (service: 'tokens' | 'permissions', ...asks: readonly string[]): NatsPermissions => ({
  publish: ['portcullis.events.>', ...makeStream('EVENTS'), READ_EVENTS, `portcullis.changes.${service}.*`, 'portcullis.rpc.audit.*.read_changes', ...asks],
  subscribe: [requestsTo(service), `portcullis.leases.${service}`, `portcullis.confirmations.${service}.*`, inboxOf(service)],
  answers: ANSWERS,
});

/** Tokens shows that what it revoked is dead everywhere, by asking every verifier. */
const withProofs = ({ subscribe, ...rest }: NatsPermissions): NatsPermissions => ({ ...rest, subscribe: [...subscribe, 'portcullis.proofs.*'] });

export const NATS_PERMISSIONS: Readonly<Record<NatsUser, NatsPermissions>> = {
  gateway: {
    // Nothing of JetStream's API: strangers reach this process first, and audit makes what it needs.
    publish: ['portcullis.rpc.>', 'portcullis.denials.>', 'portcullis.leases.*', 'portcullis.confirmations.*.*', 'portcullis.proofs.*'],
    subscribe: [inboxOf('gateway'), 'portcullis.changes.*.*', 'portcullis.probes', 'portcullis.control.*'],
    answers: null,
  },
  /** How long dead tokens are kept is laid down elsewhere. */
  tokens: withProofs(authority('tokens', 'portcullis.rpc.permissions.*.read_policy', 'portcullis.probes')),
  permissions: authority('permissions'),
  audit: {
    publish: [...consume('EVENTS'), ...consume('DENIALS')],
    subscribe: [requestsTo('audit'), inboxOf('audit')],
    answers: ANSWERS,
  },
  /** The person at the terminal. No service connects as this one. */
  operator: { publish: ['>'], subscribe: ['>'], answers: null },
};
