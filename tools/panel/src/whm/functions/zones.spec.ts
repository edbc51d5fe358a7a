import type { PanelState } from '../../panel-state.js';
import { carriedOut, legacyWhm, specState, whm } from '../spec-caller.js';

const RESELLER = 'whm reseller:S';
const ADD = '{"dname":"_a.example.com.","ttl":60,"record_type":"TXT","data":["x"]}';

let state: PanelState;
beforeEach(() => {
  state = specState(['edit-dns']);
});

interface Entry {
  readonly record_type?: string;
  readonly data_b64: readonly string[];
}

function serial(): string {
  const payload = whm(state, 'parse_dns_zone', { zone: 'example.com' }).data!['payload'] as Entry[];
  return Buffer.from(payload.find(({ record_type }) => record_type === 'SOA')!.data_b64[2]!, 'base64').toString();
}

it('a zone is read and edited as its account would, with the new serial as a text', () => {
  const before = serial();
  const edited = whm(state, 'mass_edit_dns_zone', { zone: 'example.com', serial: before, add: ADD }, RESELLER);
  expect(edited.data).toEqual({ new_serial: String(Number(before) + 1) });
  expect(serial()).toBe(String(Number(before) + 1));
  expect(carriedOut(state)[1]).toBe('whm mass_edit_dns_zone(record:_a.example.com/TXT)');
  const stale = whm(state, 'mass_edit_dns_zone', { zone: 'example.com', serial: before, add: ADD }, RESELLER);
  expect([stale.data, stale.metadata.result]).toEqual([undefined, 0]);
});

it('a zone is dumped record by record, with the lines they stand on', () => {
  const soa = { type: 'SOA', name: 'example.com.', Line: expect.any(Number) as unknown };
  const record = expect.arrayContaining([expect.objectContaining(soa)]) as unknown;
  expect(whm(state, 'dumpzone', { domain: 'example.com' }, RESELLER).data).toEqual({ zone: [{ record }] });
  expect(legacyWhm(state, 'dumpzone', { domain: 'example.com' })).toEqual({
    result: [{ status: 1, statusmsg: 'Zone Serialized', record }],
  });
  expect(carriedOut(state)[0]).toBe('whm dumpzone(zone:example.com)');
});

it('zones are listed for whoever reaches their accounts', () => {
  const all = ['example.com', 'example.net', 'bob.example'].map((domain) => ({ domain, zonefile: `${domain}.db` }));
  expect(whm(state, 'listzones').data).toEqual({ zone: all });
  expect(legacyWhm(state, 'listzones')).toEqual({ zone: all });
  expect(whm(state, 'listzones', {}, RESELLER).data).toEqual({ zone: all.slice(0, 2) });
});

const READERS_AND_EDITORS = ['parse_dns_zone', 'mass_edit_dns_zone', 'dumpzone'];

it.each(READERS_AND_EDITORS)('zones of others and of nobody look alike to %s', (name) => {
  for (const zone of ['bob.example', 'nobody.example']) {
    const { metadata } = whm(state, name, { zone, domain: zone, serial: '1', add: ADD }, RESELLER);
    expect(metadata).toMatchObject({ result: 0, reason: `You do not have access to a DNS zone named ${zone}.` });
    expect(carriedOut(state).at(-1)).toBe(`whm ${name}(zone:${zone})!`);
  }
  expect(whm(state, name, {}, RESELLER).metadata.result).toBe(0);
});
