import type { Leaf } from '@portcullis/access';
import fc from 'fast-check';
import { loadOperations } from './load-operations.js';
import { beyondAccount, readCall, readTarget } from './read-call.js';

const operations = loadOperations();
const ZONES = '/api/v1/servers/localhost/zones';
const ZONE = `${ZONES}/example.com.`;

/** What a request is: its operation, its zone and where it goes; or the sentence that refuses it. */
function read(method: string, url: string, body?: unknown): { operation: string; zone: string | null; leaves: readonly Leaf[]; path: string } | string {
  const [path, ...query] = url.split('?');
  const target = readTarget(method, path!, operations);
  if (!target.ok) return target.refusal.text;
  const bytes = body === undefined ? null : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const call = readCall(target.value, query.join('?'), bytes);
  return call.ok ? { operation: call.value.operation.name, zone: call.value.zone, leaves: call.value.leaves, path: target.value.canonicalPath } : call.refusal.text;
}

const ofZone = (operation: string, path = ZONE) => ({ operation: `PowerDNS::${operation}`, zone: 'example.com', leaves: [{ kind: 'zone', name: 'example.com' }], path });
const txt = { name: '_acme-challenge.example.com.', type: 'TXT', ttl: 60, changetype: 'REPLACE', records: [{ content: '"x"', disabled: false }] };
const txtLeaf = { kind: 'record', zone: 'example.com', name: '_acme-challenge.example.com', type: 'TXT' };
const patch = (...rrsets: unknown[]) => read('PATCH', ZONE, { rrsets });

describe('a path', () => {
  it.each(['/api', '/api/v1', '/api/v1/servers', '/api/v1/servers/localhost'])('%s looks around, and is about no zone', (path) => {
    expect(read('GET', path)).toEqual({ operation: 'PowerDNS::discover', zone: null, leaves: [], path });
  });

  it.each([
    ['GET', ZONE, 'read_zone'],
    ['GET', `${ZONE}/export`, 'read_zone'],
    ['DELETE', ZONE, 'delete_zone'],
    ['PUT', `${ZONE}/rectify`, 'rectify_zone'],
    ['GET', `${ZONE}/metadata`, 'read_metadata'],
    ['GET', `${ZONE}/metadata/ALSO-NOTIFY`, 'read_metadata'],
    ['DELETE', `${ZONE}/metadata/PUBLISH-CDS`, 'edit_metadata'],
    ['GET', `${ZONE}/cryptokeys`, 'list_keys'],
    ['GET', `${ZONE}/cryptokeys/1`, 'read_key'],
  ])('of a zone is about that zone: %s %s', (method, path, operation) => {
    expect(read(method, path)).toEqual(ofZone(operation, path));
  });

  it.each(['/zones/example.com', '/zones/EXAMPLE.Com.', '/zones/example=2Ecom=2e', '/zones/ex%61mple.com%2E', '//zones///example.com.', '/zones/=45xample.com.'])(
    'has one canonical form, in which it is sent on: %s',
    (rest) => expect(read('GET', `/api/v1/servers/localhost${rest}`)).toEqual(ofZone('read_zone')),
  );

  it.each([
    ...[`${ZONES}/example.com./../other.com.`, `${ZONES}/..`, `${ZONES}/example.com.%2Fexport`, `${ZONES}/example.com.;x`, `${ZONES}/example.com.%00`, `${ZONES}/`, `${ZONE}/`],
    ...[`${ZONES}/example.com..`, `${ZONES}/.`, `${ZONES}/com.`, `${ZONES}/%zz`, `${ZONES}/%ff`, `${ZONES}/=2E`, `${ZONES}/0=2F25.2.0.192.in-addr.arpa.`, `${ZONES}/b%C3%BCcher.example.`],
    ...[`${ZONES}/example.\u212Aom.`, `${ZONES}/example.%E2%84%AAom.`, `${ZONES}/example\\.com.`, `${ZONES}/example=2E%63om.=`, '/API/v1', '/api/v2', '/api/', '/api/v1/servers/other/zones/example.com.', '/metrics', '/'],
    ...['/api/v1/servers/localhost/config', '/api/v1/servers/localhost/statistics', '/api/v1/servers/localhost/search-data', '/api/v1/servers/localhost/tsigkeys', '/api/v1/servers/localhost/cache/flush'],
    ...['/api/v1/servers/localhost/autoprimaries', `${ZONE}/check`, `${ZONE}/metadata/a/b`, `${ZONE}/metadata/..`, `${ZONE}/cryptokeys/1=2F`],
  ])('that is none of these leads nowhere: %s', (path) => {
    expect(read('GET', path)).toMatch(/not passed on/);
  });

  it.each(['HEAD', 'OPTIONS', 'POST', 'TRACE', 'patch', 'PROPFIND'])('is nothing by another method: %s', (method) => {
    expect(read(method, ZONE)).toMatch(/not passed on/);
  });
});

