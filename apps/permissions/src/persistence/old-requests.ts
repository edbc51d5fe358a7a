import { MEMORY_HOURS } from '@portcullis/platform/idempotency';
import type { Database } from '@portcullis/platform/postgres';
import type { Logger } from '@portcullis/platform/runtime';

const EVERY_MS = 3_600_000;
/** Any fixed number. */
const LOCK = 1_180_592_837;

/**
 * Drops requests that nobody may repeat any more. Whatever makes something does that for its own tenant; this is for tenants
 * that make nothing for a long time. There is no secret among them.
 * @param tenantsAtOnce bounds one statement
 */
export async function forgetOldRequests(database: Pick<Database, 'exclusively'>, tenantsAtOnce = 1000): Promise<void> {
  // Another process is at it: what it drops need not be dropped again.
  await database.exclusively(LOCK, async (query) => {
    let from: string | null = '';
    while (from !== null) {
      const rows: { next: string | null }[] = await query('SELECT forget_requests($1, $2, $3) AS next', [from, tenantsAtOnce, MEMORY_HOURS]);
      from = rows[0]?.next ?? null;
    }
  });
}

/** Does so every hour. */
export function startForgetting({ database, log }: { database: Pick<Database, 'exclusively'>; log: Logger }): { stop(): Promise<void> } {
  let inHand: Promise<void> = Promise.resolve();
  const forget = (): void => {
    inHand = inHand.then(() => forgetOldRequests(database)).catch((error: unknown) => log.warn('old requests are kept for longer', { err: error }));
  };
  const timer = setInterval(forget, EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await inHand;
    },
  };
}
