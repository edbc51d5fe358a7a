import type { Stack } from '@portcullis/stack';
import { apiOf, type Answer } from './clients/api.js';
import { eventually } from './eventually.js';

/** One call through each door, all about the demo tenant. */
export type Probe = 'create' | 'verify' | 'panel' | 'audit';
export const EVERYTHING: readonly Probe[] = ['create', 'verify', 'panel', 'audit'];

const SERVED: Readonly<Record<Probe, object>> = {
  create: { status: 201, body: { token: { state: 'active' } } },
  verify: { status: 200, body: { allowed: true } },
  panel: { status: 200, body: { status: 1, errors: null } },
  audit: { status: 200, body: { items: [{ seq: expect.any(Number) as number }] } },
};

export interface Probed {
  readonly probe: Probe;
  readonly answer: Answer;
  readonly tookMs: number;
}

/** They last 2 s; looking may take longer. */
const LEASES_OVER_MS = 20_000;

const DEMO_TOKENS = '/v1/tenants/demo/accounts/alice/tokens';

/** What clients meet while a part is missing. The panel path goes by the second gateway, the rest by the first. */
export class Outages {
  private readonly operator;
  private readonly probes: Readonly<Record<Probe, () => Promise<Answer>>>;
  private names = 0;
  /** Of the demo account, and dead. */
  private revoked = '';

  constructor(private readonly stack: Stack) {
    const { gateway, operatorToken, demo } = stack.info;
    this.operator = apiOf(gateway, operatorToken);
    this.probes = {
      create: () => this.operator.post(DEMO_TOKENS, this.newToken()),
      verify: () => this.operator.post('/v1/verify', { token: demo.fullToken }),
      panel: () => this.listMailboxes(demo.fullToken),
      audit: () => this.operator.get('/v1/tenants/demo/audit?limit=1'),
    };
  }

  async prepare(): Promise<void> {
    const made = await this.operator.post(DEMO_TOKENS, this.newToken());
    expect(made.status).toBe(201);
    const { token, secret } = made.body as { token: { id: string }; secret: string };
    expect(await this.operator.delete(`${DEMO_TOKENS}/${token.id}`)).toMatchObject({ status: 200 });
    this.revoked = secret;
  }

  async ask(probe: Probe): Promise<Probed> {
    const startedAtMs = performance.now();
    const answer = await this.probes[probe]();
    return { probe, answer, tookMs: performance.now() - startedAtMs };
  }

  /**
   * Asks everything until what needs the missing part is refused, in time, and stays so. Until then calls of tokens that a gateway knows
   * may go on, for a lease; the rest is served, the dead token stays out.
   */
  async expectOutage(stops: readonly Probe[], withinMs: number): Promise<void> {
    const look = async (): Promise<boolean> => {
      const all = await this.askEverything();
      for (const probed of all) {
        if (stops.includes(probed.probe) && probed.answer.status === 503) expectUnavailable(probed);
        else expectServed(probed);
        expect(probed.tookMs).toBeLessThan(withinMs);
      }
      return all.every(({ probe, answer }) => !stops.includes(probe) || answer.status === 503);
    };
    const deadline = performance.now() + LEASES_OVER_MS;
    while (!(await look())) expect(performance.now()).toBeLessThan(deadline);
    expect(await look()).toBe(true);
  }

  /** Asks until all is served again. On the way there, whatever is not served is refused as it should be. */
  async expectRecovery(): Promise<void> {
    const unserved: Probed[] = [];
    await eventually(async () => {
      const all = await this.askEverything();
      unserved.push(...all.filter(({ answer }) => answer.status >= 300));
      all.forEach(expectServed);
    });
    unserved.forEach(expectUnavailable);
  }

  private async askEverything(): Promise<Probed[]> {
    const asking = Promise.all(EVERYTHING.map((probe) => this.ask(probe)));
    const [probed] = await Promise.all([asking, this.expectStaysOut()]);
    return probed;
  }

  /** In whatever state the parts are: "not now" is an answer, yes is none. */
  private async expectStaysOut(): Promise<void> {
    const { revoked: token } = this;
    const verifying = this.operator.post('/v1/verify', { token });
    const [panel, verify] = await Promise.all([this.listMailboxes(token), verifying]);
    expect([401, 503]).toContain(panel.status);
    if (verify.status !== 503) expect(verify).toMatchObject({ status: 200, body: { allowed: false } });
  }

  private async listMailboxes(token: string): Promise<Answer> {
    const { gateways, demo } = this.stack.info;
    const response = await fetch(`${gateways[1]}/t/${demo.tenant}/execute/Email/list_pops`, {
      headers: { authorization: `cpanel ${demo.account}:${token}` },
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  private newToken(): object {
    return { name: `probe-${++this.names}`, access: 'full' };
  }
}

export function expectUnavailable({ probe, answer: { status, headers, body } }: Probed): void {
  expect([probe, status]).toEqual([probe, 503]);
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  if (probe === 'panel') {
    const failure = { data: null, messages: null, metadata: {}, status: 0, warnings: null };
    expect(body).toEqual({ ...failure, errors: [expect.any(String) as string] });
  } else {
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 503, code: 'unavailable' });
  }
}

function expectServed({ probe, answer }: Probed): void {
  expect([probe, answer]).toMatchObject([probe, SERVED[probe]]);
}
