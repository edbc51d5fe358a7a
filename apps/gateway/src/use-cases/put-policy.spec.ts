import { DEFAULT_POLICY, type Preset } from '@portcullis/access';
import { permissionsRpc } from '@portcullis/contracts';
import { granted } from '@portcullis/kernel';
import { putPolicy } from './put-policy.js';

type Call = Parameters<ReturnType<typeof putPolicy>>[0];

/** Version 2 has lost a preset of version 1. */
const PRESETS: readonly string[][] = [['monitoring', 'old'], ['monitoring', 'new']];
const grantCatalogue = { version: 2, presetNamed: (name: string, version: number) => (PRESETS[version - 1]?.includes(name) ? ({ name } as Preset) : null) };

async function put(presets: string[] | null) {
  const sent: unknown[] = [];
  const services = {
    call: (contract: unknown, request: unknown, scope: unknown) => {
      expect(contract).toBe(permissionsRpc.putPolicy);
      sent.push(request, scope);
      return Promise.resolve(granted('done'));
    },
  };
  const call = { caller: 'caller', target: { tenant: { id: 'ten_1' }, shard: 7 }, origin: { requestId: 'req_1' }, respondAsync: true } as unknown as Call;
  return { sent, outcome: await putPolicy({ services: services as never, grantCatalogue })(call, { ...DEFAULT_POLICY, presets }) };
}

describe('a policy that is laid down', () => {
  it.each([[null], [[]], [['monitoring', 'new']], [['old']]])('goes on its way with presets %j, those of older versions too', async (presets) => {
    const { sent, outcome } = await put(presets);
    expect(outcome).toEqual(granted('done'));
    expect(sent).toEqual([
      { caller: 'caller', respondAsync: true, tenantId: 'ten_1', policy: { ...DEFAULT_POLICY, presets } },
      { shard: 7, tenantId: 'ten_1', requestId: 'req_1' },
    ]);
  });

  it('goes nowhere with a preset that no catalogue has known', async () => {
    const { sent, outcome } = await put(['monitoring', 'monitorng']);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'operation_unknown', detail: 'the catalogue knows no preset monitorng' } });
    expect(sent).toEqual([]);
  });
});
