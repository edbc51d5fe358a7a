import { connect } from '@nats-io/transport-node';
import { migrations as permissions } from '@portcullis/permissions/migrations';
import { migrations as tokens } from '@portcullis/tokens/migrations';
import pg from 'pg';
import type { Authority, Parties, Statement } from '../issue/statements.js';
import { natsOptions } from '../skeleton/nats-options.js';
import { program } from '../skeleton/program.js';
import { KEEP_RECEIPT, READ_TARGET, REVOKE, revokeDraft, WHO_HAS_LEASES } from './statements.js';
import type { Subjects } from './subjects.js';

/** Both authorities with nothing to them: they run the statements, tell three verifiers, and wait for three answers. */
export interface AuthoritySettings {
  readonly natsUrl: string;
  readonly subjects: Subjects;
  readonly postgresUrl: string;
  readonly parties: Parties;
  /** Whose ids `…/N` means. */
  readonly tokenIds: readonly string[];
  readonly verifiers: number;
}

const ROLES: Readonly<Record<Authority, { readonly role: string; readonly schema: string }>> = { tokens, permissions };
/** What a service's pool has. */
const POOL_SIZE = 16;

program(async ({ natsUrl, subjects, postgresUrl, parties, tokenIds, verifiers }: AuthoritySettings) => {
  const pools = Object.fromEntries(
    Object.entries(ROLES).map(([authority, { role, schema }]) => [
      authority,
      new pg.Pool({ connectionString: postgresUrl, options: `-c role=${role} -c search_path=${schema}`, max: POOL_SIZE, keepAlive: true }),
    ]),
  ) as Record<Authority, pg.Pool>;
  const run = (client: pg.Pool | pg.PoolClient, { name, text, values }: Statement, tokenId: string) =>
    client.query({ ...(name !== null && { name }), text, values: [...values(parties, revokeDraft(tokenId))] });

  const nats = await connect(natsOptions(natsUrl));
  const waiting = new Map<string, { left: number; done: () => void }>();
  nats.subscribe(subjects.confirmations, {
    callback: (_error, message) => {
      const wait = waiting.get(message.json<{ id: string }>().id);
      if (wait !== undefined && --wait.left === 0) wait.done();
    },
  });

  async function inOneTransaction(statements: readonly Statement[], tokenId: string): Promise<void> {
    const client = await pools.tokens.connect();
    for (const statement of statements) await run(client, statement, tokenId);
    client.release();
  }

  async function revoke(tokenId: string): Promise<object> {
    await inOneTransaction(REVOKE, tokenId);
    const confirmed = new Promise<void>((done) => waiting.set(tokenId, { left: verifiers, done }));
    nats.publish(subjects.changes, JSON.stringify({ id: tokenId }));
    await run(pools.tokens, WHO_HAS_LEASES, tokenId);
    await confirmed;
    waiting.delete(tokenId);
    await inOneTransaction(KEEP_RECEIPT, tokenId);
    return { id: tokenId };
  }

  const answer = (subject: string, work: (body: string) => Promise<object>): void => {
    nats.subscribe(subject, {
      callback: (_error, message) => {
        work(message.string()).then(
          (reply) => message.respond(JSON.stringify(reply)),
          (error: unknown) => {
            console.error(error);
            process.exit(1);
          },
        );
      },
    });
  };
  answer(subjects.target, async () => {
    for (const statement of READ_TARGET) await run(pools[statement.authority], statement, '');
    return {};
  });
  answer(subjects.revoke, (at) => revoke(tokenIds[Number(at)]!));
  await nats.flush();
  return {};
});
