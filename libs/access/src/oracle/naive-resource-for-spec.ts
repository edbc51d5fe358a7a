import type { Leaf } from '../resource.js';
import type { Truth } from './naive-conditions-for-spec.js';

/** What the README's table of resources says, read off the texts. */
export function means(resource: string, leaf: Leaf): boolean {
  const [kind, rest] = apart(resource);
  if (kind === 'account' && leaf.account !== undefined && (rest === '*' || rest === leaf.account)) return true;
  switch (leaf.kind) {
    case 'zone':
    case 'domain':
      return resource === `${leaf.kind}:${leaf.name}`;
    case 'database':
    case 'db_user':
    case 'ftp_user':
    case 'account':
      return kind === leaf.kind && (rest.endsWith('*') ? leaf.name.startsWith(rest.slice(0, -1)) : leaf.name === rest);
    case 'record':
      if (kind === 'zone') return leaf.zone === rest;
      return resource === `record:${leaf.name}/${leaf.type}` || resource === `record:${leaf.name}/*`;
    case 'mailbox':
      return resource === `mailbox:${leaf.local}@${leaf.domain}` || resource === `mailbox:*@${leaf.domain}`;
    case 'path':
      if (kind !== 'path') return false;
      if (!rest.endsWith('/**')) return rest === leaf.path;
      return `${leaf.path}/`.replace('//', '/').startsWith(rest.slice(0, -2));
    case 'cron_line':
      return resource === `cron_line:${leaf.command}`;
    case 'unread':
      // Whatever stands there, it stands in that zone.
      return leaf.of === 'record' && leaf.zone !== null && resource === `zone:${leaf.zone}`;
  }
}

/** Whether a denial of this resource is about the leaf: it means the leaf, or something that the leaf contains. */
export function meets(resource: string, leaf: Leaf): Truth {
  if (means(resource, leaf)) return true;
  const [kind, rest] = apart(resource);
  // All that an account has may be in what it is called for, and what a call does not say whose it is may be that account's.
  if (leaf.kind === 'account') return kind === 'account' ? false : 'unknown';
  if (kind === 'account' && leaf.account === undefined) return 'unknown';
  switch (leaf.kind) {
    case 'zone':
      return kind === 'record' && isIn(rest.split('/')[0]!, leaf.name);
    case 'domain':
      return kind === 'mailbox' && rest.split('@')[1] === leaf.name;
    case 'path':
      return kind === 'path' && rest.replace(/\/\*\*$/, '/').startsWith(leaf.path === '/' ? '/' : `${leaf.path}/`);
    case 'record':
      // Nobody knows in which zone it stands, so it is taken to be in that one; reading would not tell more.
      return kind === 'zone' && leaf.zone === null && isIn(leaf.name, rest);
    case 'unread':
      return mayTurnOut(leaf, kind, rest) ? 'unknown' : false;
    default:
      return false;
  }
}

function mayTurnOut(leaf: Leaf & { kind: 'unread' }, kind: string, rest: string): boolean {
  switch (leaf.of) {
    case 'record':
      if (leaf.zone === null) return kind === 'record' || kind === 'zone';
      return kind === 'record' && isIn(rest.split('/')[0]!, leaf.zone);
    case 'cron_line':
      return kind === 'cron_line';
    case 'name':
    case 'request':
      return true;
  }
}

function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function apart(resource: string): [string, string] {
  const colon = resource.indexOf(':');
  return [resource.slice(0, colon), resource.slice(colon + 1)];
}
