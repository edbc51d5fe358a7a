import { DEFAULT_POLICY, newTokenText, type Grant, type Leaf, type OwnerFacts, type TokenFacts } from '@portcullis/access';
import type { PortcullisCatalogue } from '@portcullis/catalogue';
import { instant, shard, SHARD_COUNT } from '@portcullis/kernel';
import { randomBytes } from 'node:crypto';

/** As many as a busy verifier keeps. */
export const TOKENS = 10_000;

const DAY_MS = 86_400_000;
/** A Tuesday, and noon in most of Europe. */
export const NOW = instant(Date.parse('2026-12-01T11:00:00Z'));
export const IP = '198.51.100.7';

/** As real ones are made. */
export function tokenTexts(): string[] {
  return Array.from({ length: TOKENS }, (_, at) => newTokenText({ kind: 'account', shard: shard(at % SHARD_COUNT), randomBytes }).text.reveal());
}

/** An account in good standing, with every feature that a panel has, below a reseller. */
export function ownerOf(catalogue: PortcullisCatalogue): OwnerFacts {
  const features = catalogue.features.filter(({ risk }) => risk === null).map(({ name }) => name);
  return { tenants: ['active', 'active'], account: { status: 'active', features: new Set(features) }, policy: DEFAULT_POLICY };
}

/** That owner under a policy that bounds everything a decision looks at. */
export function boundOwnerOf(catalogue: PortcullisCatalogue): OwnerFacts {
  const policy = { ...DEFAULT_POLICY, longestLifeSeconds: 31_536_000, idleSeconds: 7_776_000, expiryRequired: true, ipAllowlist: ['198.51.100.0/22', '2001:db8::/32'], ipAllowlistRequired: true };
  return { ...ownerOf(catalogue), policy };
}

/** Its own strings, as that of each token that came in a message of its own. */
function asRead<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const PLAIN: Omit<TokenFacts, 'grants' | 'catalogueVersion'> = {
  ...{ kind: 'account', form: 'token', access: 'restricted', readOnly: false, ipAllowlist: [], timeWindows: [] },
  ...{ notBefore: null, expiresAt: instant(NOW + 90 * DAY_MS), revokedAt: null, credentialEndsAt: null, exhausted: false },
  ...{ createdAt: instant(NOW - 30 * DAY_MS), activeAt: instant(NOW - DAY_MS) },
};

/** Three grants, and nothing else. */
export function plainToken(catalogueVersion: number): TokenFacts {
  const grants: Grant[] = [{ feature: 'zoneedit' }, { operation: 'Email::*', access: 'read' }, { operation: 'Quota::get_quota_info' }];
  return asRead({ ...PLAIN, catalogueVersion, grants });
}

/** Fifty grants on things of that account alone, ten address ranges, a time window; two of the grants deny. */
export function fullToken(at: number, catalogueVersion: number): TokenFacts {
  const domain = domainOf(at);
  const hosts = Array.from({ length: 20 }, (_, host): Grant => ({ operation: 'DNS::mass_edit_zone', resources: [`record:_acme-challenge.h${host}.${domain}/TXT`] }));
  const mail = ['add_pop', 'delete_pop', 'passwd_pop', 'edit_pop_quota', 'get_pop_quota', 'get_disk_usage', 'hold_outgoing', 'release_outgoing', 'suspend_login', 'unsuspend_login']
    .map((name): Grant => ({ operation: `Email::${name}`, resources: [`domain:${domain}`, `mailbox:*@${domain}`] }));
  const databases = ['check_database', 'create_database', 'create_user', 'delete_database', 'repair_database', 'set_password', 'set_privileges_on_database', 'revoke_access_to_database']
    .map((name): Grant => ({ operation: `Mysql::${name}`, resources: [`database:u${at}_*`, `db_user:u${at}_app`] }));
  const files = ['save_file_content', 'upload_files', 'get_file_content', 'list_files'].map((name): Grant => ({ operation: `Fileman::${name}`, resources: [`path:/public_html/u${at}/**`, `path:/logs/u${at}`] }));
  const grants: Grant[] = [
    ...hosts,
    ...mail,
    ...databases,
    ...files,
    ...['ftpaccts', 'cron', 'errlog', 'bandwidth'].map((feature): Grant => ({ feature, access: 'read' })),
    ...['Quota', 'SSL'].map((module): Grant => ({ operation: `${module}::*`, access: 'read' })),
    { effect: 'deny', operation: 'DNS::*', resources: [`record:www.${domain}/A`] },
    { effect: 'deny', feature: 'popaccts', resources: [`mailbox:postmaster@${domain}`] },
  ];
  const ipAllowlist = [...Array.from({ length: 8 }, (_, range) => `198.51.${96 + range}.0/24`), `2001:db8:${(at % 4096).toString(16)}::/48`, '2001:db8:ffff::1'];
  const timeWindows: TokenFacts['timeWindows'] = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '06:00', to: '22:00', zone: 'Europe/Berlin' }];
  return asRead({ ...PLAIN, catalogueVersion, grants, ipAllowlist, timeWindows });
}

export interface Asking {
  readonly operation: string;
  readonly leaves: readonly Leaf[];
  readonly allowed: boolean;
}

/** What is asked of such a token by turns: an answer of each kind, of grants at the end of the list too. */
export function askedOf(at: number): Asking[] {
  const domain = domainOf(at);
  const record = (host: string, type: string): Leaf => ({ kind: 'record', zone: domain, name: `${host}.${domain}`, type });
  return [
    { operation: 'DNS::mass_edit_zone', leaves: [record('_acme-challenge.h0', 'TXT'), record('_acme-challenge.h19', 'TXT')], allowed: true },
    { operation: 'Email::add_pop', leaves: [{ kind: 'mailbox', local: 'bob', domain }], allowed: true },
    { operation: 'Mysql::set_privileges_on_database', leaves: [{ kind: 'database', name: `u${at}_wp` }, { kind: 'db_user', name: `u${at}_app` }], allowed: true },
    { operation: 'Fileman::save_file_content', leaves: [{ kind: 'path', path: `/public_html/u${at}/index.html` }], allowed: true },
    { operation: 'Ftp::list_ftp', leaves: [], allowed: true },
    { operation: 'DNS::mass_edit_zone', leaves: [record('_acme-challenge.h0', 'TXT'), record('www', 'A')], allowed: false },
    { operation: 'Email::add_pop', leaves: [{ kind: 'mailbox', local: 'postmaster', domain }], allowed: false },
    { operation: 'Email::add_forwarder', leaves: [{ kind: 'mailbox', local: 'bob', domain }], allowed: false },
  ];
}

function domainOf(at: number): string {
  return `customer-${at}.example`;
}
