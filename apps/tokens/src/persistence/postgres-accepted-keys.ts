import type { Database } from '@portcullis/platform/postgres';
import type { AcceptedKeys } from '../use-cases/follow-keyring.js';

export class PostgresAcceptedKeys implements AcceptedKeys {
  constructor(
    private readonly database: Pick<Database, 'read' | 'write'>,
    private readonly instance: string,
  ) {}

  async read(): Promise<readonly string[]> {
    const [row] = await this.database.read<{ key_ids: string[] }>(READ, [this.instance]);
    return row?.key_ids ?? [];
  }

  async keep(keyIds: readonly string[]): Promise<void> {
    await this.database.write(KEEP, [this.instance, [...keyIds]]);
  }
}

const READ = { name: 'accepted_keys', text: 'SELECT key_ids FROM accepted_keys WHERE instance = $1' };
const KEEP = {
  name: 'keep_accepted_keys',
  text: 'INSERT INTO accepted_keys (instance, key_ids) VALUES ($1, $2) ON CONFLICT (instance) DO UPDATE SET key_ids = excluded.key_ids',
};
