import { expand, isDenial, wildcardModule, type Grant, type GrantCatalogue } from '@portcullis/access';
import { assert, fromRfc3339, parseAddress } from '@portcullis/kernel';
import { privilegesOf, privilegeTable, type Privileges, type Rights } from './privileges.js';

/** What panels tell of a token. Times are RFC 3339. */
interface Shown extends Rights {
  readonly name: string;
  readonly catalogueVersion: number;
  readonly readOnly: boolean;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly ipAllowlist: readonly string[];
}

type FeatureNames = Pick<GrantCatalogue, 'operationNamed' | 'presetNamed' | 'isRolling'>;

/** A token as `Tokens::list` tells of it: these keys in this order, and no others. */
export function uapiRow(token: Shown, catalogue: FeatureNames): object {
  return {
    name: token.name,
    has_full_access: token.access === 'full' ? 1 : 0,
    features: token.access === 'full' ? [] : featuresOf(token, catalogue),
    create_time: unixSeconds(token.createdAt),
    expires_at: unixSecondsOrNull(token.expiresAt),
    whitelist_ips: whitelist(token),
    ...(token.readOnly && { readonly: 1 }),
  };
}

/** A token as `api_token_list` tells of it. */
export function whmRow(token: Shown, privileges: Privileges): object {
  return {
    name: token.name,
    acls: privilegeTable(token, privileges),
    create_time: unixSeconds(token.createdAt),
    expires_at: unixSecondsOrNull(token.expiresAt),
    whitelist_ips: whitelist(token),
  };
}

/** A token as the other functions of WHM tell of it. `secret` in one answer, and nowhere else. */
export function whmDetails(token: Shown, privileges: Privileges, secret?: string): object {
  return {
    acls: privilegesOf(token, privileges),
    create_time: unixSeconds(token.createdAt),
    expires_at: unixSecondsOrNull(token.expiresAt),
    name: token.name,
    ...(secret !== undefined && { token: secret }),
    whitelist_ips: whitelist(token),
  };
}

/** The features that its grants name, and those of operations that they name, as presets do. What it is denied, no list of a panel's can say. */
function featuresOf({ grants, catalogueVersion }: Shown, catalogue: FeatureNames): string[] {
  const all = expand(grants as readonly Grant[], catalogueVersion, catalogue).flatMap(({ grant }) => {
    if (isDenial(grant)) return [];
    if ('feature' in grant) return [grant.feature];
    return wildcardModule(grant) === null ? catalogue.operationNamed(grant.operation).features : [];
  });
  return [...new Set(all)].sort();
}

export function whitelist({ ipAllowlist }: Pick<Shown, 'ipAllowlist'>): string[] | null {
  return ipAllowlist.length === 0 ? null : ipAllowlist.map(expanded);
}

/** IPv6 in eight groups of four digits, as panels write it; IPv4 as it is. */
function expanded(range: string): string {
  const [text = '', prefix] = range.split('/');
  const words = parseAddress(text);
  if (words?.length !== 4) return range;
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const address = digits.match(/.{4}/g)!.join(':');
  return prefix === undefined ? address : `${address}/${prefix}`;
}

export function unixSeconds(timestamp: string): number {
  const at = fromRfc3339(timestamp);
  assert(at !== null, 'the contract lets only date-times through');
  return Math.floor(at / 1000);
}

function unixSecondsOrNull(timestamp: string | null): number | null {
  return timestamp === null ? null : unixSeconds(timestamp);
}
