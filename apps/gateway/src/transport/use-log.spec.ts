import { tokensRpc, type RequestOf } from '@portcullis/contracts';
import { Fault, fromRfc3339, granted, type Shard } from '@portcullis/kernel';
import { createLogger } from '@portcullis/platform/runtime';
import type { Services, Use } from '../use-cases/ports.js';
import { useLog } from './use-log.js';

type Told = RequestOf<typeof tokensRpc.recordUses>;

const ACME = `ten_${'A'.repeat(22)}`;
const OTHER = `ten_${'B'.repeat(22)}`;
const at = (text: string) => fromRfc3339(text)!;
const use = (more: Partial<Use> = {}): Use => ({
  ...{ shard: 7 as Shard, tenantId: ACME, tokenId: `tok_${'A'.repeat(22)}`, publicId: 'AAAAAAAA' },
  ...{ at: at('2027-01-01T00:00:01.000Z'), ip: '203.0.113.7', agent: 'curl/8.5', ...more },
});

let told: Told[];
let away: boolean;
let asked: number;
const services: Services = {
  async call(contract, request) {
    expect(contract).toBe(tokensRpc.recordUses);
    asked++;
    if (away) throw new Fault('no answer', 'unavailable');
    told.push(tokensRpc.recordUses.request.parse(request));
    return granted({}) as never;
  },
};
const log = createLogger({ instance: 'use-log-spec', level: 'silent' });
beforeEach(() => {
  told = [];
  away = false;
  asked = 0;
});

describe('the uses of tokens', () => {
  it('are told together, by credential, with the last of each', async () => {
    const uses = useLog({ services, log });
    uses.record(use());
    uses.record(use({ at: at('2027-01-01T00:00:03.000Z'), ip: '203.0.113.9', agent: null }));
    uses.record(use({ at: at('2027-01-01T00:00:02.000Z') }));
    uses.record(use({ publicId: 'BBBBBBBB' }));
    await uses.flush();
    expect(told).toEqual([
      {
        tenantId: ACME,
        uses: [
          { tokenId: use().tokenId, publicId: 'AAAAAAAA', count: 3, at: '2027-01-01T00:00:03.000Z', ip: '203.0.113.9', agent: null },
          { tokenId: use().tokenId, publicId: 'BBBBBBBB', count: 1, at: '2027-01-01T00:00:01.000Z', ip: '203.0.113.7', agent: 'curl/8.5' },
        ],
      },
    ]);
  });

  it('are told once, each tenant’s by themselves, and not at all when there are none', async () => {
    const uses = useLog({ services, log });
    uses.record(use());
    uses.record(use({ tenantId: OTHER }));
    await Promise.all([uses.flush(), uses.flush()]);
    expect(told.map(({ tenantId }) => tenantId).sort()).toEqual([ACME, OTHER]);
  });

  it('of many credentials are told in parts that the message takes', async () => {
    const uses = useLog({ services, log });
    for (let n = 0; n < 1_100; n++) uses.record(use({ publicId: String(n).padStart(8, '0') }));
    await uses.flush();
    expect(told.map(({ uses: { length } }) => length).sort()).toEqual([100, 500, 500]);
  });

  it('are bounded in memory', async () => {
    const uses = useLog({ services, log });
    for (let n = 0; n < 10_500; n++) uses.record(use({ publicId: String(n).padStart(8, '0') }));
    await uses.flush();
    expect(told.flatMap(({ uses: all }) => all)).toHaveLength(10_000);
  });

  it('that nobody takes are lost, and hold nothing up', async () => {
    const uses = useLog({ services, log });
    away = true;
    uses.record(use());
    await uses.flush();
    away = false;
    uses.record(use());
    await uses.flush();
    expect(told).toMatchObject([{ uses: [{ count: 1 }] }]);
  });

  it('are asked to be taken of a few tenants at most by somebody who does not answer', async () => {
    const uses = useLog({ services, log });
    away = true;
    for (let n = 0; n < 100; n++) uses.record(use({ tenantId: `ten_${String(n).padStart(22, '0')}` }));
    await uses.flush();
    expect(asked).toBeLessThanOrEqual(8);
  });

  it.each([
    ['line one\r\nline two', 'line oneline two'],
    ['\u0085\u0007', null],
    ['x'.repeat(5_000), 'x'.repeat(200)],
    ['', null],
  ])('tell of an agent only what is text: %j', async (agent, shown) => {
    const uses = useLog({ services, log });
    uses.record(use({ agent }));
    await uses.flush();
    expect(told[0]!.uses[0]!.agent).toBe(shown);
  });
});
