export const OPERATIONS = ['create', 'edit', 'regenerate', 'revoke'] as const;
export type OperationName = (typeof OPERATIONS)[number];

/** Where the service is killed. */
export interface Step {
  readonly operation: OperationName;
  /** `insert token`: as it is about to do that; else see `BETWEEN`. */
  readonly at: string;
  /** Whether the operation is done, or nothing of it, once all has come to rest. */
  readonly leaves: 'nothing' | 'everything';
}

/** What each operation's one transaction does to its tables, in its order. A test compares this with what is really done. */
export const TOUCHES: Readonly<Record<OperationName, readonly string[]>> = {
  create: [
    'insert token',
    'insert credential',
    'insert credential_locator',
    'insert outbox',
    'insert idempotency',
  ],
  edit: ['update token', 'insert outbox', 'update shard_counter', 'insert change'],
  regenerate: [
    'update credential',
    'insert credential',
    'insert credential_locator',
    'update token',
    'insert outbox',
    'insert idempotency',
    'update shard_counter',
    'insert change',
  ],
  revoke: ['update token', 'insert outbox', 'update shard_counter', 'insert change'],
};

/** The ones whose caller's own row is locked for share: what it hands out it holds at that moment. */
export const LOCKS_CALLER: readonly OperationName[] = ['create', 'edit', 'regenerate'];

/** The ones that lock their token's row before they look at it: what they decide is written to what they saw. */
export const LOCKS_TOKEN: readonly OperationName[] = ['edit', 'regenerate'];

/** In the middle of the transaction: as long as Postgres has no COMMIT, nothing has happened; from then on, everything. */
export const INSIDE: readonly Step[] = OPERATIONS.flatMap((operation) => [
  ...(LOCKS_CALLER.includes(operation) ? [{ operation, at: 'lock of the caller', leaves: 'nothing' as const }] : []),
  ...(LOCKS_TOKEN.includes(operation) ? [{ operation, at: 'lock of the token', leaves: 'nothing' as const }] : []),
  ...TOUCHES[operation].map((at) => ({ operation, at, leaves: 'nothing' as const })),
  { operation, at: 'commit', leaves: 'everything' },
]);

/** Committed, and the caller was not told. */
export const UNANSWERED: readonly Step[] = OPERATIONS.map((operation) => ({
  ...{ operation, at: 'answer', leaves: 'everything' },
}));

/** Committed, answered, and published, but not marked as published. */
export const UNMARKED: readonly Step[] = OPERATIONS.map((operation) => ({
  ...{ operation, at: 'update outbox', leaves: 'everything' },
}));

/** What the statement that waits at a step looks like. */
export function statementAt(at: string): RegExp {
  const [verb, table] = at.split(' ') as [string, string | undefined];
  if (at === 'lock of the token') return /for no key update/i;
  switch (verb) {
    case 'insert': // the counter and the change are one statement
      return new RegExp(`insert into "?${table}"?\\b`, 'i');
    case 'update':
      return new RegExp(`update "?${table}"?\\b`, 'i');
    case 'lock':
      return /for share/i;
    default:
      return /^commit/i;
  }
}
