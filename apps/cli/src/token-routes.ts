import type { Client, operations, Outcome, Token } from '@portcullis/client';
import { answered } from './connection.js';
import type { Owner } from './owner.js';
import { EXIT, misused, Stop } from './stop.js';

type QueryOf<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;
type BodyOf<Name extends keyof operations> = operations[Name] extends { requestBody: { content: { 'application/json': infer Body } } } ? Body : never;

export type TokenQuery = QueryOf<'listTenantTokens'>;
export type NewToken = BodyOf<'createAccountToken'>;
export type TokenEdit = BodyOf<'editAccountToken'>;
type BulkBody = BodyOf<'revokeTenantTokens'>;
export type Where = BulkBody['where'];

const ofTenant = '/v1/tenants/{tenant}/tokens';
const ofAccount = '/v1/tenants/{tenant}/accounts/{account}/tokens';

/** The routes of one owner's tokens: the same for a tenant and for an account, at two addresses. */
export function tokensOf(client: Client, { tenant, account }: Owner) {
  const own = { tenant };
  const accounts = account === null ? null : { tenant, account };

  return {
    list: (query: TokenQuery) => {
      if (!accounts) return client.get(ofTenant, { params: { path: own, query } });
      const { kind, ...rest } = query;
      if (kind !== undefined) throw misused('--kind is for the tokens of a tenant: those of an account are all of one kind');
      return client.get(ofAccount, { params: { path: accounts, query: rest } });
    },
    create: (body: NewToken, kind: BodyOf<'createTenantToken'>['kind'] | undefined, key: string) => {
      const header = { 'Idempotency-Key': key };
      if (accounts) {
        if (kind !== undefined) throw misused('--kind is for the tokens of a tenant: those of an account are all of one kind');
        return client.post(ofAccount, { params: { path: accounts, header }, body });
      }
      if (kind === undefined) throw misused('say which kind of token the tenant gets: --kind tenant, service or operator', 'For a token of an account, give --account.');
      return client.post(ofTenant, { params: { path: own, header }, body: { ...body, kind } });
    },
    read: (token: string) =>
      accounts
        ? client.get(`${ofAccount}/{token}`, { params: { path: { ...accounts, token } } })
        : client.get(`${ofTenant}/{token}`, { params: { path: { ...own, token } } }),
    edit: (token: string, match: string, body: TokenEdit) => {
      const header = { 'If-Match': match };
      return accounts
        ? client.patch(`${ofAccount}/{token}`, { params: { path: { ...accounts, token }, header }, body })
        : client.patch(`${ofTenant}/{token}`, { params: { path: { ...own, token }, header }, body });
    },
    regenerate: (token: string, overlapSeconds: number, key: string) => {
      const header = { 'Idempotency-Key': key };
      return accounts
        ? client.post(`${ofAccount}/{token}/regenerate`, { params: { path: { ...accounts, token }, header }, body: { overlapSeconds } })
        : client.post(`${ofTenant}/{token}/regenerate`, { params: { path: { ...own, token }, header }, body: { overlapSeconds } });
    },
    finish: (token: string) =>
      accounts
        ? client.post(`${ofAccount}/{token}/regenerate/finish`, { params: { path: { ...accounts, token } } })
        : client.post(`${ofTenant}/{token}/regenerate/finish`, { params: { path: { ...own, token } } }),
    explain: (token: string, body: BodyOf<'explainAccountToken'>) =>
      accounts
        ? client.post(`${ofAccount}/{token}/explain`, { params: { path: { ...accounts, token } }, body })
        : client.post(`${ofTenant}/{token}/explain`, { params: { path: { ...own, token } }, body }),
    can: (token: string, query: QueryOf<'accountTokenCan'>) =>
      accounts
        ? client.get(`${ofAccount}/{token}/can`, { params: { path: { ...accounts, token }, query } })
        : client.get(`${ofTenant}/{token}/can`, { params: { path: { ...own, token }, query } }),
    revokeBulk: ({ where, ...rest }: BulkBody, key: string) => {
      const header = { 'Idempotency-Key': key };
      if (!accounts) return client.post(`${ofTenant}/revoke-bulk`, { params: { path: own, header }, body: { ...rest, where } });
      const { kind, account, ...ofThisOne } = where;
      if (kind !== undefined || account !== undefined) throw misused('--kind is for the tokens of a tenant: those of an account are all of one kind');
      return client.post(`${ofAccount}/revoke-bulk`, { params: { path: accounts, header }, body: { ...rest, where: ofThisOne } });
    },
    revoke: (token: string, match: string | undefined, query: QueryOf<'revokeAccountToken'>) => {
      const header = match === undefined ? {} : { 'If-Match': match };
      return accounts
        ? client.delete(`${ofAccount}/{token}`, { params: { path: { ...accounts, token }, header, query } })
        : client.delete(`${ofTenant}/{token}`, { params: { path: { ...own, token }, header, query } });
    },
  };
}
export type Tokens = ReturnType<typeof tokensOf>;

/** The id of what a person calls by its name. Ids stay as they are, so that scripts ask once. */
export async function tokenIdOf(tokens: Tokens, text: string): Promise<string> {
  if (text.startsWith('tok_')) return text;
  let cursor: string | null = null;
  const found: Token[] = [];
  do {
    const page: { items: readonly Token[]; next: string | null } = (await answered(tokens.list({ name: text, limit: 200, ...(cursor !== null && { cursor }) }))).data;
    found.push(...page.items.filter(({ name, state }) => name === text && state !== 'revoked'));
    cursor = page.next;
  } while (cursor !== null);
  const [token, ...others] = found;
  if (!token) throw new Stop(EXIT.refused, [`there is no token named ${text} that is not revoked`, 'Revoked ones are found by their id, tok_…, which `tokens list --state revoked` shows.']);
  // A tenant's list holds those of its accounts too, and a name is unique within one owner only.
  if (others.length > 0) throw misused(`more than one token is named ${text}`, ...found.map(({ id, accountId }) => `  ${id}  ${accountId ?? 'of the tenant itself'}`), 'Give its id.');
  return token.id;
}

export type Answer<Call extends (...args: never[]) => Promise<Outcome<unknown>>> = Extract<Awaited<ReturnType<Call>>, { outcome: 'done' }>['data'];