describe('what makes the server connect to others', () => {
  it.each(['notify', 'axfr-retrieve'])('is refused to everybody: %s', (action) => {
    for (const method of ['PUT', 'POST', 'GET']) expect(read(method, `${ZONE}/${action}`)).toMatch(/not passed on/);
  });
});

describe('a query', () => {
  it('asks for one zone in the list of zones', () => {
    expect(read('GET', `${ZONES}?zone=Example.com.&dnssec=false`)).toEqual(ofZone('read_zone', ZONES));
    expect(read('GET', `${ZONES}?dnssec=false&zone=example%2Ecom`)).toEqual(ofZone('read_zone', ZONES));
  });

  it.each(['', '?', '?dnssec=true', '?zone=', '?zone=*', '?zone=com.', '?zone=%25', '?zone=example.com.%00'])('never asks for all zones: %j', (query) => {
    expect(typeof read('GET', ZONES + query)).toBe('string');
  });

  it.each(['?zone=example.com.&zone=other.com.', '?zone=example.com.;zone=other.com.', '?zone=example.com.&%7aone=other.com.', '?zone', '?zone=a+b.com', '?zone=example.com.&', '?zone=example.com.?zone=other.com.', '?zone=%zz.com', '?ZONE=example.com.'])(
    'can be read in one way only: %s',
    (query) => expect(typeof read('GET', ZONES + query)).toBe('string'),
  );

  it('narrows what is shown of a zone, and holds no key', () => {
    expect(read('GET', `${ZONE}?rrset_name=%2A.example.com.&rrset_type=TXT&rrsets=true`)).toEqual(ofZone('read_zone'));
    expect(read('GET', `${ZONE}?api-key=x`)).toBe('The query parameter api-key is not passed on.');
    expect(read('PATCH', `${ZONE}?rrsets=false`, { rrsets: [txt] })).toMatch(/not passed on/);
  });
});

