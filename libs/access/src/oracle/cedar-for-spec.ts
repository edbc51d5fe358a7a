import { preparsePolicySet, statefulIsAuthorized, type EntityJson, type TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Grant } from '../grant.js';
import type { Leaf } from '../resource.js';
import type { Edition } from './naive-catalogue-for-spec.js';

/**
 * Grants as policies of Cedar, and the world that they speak of as its entities: what lies in what, and which functions belong together.
 * What Cedar does not know of is left out: versions, ends, presets, aliases, and what has not been read.
 */

const entity = (type: string, id: string): string => `${type}::${JSON.stringify(id)}`;

/** What may be said of a function: its name, its module, its features. All but the name stops at secrets where it allows, and at nothing where it denies. */
function groups(name: string, edition: Edition): string[] {
  const row = edition.operations[name];
  const wide = [`${name.slice(0, name.indexOf('::'))}::*`, ...(row?.features ?? [])];
  // What nobody knows was given to nobody.
  const allowed = row === undefined ? [] : row.access === 'secret' ? [name] : [name, ...wide];
  const group = (effect: string) => (words: string) => [`${effect} ${words}`, `${effect} ${words} ${row?.access === 'read' ? 'reading' : 'changing'}`];
  return [...[name, ...wide].flatMap(group('deny')), ...allowed.flatMap(group('allow'))];
}

function actionOf({ effect = 'allow', access, ...grant }: Grant): string {
  const words = 'feature' in grant ? grant.feature : 'operation' in grant ? grant.operation : grant.preset;
  const part = access === 'read' ? ' reading' : access === 'write' && effect === 'deny' ? ' changing' : '';
  return `action in ${entity('Action', `${effect} ${words}${part}`)}`;
}

export function policyOf(grant: Grant): string {
  const denies = grant.effect === 'deny';
  const head = `${denies ? 'forbid' : 'permit'}(principal, ${actionOf(grant)}, resource)`;
  if (grant.resources === undefined) return `${head};`;
  const about = grant.resources.flatMap((resource) => termsOf(resource, denies));
  return `${head} when { ${about.length === 0 ? 'false' : about.join(' || ')} };`;
}

/** What a resource means, and, denied, what it lies in as well: all that the owner has, for one. */
function termsOf(resource: string, denied: boolean): string[] {
  const colon = resource.indexOf(':');
  const [kind, rest] = [resource.slice(0, colon), resource.slice(colon + 1)];
  const whole = (thing: string): string[] => [`resource in ${thing}`, ...(denied ? [`${thing} in resource`] : [])];
  const one = (thing: string): string[] => [`resource == ${thing}`, ...(denied ? [`${thing} in resource`] : [])];
  // Whatever an account has may be the denied thing, and whatever is called by a name of its own may be the denied account's.
  const ofAccount = 'resource is Named && resource.kind == "account"';
  const everything = denied ? [`resource == ${EVERYTHING}`, kind === 'account' ? `!(${ofAccount})` : ofAccount] : [];
  switch (kind) {
    case 'zone':
      return rest === '*' ? [] : [...whole(entity('Zone', rest)), ...everything];
    case 'record': {
      const [name = '', type] = rest.split('/');
      const means = type === '*' ? `resource in ${entity('Name', name)}` : `resource == ${entity('Record', rest)}`;
      return [means, ...(denied ? [`resource is Zone && resource.names.contains(${JSON.stringify(name)})`] : []), ...everything];
    }
    case 'domain':
      return [...one(entity('Domain', rest)), ...everything];
    case 'mailbox':
      return [...(rest.startsWith('*') ? whole(entity('Mailboxes', rest.slice(2))) : one(entity('Mailbox', rest))), ...everything];
    case 'path':
      return [...(rest.endsWith('/**') ? whole(entity('Path', rest.slice(0, -3) || '/')) : one(entity('Path', rest))), ...everything];
    case 'account':
      return [rest === '*' ? ofAccount : `resource == ${entity('Named', resource)}`, ...everything];
    case 'nonsense':
    case '':
      return [];
    default:
      if (!rest.endsWith('*')) return [`resource == ${entity('Named', resource)}`, ...everything];
      return [`resource is Named && resource.kind == "${kind}" && resource.name like ${JSON.stringify(rest)}`, ...everything];
  }
}

const EVERYTHING = entity('Everything', 'all');
const ALL: TypeAndId = { type: 'Everything', id: 'all' };

