import type { Api } from './clients/api.js';
import { issue, newSlug, type Provider } from './providers.js';

/** An id that nobody was ever told. */
export const UNGIVEN = `rcp_${'0'.repeat(22)}`;

/** The receipt of a token of the account's that was revoked. */
export async function makeReceipt(operator: Api, { account }: Pick<Provider, 'account'>): Promise<string> {
  const { id } = await issue(operator, `${account.path}/tokens`, { name: newSlug(), access: 'full' });
  const { enforcement } = (await operator.delete(`${account.path}/tokens/${id}`)).body as { enforcement: { id: string } };
  return enforcement.id;
}
