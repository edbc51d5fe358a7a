import { startPanel, type Panel } from '@portcullis/panel';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Answer, type Api } from './clients/api.js';
import type { RawAnswer } from './clients/raw-http.js';
import { codeIn } from './denial-codes.js';
import { callPanel } from './panel-calls.js';
import { issue, makeConnectedProvider, newSlug, PANEL_TOKEN, type Issued, type Provider } from './providers.js';
import { eventually } from './eventually.js';

export const BOX = '/execute/Email/add_pop?email=bob&domain=alice.example&password=correct-horse';
export const ZONE = '/execute/DNS/parse_zone?zone=alice.example';
export const DOMAINS = '/execute/DomainInfo/list_domains';

export const isServed = ({ body }: RawAnswer): boolean => (JSON.parse(body.toString()) as { status: number }).status === 1;

interface Owner {
  readonly path: string;
}

/** A provider with one account, its panel, and what its holder does about denials. */
export interface DenialScene {
  readonly panel: Panel;
  readonly provider: Provider;
  /** A token of the account's that may list mailboxes, or what else is granted. */
  limited(...grants: object[]): Promise<Issued>;
  ask(token: Issued, path: string, base?: string): Promise<RawAnswer>;
  /** The code that a refused panel call is told, in words and in a header. */
  denied(token: Issued, path: string): Promise<string>;
  at(code: string, owner?: Owner): string;
  /** Opened as soon as the trail has it: by the account's holder, unless told otherwise. */
  opened(code: string, api?: Api, owner?: Owner): Promise<Record<string, unknown>>;
  allow(code: string, how: object): Promise<Answer>;
  grantsOf(token: Issued): Promise<object[]>;
}

export async function startDenialScene(): Promise<DenialScene> {
  const { gateway, operatorToken } = sharedStack();
  const operator = apiOf(gateway, operatorToken);
  const panel = await startPanel({ accounts: [{ user: 'alice', token: PANEL_TOKEN, mainDomain: 'alice.example' }] });
  const provider = await makeConnectedProvider(operator, panel.url);
  const holder = apiOf(gateway, provider.account.token.secret);
  const at = (code: string, owner: Owner = provider.account): string => `${owner.path}/denials/${code}`;
  const ask = (token: Issued, path: string, base = gateway): Promise<RawAnswer> => callPanel({ base, provider, token }, { path });
  const opened = async (code: string, api = holder, owner?: Owner): Promise<Record<string, unknown>> =>
    eventually(async () => {
      const answer = await api.get(at(code, owner));
      expect(answer).toMatchObject({ status: 200 });
      return (answer.body as { denial: Record<string, unknown> }).denial;
    });
  return {
    ...{ panel, provider, at, ask, opened },
    limited: (...grants) =>
      issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants: grants.length > 0 ? grants : [{ operation: 'Email::list_pops' }] }),
    async denied(token, path) {
      const answer = await ask(token, path);
      expect([answer.status, isServed(answer)]).toEqual([200, false]);
      const code = codeIn(answer.body.toString());
      expect(answer.headers['portcullis-denial']).toBe(code);
      return code;
    },
    async allow(code, how) {
      await opened(code);
      return holder.post(`${at(code)}/allow`, how);
    },
    grantsOf: async ({ id }) => ((await operator.get(`${provider.account.path}/tokens/${id}`)).body as { token: { grants: object[] } }).token.grants,
  };
}
