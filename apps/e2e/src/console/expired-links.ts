import { sharedStack } from '@portcullis/testkit';
import { withDatabase } from '../with-database.js';

/** Ends what was made last for an owner, as if its time were over: no clock of a service is waited for. Nobody may have read it before. */
export async function letExpire(tenantId: string, form: 'link' | 'session'): Promise<void> {
  await withDatabase(sharedStack().postgres, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE tokens.token SET expires_at = created_at + interval '1 millisecond'
       WHERE (tenant_id, serial) = (SELECT tenant_id, max(serial) FROM tokens.token WHERE tenant_id = $1 AND form = $2 GROUP BY tenant_id)`,
      [tenantId, form],
    );
    expect(rowCount).toBe(1);
  });
}