describe('changes of records', () => {
  it('are about each record by name and type, and once about each', () => {
    const other = { ...txt, name: '*.Example.COM.', type: 'a', changetype: 'delete', records: [] };
    expect(patch(txt, other, { ...txt, name: '_ACME-challenge.example.com.' })).toEqual({
      operation: 'PowerDNS::edit_records',
      zone: 'example.com',
      leaves: [txtLeaf, { kind: 'record', zone: 'example.com', name: '*.example.com', type: 'A' }],
      path: ZONE,
    });
  });

  it.each(['REPLACE', 'DELETE', 'EXTEND', 'PRUNE', 'replace'])('may be of every kind that the API has: %s', (changetype) => {
    expect(patch({ ...txt, changetype })).toMatchObject({ leaves: [txtLeaf] });
  });

  it('may repeat name and type in a record, as clients of the first version do', () => {
    const record = { content: '"x"', disabled: false, ttl: 60, type: 'TXT' };
    for (const name of [txt.name, txt.name.slice(0, -1)]) expect(patch({ ...txt, kind: 'Master', records: [{ ...record, name }] })).toMatchObject({ leaves: [txtLeaf] });
    expect(patch({ ...txt, records: [{ ...record, name: 'www.example.com.' }] })).toMatch(/another RRset/);
    expect(patch({ ...txt, records: [{ ...record, type: 'A' }] })).toMatch(/another RRset/);
  });

  it.each([
    ...[{ ...txt, name: '_acme-challenge.example.com' }, { ...txt, name: 'www.other.com.' }, { ...txt, name: 'notexample.com.' }, { ...txt, name: 'example.com..' }, { ...txt, name: '_acme-challenge' }],
    ...[{ ...txt, name: 'a\\.example.com.' }, { ...txt, name: '\\097.example.com.' }, { ...txt, name: 'bü.example.com.' }, { ...txt, name: '\u212A.example.com.' }, { ...txt, name: ' www.example.com.' }, { ...txt, name: 'a.*.example.com.' }],
    ...[{ ...txt, name: 5 }, { ...txt, name: null }, { ...txt, name: [txt.name] }, { ...txt, type: 5 }, { ...txt, type: '' }, { ...txt, type: 'TXT ' }, { ...txt, type: '*' }],
    ...[{ ...txt, changetype: 'MOVE' }, { ...txt, changetype: undefined }, { ...txt, changetype: ['REPLACE'] }, { ...txt, records: {} }, { ...txt, records: ['x'] }, { ...txt, comments: 'x' }, { ...txt, comments: [{ name: 'x' }] }],
    ...[{ ...txt, zone: 'other.com.' }, { ...txt, Name: 'www.example.com.' }, { ...txt, type: 'TYPE16' }, { ...txt, type: 'type65402' }, { ...txt, type: 'LUA' }, { ...txt, type: 'Lua' }, 'x', null, [], 1],
    ...[{ ...txt, records: [{ content: 'x', 'set-ptr': true }] }, { ...txt, records: [{ content: 'x', 'set-ptr': 1 }] }, { ...txt, records: [{ content: 'x', zone: 'other.com.' }] }],
  ])('that cannot be told, or may not be, are refused: case %#', (rrset) => {
    expect(typeof patch(txt, rrset)).toBe('string');
  });

  it('are a list of something', () => {
    for (const body of [{ rrsets: [] }, { rrsets: {} }, {}, [], null, 'x', { rrsets: [txt], zone: 'x' }]) expect(typeof read('PATCH', ZONE, body)).toBe('string');
    expect(patch(...Array.from({ length: 2_001 }, (_, index) => ({ ...txt, name: `n${index}.example.com.` })))).toMatch(/2000/);
  });

  it.each(['', '{', '{"rrsets":[],"rrsets":[]}', '{"rrsets":[{"name":"a.example.com.","n\\u0061me":"b.example.com.","type":"A","changetype":"DELETE"}]}', '\ufeff{}', '{"rrsets":[]}x'])(
    'are JSON that can be read in one way only: %s',
    (text) => expect(read('PATCH', ZONE, text)).toMatch(/JSON/),
  );

  it('are UTF-8', () => {
    const target = readTarget('PATCH', ZONE, operations);
    if (!target.ok) throw new Error('a path of a zone');
    expect(readCall(target.value, '', Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ ok: false, refusal: { text: 'The body is not UTF-8.' } });
  });

  it('never reach a name outside of their zone, whatever is written', () => {
    const piece = fc.constantFrom('example.com.', 'other.com.', 'a', '.', '*', '\\', 'EXAMPLE', '.com.', '@', '\u212A', '=2E', '\0', ' ', '_x');
    const name = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(name, name, (one, zone) => {
        const result = read('PATCH', `${ZONES}/${encodeURIComponent(zone)}`, { rrsets: [{ ...txt, name: one }] });
        if (typeof result === 'string') return;
        expect(result.path).toBe(`${ZONES}/${result.zone}.`);
        for (const leaf of result.leaves) {
          if (leaf.kind !== 'record') throw new Error('changes are about records');
          expect(`.${leaf.name}`.endsWith(`.${result.zone}`)).toBe(true);
          expect(`${leaf.name}.`).toBe(one.toLowerCase());
        }
      }),
    );
  });
});

