import { exchange, type RawAnswer } from '../clients/raw-http.js';
import type { RealToken } from './scene.js';

/** Portcullis' own operations are no calls of a panel: asked for at our own API, with the token itself. Null: not by one plain request. */
export async function askOurselves(asked: string, { owner, issued }: RealToken, base: string, ip: string): Promise<RawAnswer | null> {
  const request = requestFor(asked, owner);
  if (request === null) return null;
  const { method, path, body } = request;
  const headers = { authorization: `Bearer ${issued.secret}`, 'x-forwarded-for': ip, ...(body !== undefined && { 'content-type': 'application/json' }) };
  return exchange(base, { method, path, headers, ...(body !== undefined && { body }) });
}

interface OwnRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

function requestFor(asked: string, { path, tenantPath, user }: RealToken['owner']): OwnRequest | null {
  switch (asked) {
    case 'Portcullis::list_tokens':
      return { method: 'GET', path: `${path}/tokens?limit=1` };
    case 'Portcullis::read_account':
      return user === null ? null : { method: 'GET', path };
    case 'Portcullis::list_accounts':
      return { method: 'GET', path: `${tenantPath}/accounts?limit=1` };
    case 'Portcullis::read_audit':
      return { method: 'GET', path: `${path}/audit?limit=1` };
    case 'Portcullis::read_policy':
      return { method: 'GET', path: `${tenantPath}/policy` };
    case 'Portcullis::verify':
      return { method: 'POST', path: '/v1/verify', body: JSON.stringify({ token: issuedToNobody }) };
    default:
      return null;
  }
}

const issuedToNobody = `pcla1${'0'.repeat(48)}`;
