import { apiOf, type Answer, type Api } from './clients/api.js';
import { callPanel } from './panel-calls.js';
import { issue, makeConnectedProvider, newSlug, PLAN, type Issued, type Provider } from './providers.js';
import { withDatabase } from './with-database.js';

/** A token, and a call that takes what it may: read its account's zone. */
export interface Power {
  readonly provider: Provider;
  readonly token: Issued;
  readonly take: () => Promise<Answer>;
}

/** One of each kind, each with a provider of its own. */
export async function makePowers(operator: Api, panelUrl: string): Promise<readonly Power[]> {
  const HERE = ['127.0.0.0/8', '::1'];
  const takes: readonly ((provider: Provider, token: Issued) => Promise<Answer>)[] = [
    ({ account }, { id }) => operator.delete(`${account.path}/tokens/${id}`),
    ({ account }) => operator.patch(account.path, { status: 'suspended' }),
    ({ path }) => operator.put(`${path}/feature-lists/plan`, { features: PLAN.filter((name) => name !== 'zoneedit') }),
    ({ path }) => operator.put(`${path}/policy`, { ipAllowlist: ['192.0.2.0/24'] }),
  ];
  const powers: Power[] = [];
  for (const take of takes) {
    const provider = await makeConnectedProvider(operator, panelUrl);
    expect(await operator.put(`${provider.path}/policy`, { ipAllowlist: HERE })).toMatchObject({ status: 200 });
    const token = await issueFor(operator, provider);
    powers.push({ provider, token, take: () => take(provider, token) });
  }
  return powers;
}

/** One more token of the provider's account. */
export function issueFor(operator: Api, { account }: Provider): Promise<Issued> {
  return issue(operator, `${account.path}/tokens`, { name: newSlug(), access: 'full' });
}

export type Said = 'accepted' | 'refused' | 'unavailable';

/** The gateways of a stack, asked by whoever calls the panel and by the operator. */
export class Doors {
  constructor(
    private readonly gateways: readonly string[],
    private readonly operatorToken: string,
  ) {}

  /** What each gateway says at each of its doors. */
  async ask(power: Pick<Power, 'provider' | 'token'>): Promise<Said[]> {
    return (await Promise.all(this.gateways.map((base) => this.askOne(base, power)))).flat();
  }

  /** Asks for these, at every gateway and without pause, until the answer is called. It tells all that was said. */
  watch(powers: readonly Power[]): () => Promise<ReadonlySet<Said>> {
    const said = new Set<Said>();
    let isOver = false;
    const asking = this.gateways.map(async (base) => {
      while (!isOver) for (const power of powers) for (const one of await this.askOne(base, power)) said.add(one);
    });
    return async () => {
      isOver = true;
      await Promise.all(asking);
      return said;
    };
  }

  private async askOne(base: string, { provider, token }: Pick<Power, 'provider' | 'token'>): Promise<Said[]> {
    const asked = { token: token.secret, operation: 'DNS::parse_zone', resources: ['zone:alice.example'], ip: '127.0.0.1' };
    const [panel, verify] = await Promise.all([
      callPanel({ base, provider, token }),
      apiOf(base, this.operatorToken).post('/v1/verify', asked),
    ]);
    const isRead = (JSON.parse(panel.body.toString()) as { status: number }).status === 1;
    // A feature that is missing is refused with 200, as the panel does it.
    expect([200, 401, 403, 503]).toContain(panel.status);
    expect([200, 503]).toContain(verify.status);
    return [
      isRead ? 'accepted' : panel.status === 503 ? 'unavailable' : 'refused',
      verify.status === 503 ? 'unavailable' : (verify.body as { allowed: boolean }).allowed ? 'accepted' : 'refused',
    ];
  }
}

/** Both doors of two gateways. */
export const ALL_ACCEPT: readonly Said[] = ['accepted', 'accepted', 'accepted', 'accepted'];
export const ALL_REFUSE: readonly Said[] = ['refused', 'refused', 'refused', 'refused'];
export const NONE_KNOWS: readonly Said[] = ['unavailable', 'unavailable', 'unavailable', 'unavailable'];

/** Of the authority's database: the epoch, whether each shard is served in it, the timeline, and how many events are not told yet. */
export interface Cell {
  readonly epoch: number;
  readonly isServed: boolean;
  readonly timeline: string;
  readonly untold: number;
}

export function cellOf(postgres: string, authority: 'tokens' | 'permissions'): Promise<Cell> {
  return withDatabase(postgres, async (client) => {
    const { rows } = await client.query<{ epoch: string; is_served: boolean; timeline: string; untold: string }>(`
      SELECT max(epoch) AS epoch, bool_and(state = 'serving') AS is_served, (SELECT timeline FROM ${authority}.cell) AS timeline,
        (SELECT count(*) FROM ${authority}.outbox WHERE published_at IS NULL) AS untold
      FROM ${authority}.shard_counter`);
    const [{ epoch, is_served: isServed, timeline, untold }] = rows as [(typeof rows)[0]];
    return { epoch: Number(epoch), isServed, timeline, untold: Number(untold) };
  });
}

export async function cellsOf(postgres: string): Promise<Cell[]> {
  return [await cellOf(postgres, 'tokens'), await cellOf(postgres, 'permissions')];
}

/** All is in force again: taken what was taken, worth something what was not, and power can be given and taken. */
export async function expectInForce(operator: Api, doors: Doors, taken: readonly Power[], kept: Pick<Power, 'provider' | 'token'>): Promise<void> {
  for (const power of taken) expect(await doors.ask(power)).toEqual(ALL_REFUSE);
  expect(await doors.ask(kept)).toEqual(ALL_ACCEPT);
  const fresh = { provider: kept.provider, token: await issueFor(operator, kept.provider) };
  expect(await doors.ask(fresh)).toEqual(ALL_ACCEPT);
  expect(await operator.delete(`${fresh.provider.account.path}/tokens/${fresh.token.id}`)).toMatchObject({
    status: 200,
    body: { enforcement: { id: expect.stringMatching(/^rcp_/) as string, parts: [{ authority: 'tokens' }] } },
  });
  expect(await doors.ask(fresh)).toEqual(ALL_REFUSE);
}