describe('a zone as an object', () => {
  const zone = { name: 'Example.com.', kind: 'Native', nameservers: ['ns1.example.net.'] };

  it('that is to be made is the one that it names', () => {
    expect(read('POST', ZONES, zone)).toEqual(ofZone('create_zone', ZONES));
    expect(read('POST', ZONES, { ...zone, rrsets: [{ ...txt, changetype: undefined }] })).toEqual(ofZone('create_zone', ZONES));
  });

  it('that is to be changed is the one of the path', () => {
    expect(read('PUT', ZONE, { kind: 'Master', soa_edit_api: 'EPOCH' })).toEqual(ofZone('edit_zone'));
    expect(read('PUT', ZONE, zone)).toEqual(ofZone('edit_zone'));
    expect(read('PUT', ZONE, { ...zone, name: 'other.com.' })).toMatch(/another zone/);
  });

  it.each([
    ...[{ ...zone, name: 'example.com' }, { ...zone, name: undefined }, { ...zone, name: 'com.' }, { ...zone, zone: '@ IN SOA a. b. 1 2 3 4 5' }, { ...zone, records: [] }, { ...zone, anything: 1 }],
    ...[{ ...zone, rrsets: [{ ...txt, type: 'LUA' }] }, { ...zone, rrsets: [{ ...txt, name: 'x.other.com.' }] }, { ...zone, rrsets: null }, [zone], null],
  ])('is judged with all that it holds: case %#', (body) => {
    expect(typeof read('POST', ZONES, body)).toBe('string');
  });
});

describe('settings that reach beyond the zone, or outlive the token', () => {
  const zone = { name: 'example.com.', kind: 'Native' };

  it.each(['Native', 'Master', 'Primary', 'native', 'MASTER'])('are not among the kinds of a zone that is kept here: %s', (kind) => {
    expect(read('POST', ZONES, { ...zone, kind })).toEqual(ofZone('create_zone', ZONES));
    expect(read('PUT', ZONE, { kind })).toEqual(ofZone('edit_zone'));
  });

  it.each(['Slave', 'slave', 'Secondary', 'Producer', 'Consumer', 'Replica', '', ' Native', 'Native\n', 'Mas\u0000ter', null, 0, ['Native']])('are refused as a kind: %j', (kind) => {
    expect(read('POST', ZONES, { ...zone, kind })).toMatch(/kind/);
    expect(read('PUT', ZONE, { kind })).toMatch(/kind/);
  });

  it.each([
    ...[{ masters: ['10.0.0.1:5353'] }, { masters: '10.0.0.1' }, { masters: null }, { catalog: 'cat.example.' }, { catalog: '' }, { account: 'other' }, { account: '' }],
    ...[{ master_tsig_key_ids: ['key.'] }, { slave_tsig_key_ids: ['key.'] }, { slave_tsig_key_ids: [] }, { primary_tsig_key_ids: [] }],
  ])('are refused as a field: %j', (field) => {
    expect(read('POST', ZONES, { ...zone, ...field })).toMatch(/not passed on/);
    expect(read('PUT', ZONE, field)).toMatch(/not passed on/);
  });

  it('are not there where a zone that is to be made has no masters', () => {
    expect(read('POST', ZONES, { ...zone, masters: [] })).toEqual(ofZone('create_zone', ZONES));
    expect(read('PUT', ZONE, { masters: [] })).toMatch(/not passed on/);
  });
});

