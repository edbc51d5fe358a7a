import type { VisitOptions } from '@portcullis/browser';
import { sharedStack } from '@portcullis/testkit';
import { apiOf, type Api } from '../clients/api.js';
import type { Provider } from '../providers.js';
import { find, type Target } from './drivers.js';
import type { Visit, Visits } from './visits.js';

export const heading = (name: string | RegExp): Target => ({ role: 'heading', name });

/** An account of a provider, and how its holder comes to the console: from the panel, by a link that works once. */
export class AccountHolder {
  readonly gateway = sharedStack().gateway;
  readonly operator: Api = apiOf(this.gateway, sharedStack().operatorToken);
  /** The page's own path; pages of the account are below it. */
  readonly home: string;

  constructor(
    readonly visits: Visits,
    readonly provider: Provider,
  ) {
    this.home = `/console/t/${provider.id}/a/${provider.account.id}`;
  }

  /** `http://127.0.0.1:PORT/console/#link=pcll…`, as the panel is told it. */
  async link(): Promise<string> {
    const made = await this.operator.post(`${this.provider.account.path}/sessions`);
    expect(made.status).toBe(201);
    return (made.body as { url: string }).url;
  }

  /** Signed in, and at a page: `/tokens`, `/activity`, … */
  async visit(path = '/tokens', options: Partial<VisitOptions> = {}): Promise<Visit> {
    const visit = await this.visits.visit({ gateway: this.gateway, ...options });
    await visit.page.goto(`${this.home}${path}${new URL(await this.link()).hash}`);
    await find(visit.page, heading(/./)).first().waitFor();
    return visit;
  }
}

/** The cookie of the session, as the browser has it; null: there is none. */
export async function cookieOf({ context }: Visit): Promise<{ readonly cookie: string } | null> {
  const cookie = (await context.cookies()).find(({ name }) => name === '__Host-portcullis');
  return cookie === undefined ? null : { cookie: `${cookie.name}=${cookie.value}` };
}