/** All names that any of the cases speaks of. */
const ZONES = ['example.com', 'sub.example.com', 'badexample.com'];
const NAMES = ['a.example.com', '*.example.com', 'x.sub.example.com', 'example.com', 'badexample.com'];
const PATHS = ['/', '/a', '/a/b', '/a/b/c', '/ab', '/ab/c'];
const MAIL_DOMAINS = ['example.com', 'example.org'];

const uid = (type: string, id: string): TypeAndId => ({ type, id });
const WORLD: readonly EntityJson[] = [
  ...ZONES.map((name) => ({ uid: uid('Zone', name), attrs: { names: NAMES.filter((one) => one === name || one.endsWith(`.${name}`)) }, parents: [ALL] })),
  ...MAIL_DOMAINS.flatMap((name) => [
    { uid: uid('Domain', name), attrs: {}, parents: [ALL] },
    { uid: uid('Mailboxes', name), attrs: {}, parents: [uid('Domain', name)] },
    ...['bob', 'amy'].map((local) => ({ uid: uid('Mailbox', `${local}@${name}`), attrs: {}, parents: [uid('Mailboxes', name)] })),
  ]),
  ...PATHS.map((path) => ({ uid: uid('Path', path), attrs: {}, parents: [path === '/' ? ALL : uid('Path', path.slice(0, path.lastIndexOf('/')) || '/')] })),
];

function thingOf(leaf: Leaf): EntityJson {
  switch (leaf.kind) {
    case 'record': {
      const inItsZone = leaf.zone === null ? [ALL] : [uid('Zone', leaf.zone)];
      return { uid: uid('Record', `${leaf.name}/${leaf.type}`), attrs: {}, parents: [uid('Name', leaf.name), ...inItsZone] };
    }
    case 'zone':
      return WORLD.find((one) => same(one.uid, uid('Zone', leaf.name)))!;
    case 'domain':
      return WORLD.find((one) => same(one.uid, uid('Domain', leaf.name)))!;
    case 'mailbox':
      return WORLD.find((one) => same(one.uid, uid('Mailbox', `${leaf.local}@${leaf.domain}`)))!;
    case 'path':
      return WORLD.find((one) => same(one.uid, uid('Path', leaf.path)))!;
    case 'cron_line':
      return { uid: uid('Named', `cron_line:${leaf.command}`), attrs: { kind: 'cron_line', name: leaf.command }, parents: [ALL] };
    case 'unread':
      throw new Error('Cedar is asked of what is known');
    default:
      return { uid: uid('Named', `${leaf.kind}:${leaf.name}`), attrs: { kind: leaf.kind, name: leaf.name }, parents: [ALL] };
  }
}

/** What lies in it or around it: the rest of the world would only be read and left. */
function aroundOf(thing: EntityJson): EntityJson[] {
  const lies = (inner: EntityJson, outer: EntityJson): boolean =>
    inner.parents.some((parent) => same(outer.uid, parent as TypeAndId) || WORLD.some((one) => same(one.uid, parent as TypeAndId) && lies(one, outer)));
  return WORLD.filter((one) => !same(one.uid, thing.uid as TypeAndId) && (lies(one, thing) || lies(thing, one)));
}

const same = (one: EntityJson['uid'], other: TypeAndId): boolean => 'id' in one && one.type === other.type && one.id === other.id;

/** Reads the policies once; each question after that is of them. */
export function tokenOf(grants: readonly Grant[], edition: Edition): (operation: string, leaves: readonly Leaf[]) => boolean {
  const staticPolicies = Object.fromEntries(grants.map((grant, at) => [`grant ${at}`, policyOf(grant)]));
  const read = preparsePolicySet('token', { staticPolicies });
  if (read.type === 'failure') throw new Error(`${JSON.stringify(read.errors)} of ${JSON.stringify(staticPolicies)}`);
  return (operation, leaves) => {
    const action: EntityJson = { uid: uid('Action', operation), attrs: {}, parents: groups(operation, edition).map((group) => uid('Action', group)) };
    const things = leaves.length === 0 ? [{ uid: ALL, attrs: {}, parents: [] }] : leaves.map(thingOf);
    return things.every((thing) => {
      const answer = statefulIsAuthorized({
        ...{ principal: uid('Token', 'it'), action: uid('Action', operation), resource: thing.uid, context: {} },
        ...{ preparsedPolicySetId: 'token', entities: [action, thing, ...aroundOf(thing)] },
      });
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
      if (answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer.response.diagnostics.errors));
      return answer.response.decision === 'allow';
    });
  };
}