describe('metadata', () => {
  const BEYOND = ['ALLOW-AXFR-FROM', 'ALLOW-DNSUPDATE-FROM', 'TSIG-ALLOW-DNSUPDATE', 'TSIG-ALLOW-AXFR', 'FORWARD-DNSUPDATE', 'NOTIFY-DNSUPDATE', 'ALSO-NOTIFY', 'AXFR-SOURCE', 'AXFR-MASTER-TSIG'];
  const MORE = ['GSS-ACCEPTOR-PRINCIPAL', 'GSS-ALLOW-AXFR-PRINCIPAL', 'LUA-AXFR-SCRIPT', 'ENABLE-LUA-RECORDS', 'SLAVE-RENOTIFY', 'CATALOG-HASH', 'SIGNALING-ZONE', 'X-OWN', 'publish-cds', 'Publish-CDS', 'NEW'];

  it.each(['PUBLISH-CDS', 'PUBLISH-CDNSKEY', 'RFC1123-CONFORMANCE'])('that stays inside its zone is edited: %s', (kind) => {
    const metadata = ['1'];
    expect(read('POST', `${ZONE}/metadata`, { kind, metadata })).toEqual(ofZone('edit_metadata', `${ZONE}/metadata`));
    for (const body of [{ metadata }, { kind, metadata, type: 'Metadata' }, { kind, metadata: [] }]) {
      expect(read('PUT', `${ZONE}/metadata/${kind}`, body)).toEqual(ofZone('edit_metadata', `${ZONE}/metadata/${kind}`));
    }
    expect(read('DELETE', `${ZONE}/metadata/${kind}`)).toEqual(ofZone('edit_metadata', `${ZONE}/metadata/${kind}`));
  });

  it.each([...BEYOND, ...MORE])('of any other kind is refused in path and body: %s', (kind) => {
    const metadata = ['0.0.0.0/0'];
    expect(read('POST', `${ZONE}/metadata`, { kind, metadata })).toMatch(/not passed on/);
    expect(read('PUT', `${ZONE}/metadata/${kind}`, { metadata })).toMatch(/not passed on/);
    expect(read('PUT', `${ZONE}/metadata/${kind}`, { kind: 'PUBLISH-CDS', metadata })).toMatch(/not passed on/);
    expect(read('PUT', `${ZONE}/metadata/PUBLISH-CDS`, { kind, metadata })).toMatch(/another kind/);
    expect(read('DELETE', `${ZONE}/metadata/${kind}`)).toMatch(/not passed on/);
    expect(read('GET', `${ZONE}/metadata/${kind}`)).toEqual(ofZone('read_metadata', `${ZONE}/metadata/${kind}`));
  });

  it.each([
    ...[undefined, '', '{', null, [], 'PUBLISH-CDS', {}, { kind: 'PUBLISH-CDS' }, { metadata: ['2'] }, { kind: null, metadata: [] }, { kind: ['PUBLISH-CDS'], metadata: [] }],
    ...[{ kind: 'PUBLISH-CDS', metadata: '2' }, { kind: 'PUBLISH-CDS', metadata: [2] }, { kind: 'PUBLISH-CDS', metadata: [['2']] }, { kind: 'PUBLISH-CDS', metadata: [], zone: 'x' }],
    '{"kind":"PUBLISH-CDS","k\\u0069nd":"ALSO-NOTIFY","metadata":["192.0.2.1"]}',
  ])('is one kind and a list of texts: case %#', (body) => {
    expect(typeof read('POST', `${ZONE}/metadata`, body)).toBe('string');
  });
});

describe('an account', () => {
  const call = (url: string) => {
    const target = readTarget('GET', url.split('?')[0]!, operations);
    const read = target.ok && readCall(target.value, url.split('?')[1] ?? '', null);
    if (!read || !read.ok) throw new Error('a call');
    return read.value;
  };

  it('reaches its own domains, by their very names', () => {
    expect(beyondAccount(call(ZONE), ['example.org', 'example.com'])).toBeNull();
    expect(beyondAccount(call(`${ZONES}?zone=example.com.`), ['example.com'])).toBeNull();
    for (const domains of [[], ['example.org'], ['com'], ['a.example.com'], ['xample.com']]) {
      expect(beyondAccount(call(ZONE), domains)).toBe('You do not control a DNS zone named example.com.');
    }
  });

  it('may look around', () => expect(beyondAccount(call('/api'), [])).toBeNull());
});
