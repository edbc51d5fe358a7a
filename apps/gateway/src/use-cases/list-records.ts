import type { OperationFacts } from '@portcullis/access';
import type { Code } from '@portcullis/contracts';
import { readZoneAnswer as readCpanelZone } from '@portcullis/cpanel';
import { assert, Fault, granted, refused, type Result } from '@portcullis/kernel';
import { readZoneAnswer as readPowerDnsZone, zonePath } from '@portcullis/powerdns';
import type { AuthorisedCall } from './authorise-call.js';
import type { PanelCredential, PanelKind } from './panel-asked.js';
import { panelCredential } from './panel-credential.js';
import type { Origin, UpstreamKeys } from './ports.js';

/** Asks a panel what the gateway itself wants to know, as one of the calls of the credential's holder. */
export interface PanelReader {
  /**
   * The body of what the panel answers with 200; null: it answers something else. `refused`: it does not take the credential.
   * @param mayGo asked right before the first byte goes out
   * @throws Fault when no answer comes, and when `mayGo` says no
   */
  read(credential: PanelCredential, path: string, origin: Origin, mayGo: () => boolean): Promise<Buffer | null | 'refused'>;
}

export interface ListRecordsDeps {
  readonly panel: PanelReader;
  readonly sealKeys: UpstreamKeys;
  readonly operationFacts: (name: string) => OperationFacts;
}

export interface ListRecordsCall extends AuthorisedCall {
  readonly origin: Origin;
  /** Whether what the caller was judged by still holds. */
  readonly isCurrent: () => boolean;
}

export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
}

type Refusal = { readonly code: Extract<Code, 'not_found' | 'permission_denied' | 'no_panel'>; readonly detail: string };

interface Asking {
  /** What an account needs in order to ask the same of the panel. */
  readonly operation: string;
  readonly path: (zone: string) => string;
  readonly read: (answer: Buffer, zone: string) => readonly ZoneRecord[] | null;
}

const ASKING: Readonly<Record<PanelKind, Asking>> = {
  cpanel: {
    operation: 'DNS::parse_zone',
    path: (zone) => `/execute/DNS/parse_zone?zone=${encodeURIComponent(zone)}`,
    read: (answer, zone) => readCpanelZone(answer, zone)?.records ?? null,
  },
  powerdns: { operation: 'PowerDNS::read_zone', path: zonePath, read: readPowerDnsZone },
};

/** Which records the zone of one of the account's domains has now. */
export function listRecords({ panel, sealKeys, operationFacts }: ListRecordsDeps) {
  return async ({ target: { tenant, account }, origin, isCurrent }: ListRecordsCall, zone: string): Promise<Result<{ items: ZoneRecord[] }, Refusal>> => {
    assert(account, 'the path names an account, and the guard found it');
    // One key opens all of a PowerDNS: what is no domain of the account's is not even asked for.
    if (!account.domains.includes(zone)) return refused({ code: 'not_found', detail: 'the account has no such domain' });
    const asking = ASKING[tenant.panelKind];
    const { features } = operationFacts(asking.operation);
    const held: readonly string[] = account.features;
    if (features.length > 0 && !features.some((feature) => held.includes(feature))) {
      return refused({ code: 'permission_denied', detail: `the account does not have the feature ${features[0]}` });
    }
    const credential = panelCredential(sealKeys, { facts: { kind: 'account' }, ownerFacts: { tenant, account } }, tenant.panelKind);
    if (typeof credential === 'string') return refused({ code: 'no_panel', detail: credential });

    const answer = await panel.read(credential, asking.path(zone), origin, isCurrent);
    if (answer === 'refused') return refused({ code: 'no_panel', detail: 'The panel does not take the credential of this account; set it again.' });
    const records = answer && asking.read(answer, zone);
    if (records === null) throw new Fault('the panel does not tell the zone', 'unavailable');
    return granted({ items: inOrder(records) });
  };
}

/** As the answer may hold at most. */
const MOST = 5_000;

function inOrder(records: readonly ZoneRecord[]): ZoneRecord[] {
  const unique = new Map(records.map(({ name, type }) => [`${name} ${type}`, { name, type }]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).slice(0, MOST).map(([, record]) => record);
}
