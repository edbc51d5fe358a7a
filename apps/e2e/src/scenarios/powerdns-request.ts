import type { Leaf } from '@portcullis/access';

export interface PowerDnsRequest {
  readonly method: string;
  /** Below the tenant's address. */
  readonly path: string;
  readonly body?: string;
}

const ZONES = '/api/v1/servers/localhost/zones';

/** What a client of PowerDNS sends for this; null where its API has no request that says just this. */
export function powerdnsRequest(asked: string, leaves: readonly Leaf[]): PowerDnsRequest | null {
  const [leaf, ...others] = leaves;
  if (asked === 'PowerDNS::discover') return leaf === undefined ? { method: 'GET', path: ZONES.replace('/zones', '') } : null;
  if (asked === 'PowerDNS::edit_records') return editOf(leaves);
  if (leaf?.kind !== 'zone' || others.length > 0) return null;
  const zone = `${ZONES}/${leaf.name}.`;
  switch (asked) {
    case 'PowerDNS::read_zone':
      return { method: 'GET', path: zone };
    case 'PowerDNS::delete_zone':
      return { method: 'DELETE', path: zone };
    case 'PowerDNS::rectify_zone':
      return { method: 'PUT', path: `${zone}/rectify` };
    case 'PowerDNS::read_metadata':
      return { method: 'GET', path: `${zone}/metadata` };
    case 'PowerDNS::edit_metadata':
      return { method: 'PUT', path: `${zone}/metadata/PUBLISH-CDS`, body: JSON.stringify({ kind: 'PUBLISH-CDS', metadata: ['0'] }) };
    case 'PowerDNS::list_keys':
      return { method: 'GET', path: `${zone}/cryptokeys` };
    case 'PowerDNS::read_key':
      return { method: 'GET', path: `${zone}/cryptokeys/1` };
    case 'PowerDNS::create_key':
      return { method: 'POST', path: `${zone}/cryptokeys`, body: JSON.stringify({ keytype: 'csk' }) };
    default:
      return null;
  }
}

function editOf(leaves: readonly Leaf[]): PowerDnsRequest | null {
  const records = leaves.flatMap((leaf) => (leaf.kind === 'record' ? [leaf] : []));
  const [first] = records;
  if (first === undefined || first.zone === null || records.length < leaves.length || records.some(({ zone }) => zone !== first.zone)) return null;
  const rrsets = records.map(({ name, type }) => ({ name: `${name}.`, type, changetype: 'DELETE', records: [] }));
  return { method: 'PATCH', path: `${ZONES}/${first.zone}.`, body: JSON.stringify({ rrsets }) };
}
