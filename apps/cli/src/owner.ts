import { answered, type Connection } from './connection.js';
import { EXIT, misused, Stop } from './stop.js';

/** Whose tokens it is about: an account's, or with null the tenant's own and all of its accounts'. */
export interface Owner {
  readonly tenant: string;
  readonly account: string | null;
}

export interface OwnerFlags {
  readonly tenant?: string;
  readonly account?: string;
}

/** Whom the options name; where they are silent, the owner of the calling token. */
export async function ownerOf({ client }: Connection, { tenant, account }: OwnerFlags): Promise<Owner> {
  if (tenant !== undefined) return { tenant, account: account ?? null };
  try {
    const { session } = (await answered(client.get('/v1/sessions/current'))).data;
    return { tenant: session.tenantId, account: account ?? session.accountId };
  } catch (error) {
    // A restricted token may not even ask who it is.
    if (error instanceof Stop && error.exitCode === EXIT.refused && error.message.includes('permission_denied')) {
      throw misused('say whose: --tenant, and for an account --account', 'This token may not ask who its owner is.');
    }
    throw error;
  }
}

export async function tenantOf(connection: Connection, flags: Pick<OwnerFlags, 'tenant'>): Promise<string> {
  return (await ownerOf(connection, flags)).tenant;
}
