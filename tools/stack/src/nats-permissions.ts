/** Who may say and hear what on NATS: each service only what its work needs. */
export interface NatsPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** Answers to whatever was received, this many per request and this long after it; null: never asked anything. */
  readonly answers: { readonly max: number; readonly withinSeconds: number } | null;
}

export const NATS_USERS = ['gateway', 'tokens', 'permissions', 'audit', 'operator'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

/** The one stream: what happened, and what was denied. */
const STREAM = 'EVENTS';
const ANSWERS = { max: 8, withinSeconds: 60 };

/** A user hears replies under its own prefix only: whoever may listen to `_INBOX.>` reads everybody's answers. */
const inboxOf = (user: NatsUser): string => `_INBOX_${user}.>`;
/** Instances of a service answer under `portcullis.rpc.<service>.<shard>.<name>`. */
const requestsTo = (service: NatsUser): string => `portcullis.rpc.${service}.>`;

const readStream = ['$JS.API.INFO', `$JS.API.STREAM.INFO.${STREAM}`];
/** Whoever publishes first may make the stream. Updating it is `audit`'s alone, deleting and purging it nobody's. */
const makeStream = [...readStream, `$JS.API.STREAM.CREATE.${STREAM}`];

const authority = (service: 'tokens' | 'permissions'): NatsPermissions => ({
  publish: ['portcullis.events.>', ...makeStream],
  subscribe: [requestsTo(service), inboxOf(service)],
  answers: ANSWERS,
});

export const NATS_PERMISSIONS: Readonly<Record<NatsUser, NatsPermissions>> = {
  gateway: {
    publish: ['portcullis.rpc.>', 'portcullis.denials.>', ...makeStream],
    subscribe: [inboxOf('gateway')],
    answers: null,
  },
  tokens: authority('tokens'),
  permissions: authority('permissions'),
  audit: {
    publish: [
      ...makeStream,
      `$JS.API.STREAM.UPDATE.${STREAM}`,
      // nats-server 2.9 and later create by CONSUMER.CREATE, older clients durable ones by CONSUMER.DURABLE.CREATE.
      `$JS.API.CONSUMER.CREATE.${STREAM}.>`,
      `$JS.API.CONSUMER.DURABLE.CREATE.${STREAM}.audit`,
      `$JS.API.CONSUMER.INFO.${STREAM}.audit`,
      `$JS.API.CONSUMER.MSG.NEXT.${STREAM}.audit`,
      `$JS.ACK.${STREAM}.audit.>`,
    ],
    subscribe: [requestsTo('audit'), inboxOf('audit')],
    answers: ANSWERS,
  },
  /** The person at the terminal. No service connects as this one. */
  operator: { publish: ['>'], subscribe: ['>'], answers: null },
};
