import { useParams, useRouteContext } from '@tanstack/react-router';
import type { Session } from '../api/session.js';

/** Who is signed in. Only below the route that asks for it. */
export function useSession(): Session {
  return useRouteContext({ from: '/signed-in' }).session;
}

/** `/v1/tenants/{tenant}/accounts/{account}`: the account that the address is about. */
export interface AccountRef {
  readonly tenant: string;
  readonly account: string;
}

export function useAccountRef(): AccountRef {
  return useParams({ from: '/signed-in/t/$tenant/a/$account' });
}
