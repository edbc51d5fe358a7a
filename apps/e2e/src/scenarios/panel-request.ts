import { parseLeaf, type Leaf } from '@portcullis/access';
import { leavesOf, readCalls, readPanelPath, readParameters, type Catalogue, type Envelope, type ResourceParameter } from '@portcullis/cpanel';

/** A request as a client of the panel would send it, for one operation on these things. */
export interface PanelRequest {
  readonly path: string;
  /** In which shape its client reads what was not done; null: only the address says. */
  readonly envelope: Envelope | null;
  readonly surface: 'execute' | 'json-api';
  /** True: Portcullis answers it itself, so that it never reaches the panel. */
  readonly ours: boolean;
}

export interface AskedOfPanel {
  readonly asked: string;
  readonly resources: readonly string[];
  readonly leaves: readonly Leaf[];
}

export interface PanelPlace {
  /** Null: a provider asks. */
  readonly user: string | null;
  readonly mainDomain: string | null;
}

/** Null where no request of the panel's API says just this. Held against how the gateway's own library reads it. */
export function panelRequest(question: AskedOfPanel, place: PanelPlace, catalogue: Catalogue, mark: string): PanelRequest | null {
  const [module, name] = question.asked.split('::') as [string, string];
  if (module === 'Portcullis' || module === 'PowerDNS') return null;
  const api = module === 'WHM' ? 'whm' : catalogue.operation('uapi', module, name).known || !catalogue.operation('api2', module, name).known ? 'uapi' : 'api2';
  const pairs = pairsFor(question, catalogue.resources(api, api === 'whm' ? '' : module, name), place, mark);
  if (pairs === null) return null;
  const own: [string, string][] = api === 'whm' ? [['api.version', '1']] : api === 'api2' ? [['cpanel_jsonapi_apiversion', '2'], ['cpanel_jsonapi_module', module], ['cpanel_jsonapi_func', name]] : [];
  const query = new URLSearchParams([...own, ...pairs, [MARK, mark]]).toString();
  const address = api === 'whm' ? `/json-api/${name}` : api === 'api2' ? '/json-api/cpanel' : `/execute/${module}/${name}`;

  const [target, parameters] = [readPanelPath(address), readParameters({ query, contentType: undefined, body: Buffer.alloc(0) })];
  if (!target.ok || !parameters.ok) return null;
  // An account that calls a provider's function is told so by its address alone.
  if (api === 'whm' && place.user !== null) return { path: `${address}?${query}`, envelope: null, surface: 'json-api', ours: false };
  const read = readCalls(target.value, parameters.value, { kind: place.user === null ? 'tenant' : 'account' }, catalogue);
  if (!read.ok || read.value.calls.length !== 1) return null;
  const [call] = read.value.calls;
  const leaves = leavesOf(call, place).map(({ account: _, ...leaf }) => leaf);
  if (!sameLeaves(leaves, question.leaves)) return null;
  return { path: `${address}?${query}`, envelope: read.value.envelope, surface: api === 'uapi' ? 'execute' : 'json-api', ours: call.handler === 'tokens' };
}

/** Tells a request that arrived from the others; no function of the panel has a parameter of this name. */
const MARK = 'scenario_question';

/** Whether the mark stands in what a panel was sent. Edits of records are sent on in other words, which keep the TTL. */
export function bearsMark(sent: string, mark: string): boolean {
  return new RegExp(`\\b${MARK}=${mark}(?!\\d)|"ttl":"?${ttlOf(mark)}(?!\\d)`).test(sent);
}

/** No record of any zone that is made for a test has it. */
function ttlOf(mark: string): number {
  return 100_000 + Number(mark);
}

type Pairs = [string, string][];

function pairsFor({ asked, resources, leaves }: AskedOfPanel, parameters: readonly ResourceParameter[], place: PanelPlace, mark: string): Pairs | null {
  switch (asked) {
    case 'DNS::mass_edit_zone':
    case 'WHM::mass_edit_dns_zone':
      return massEdit(leaves);
    case 'ZoneEdit::add_zone_record':
      return addedRecord(leaves, mark);
    case 'Cron::add_line':
      return [...['minute', 'hour', 'day', 'month', 'weekday'].map((field): [string, string] => [field, '1']), ...leaves.map((leaf): [string, string] => ['command', leaf.kind === 'cron_line' ? leaf.command : ''])];
    default:
      return byTable(resources, parameters, place);
  }
}

function massEdit(leaves: readonly Leaf[]): Pairs | null {
  const zone = zoneOf(leaves);
  if (zone === null) return null;
  const records = leaves.filter((leaf) => leaf.kind === 'record');
  return [['zone', zone], ['serial', '1'], ...records.map(({ name, type }): [string, string] => ['add', JSON.stringify({ dname: `${name}.`, ttl: 300, record_type: type, data: ['x'] })])];
}

function addedRecord(leaves: readonly Leaf[], mark: string): Pairs | null {
  const [leaf, ...others] = leaves;
  if (leaf?.kind !== 'record' || leaf.zone === null || others.length > 0) return null;
  return [['domain', leaf.zone], ['name', `${leaf.name}.`], ['type', leaf.type], ['ttl', String(ttlOf(mark))], leaf.type === 'TXT' ? ['txtdata', 'x'] : ['address', leaf.type === 'AAAA' ? '2001:db8::1' : '192.0.2.1']];
}

/** The one zone in which all of them stand. */
function zoneOf(leaves: readonly Leaf[]): string | null {
  const zones = new Set(leaves.map((leaf) => (leaf.kind === 'zone' ? leaf.name : leaf.kind === 'record' ? leaf.zone : null)));
  const [zone] = zones;
  return zones.size === 1 ? (zone ?? null) : null;
}

/** By the parameters that the function's table names, each for the next resource of its kind. */
function byTable(resources: readonly string[], parameters: readonly ResourceParameter[], { user }: PanelPlace): Pairs | null {
  const free = [...parameters];
  const pairs: Pairs = [];
  for (const resource of resources) {
    const leaf = parseLeaf(resource);
    if (leaf?.kind === 'path' && free.some(({ parameter }) => parameter === 'dir') && free.some(({ parameter }) => parameter === 'file')) {
      const slash = leaf.path.lastIndexOf('/');
      pairs.push(['dir', leaf.path.slice(1, slash) || `/home/${user}`], ['file', leaf.path.slice(slash + 1)]);
      continue;
    }
    const at = free.findIndex(({ kind }) => kind === leaf?.kind);
    if (at < 0) return null;
    const [{ parameter }] = free.splice(at, 1) as [ResourceParameter];
    pairs.push([parameter, leaf?.kind === 'path' ? leaf.path.slice(1) || `/home/${user}` : resource.slice(resource.indexOf(':') + 1)]);
  }
  return pairs;
}

function sameLeaves(one: readonly Leaf[], other: readonly Leaf[]): boolean {
  const texts = (leaves: readonly Leaf[]): string => JSON.stringify(leaves.map((leaf) => JSON.stringify(Object.entries(leaf).sort())).sort());
  return texts(one) === texts(other);
}
