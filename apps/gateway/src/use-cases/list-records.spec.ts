import { loadGrantCatalogue } from '@portcullis/catalogue';
import { Fault, newId, shard } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';
import { seal, upstreamOwner } from '../domain/upstream-seal.js';
import { listRecords, type ListRecordsCall, type PanelReader } from './list-records.js';
import type { PanelCredential, PanelKind } from './panel-asked.js';

const sealKeys = { current: 'k1', keys: new Map([['k1', randomBytes(32)]]), retired: new Set<string>(), learn: () => {} };
const tenantId = newId('ten', randomBytes);
const accountId = newId('acc', randomBytes);

const text = (plain: string): string => Buffer.from(plain).toString('base64');
const record = (line: number, name: string, type: string) => ({ type: 'record', line_index: line, dname_b64: text(name), record_type: type, data_b64: ['', '', '2026'].map(text), ttl: 300 });
const ZONE = { status: 1, data: [record(0, 'example.com.', 'SOA'), record(1, 'www', 'TXT'), record(2, 'www', 'A'), record(3, 'www', 'A'), record(4, 'example.com.', 'MX')] };

interface Scene {
  readonly kind?: PanelKind;
  readonly features?: readonly string[];
  readonly panelUrl?: string | null;
  readonly answer?: object | null | 'refused';
}

function scene({ kind = 'cpanel', features = ['zoneedit'], panelUrl = 'https://panel.example', answer = ZONE }: Scene) {
  const asked: { credential: PanelCredential; path: string }[] = [];
  const panel: PanelReader = {
    async read(credential, path) {
      asked.push({ credential, path });
      return answer === null || answer === 'refused' ? answer : Buffer.from(JSON.stringify(answer));
    },
  };
  const upstream = { scheme: kind, user: 'alice', ...seal(sealKeys, 'PANELTOKEN', upstreamOwner({ tenantId, accountId }), randomBytes) };
  const call = {
    caller: {}, origin: { requestId: `req_${'1'.repeat(22)}`, ip: '192.0.2.7' }, isCurrent: () => true,
    target: {
      shard: shard(7),
      tenant: { id: tenantId, panelKind: kind, panelUrl, whmUrl: null },
      account: { id: accountId, username: 'alice', domains: ['example.com'], features, upstream },
    },
  } as unknown as ListRecordsCall;
  const list = listRecords({ panel, sealKeys, operationFacts: loadGrantCatalogue().operationNamed });
  return { asked, records: (zone = 'example.com') => list(call, zone) };
}

describe('the records of a zone', () => {
  const names = [
    { name: 'example.com', type: 'MX' },
    { name: 'example.com', type: 'SOA' },
    { name: 'www.example.com', type: 'A' },
    { name: 'www.example.com', type: 'TXT' },
  ];

  it('are told by name and type, each once, as the account’s own panel says', async () => {
    const { records, asked } = scene({});
    expect(await records()).toMatchObject({ ok: true, value: { items: names } });
    expect(asked).toMatchObject([{ path: '/execute/DNS/parse_zone?zone=example.com', credential: { header: { value: 'cpanel alice:PANELTOKEN' }, holder: accountId } }]);
  });

  it('are told by a PowerDNS as well', async () => {
    const rrsets = names.map(({ name, type }) => ({ name: `${name}.`, type })).reverse();
    const { records, asked } = scene({ kind: 'powerdns', features: [], answer: { rrsets } });
    expect(await records()).toMatchObject({ ok: true, value: { items: names } });
    expect(asked).toMatchObject([{ path: '/api/v1/servers/localhost/zones/example.com.', credential: { header: { name: 'x-api-key', value: 'PANELTOKEN' } } }]);
  });

  it.each(['example.org', 'com', 'www.example.com'])('are not even asked for where the zone is none of the account’s: %s', async (zone) => {
    const { records, asked } = scene({ kind: 'powerdns', features: [] });
    expect(await records(zone)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(asked).toEqual([]);
  });

  it.each<[string, Scene, string]>([
    ['an account without the feature', { features: ['popaccts'] }, 'permission_denied'],
    ['a provider without a panel', { panelUrl: null }, 'no_panel'],
    ['a panel that does not take the credential', { answer: 'refused' }, 'no_panel'],
  ])('are refused to %s, and it is said why', async (_, given, code) => {
    expect(await scene(given).records()).toMatchObject({ ok: false, refusal: { code } });
  });

  it.each([[null], [{ status: 0, errors: ['no'] }], [{ status: 1, data: 'x' }]])('cannot be told where the panel does not: %j', async (answer) => {
    await expect(scene({ answer }).records()).rejects.toThrow(Fault);
  });
});
