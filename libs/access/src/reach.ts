import { matches, parseResource, type Leaf, type ResourcePattern } from './resource.js';

/** On what something is granted. Read once, for however many things a call touches. */
export interface Reach {
  /** Each resource that means one thing, and the whole of a zone, a mail domain or all types of a record. */
  readonly exact: ReadonlySet<string>;
  /** Those that mean whatever begins so, or lies below. */
  readonly open: readonly ResourcePattern[];
}

/** Resources that cannot be read mean nothing: a restriction that is not understood does not fall away. */
export function reachOf(resources: readonly string[]): Reach {
  const readable = resources.map(parseResource);
  const isOpen = (pattern: ResourcePattern): boolean => ('name' in pattern && typeof pattern.name !== 'string' && pattern.name.open) || (pattern.kind === 'path' && pattern.below);
  return {
    exact: new Set(resources.filter((_, at) => readable[at] != null && !isOpen(readable[at]))),
    open: readable.filter((pattern) => pattern !== null && isOpen(pattern)) as ResourcePattern[],
  };
}

export function reaches({ exact, open }: Reach, leaf: Leaf): boolean {
  if (leaf.account !== undefined && exact.has(`account:${leaf.account}`)) return true;
  return hasExactly(exact, leaf) || (open.length > 0 && open.some((pattern) => matches(pattern, leaf)));
}

/** The ways in which resources without a beginning may mean the leaf: see `matches`, which says the same of one. */
function hasExactly(exact: ReadonlySet<string>, leaf: Leaf): boolean {
  switch (leaf.kind) {
    case 'unread':
      return leaf.of === 'record' && leaf.zone !== null && exact.has(`zone:${leaf.zone}`);
    case 'record':
      return exact.has(`record:${leaf.name}/${leaf.type}`) || exact.has(`record:${leaf.name}/*`) || (leaf.zone !== null && exact.has(`zone:${leaf.zone}`));
    case 'mailbox':
      return exact.has(`mailbox:${leaf.local}@${leaf.domain}`) || exact.has(`mailbox:*@${leaf.domain}`);
    case 'path':
      return exact.has(`path:${leaf.path}`);
    case 'cron_line':
      return exact.has(`cron_line:${leaf.command}`);
    default:
      return exact.has(`${leaf.kind}:${leaf.name}`);
  }
}

/**
 * Whether a leaf that is still unread may turn out to be reached: only then is it worth asking the panel which record stands at a line.
 * Everything else about it is decided without a question to anybody.
 */
export function mayReach(reach: Reach, leaf: Leaf): boolean {
  if (reaches(reach, leaf)) return true;
  if (leaf.kind !== 'unread') return false;
  const { of, zone } = leaf;
  for (const text of reach.exact) {
    if (of === 'cron_line' && text.startsWith('cron_line:')) return true;
    if (of === 'record' && zone !== null && isRecordIn(parseResource(text), zone)) return true;
  }
  return false;
}

function isRecordIn(pattern: ResourcePattern | null, zone: string): boolean {
  return pattern?.kind === 'record' && (pattern.name === zone || pattern.name.endsWith(`.${zone}`));
}

export type Overlap = 'yes' | 'no' | 'unknown';

/**
 * Whether what the leaf names and what the pattern means have anything in common: the pattern means the leaf, or what the leaf names
 * holds something that the pattern means, as a zone holds a record. For denials, which must not be gone round by asking for more.
 */
export function overlaps(pattern: ResourcePattern, leaf: Leaf): Overlap {
  if (matches(pattern, leaf)) return 'yes';
  switch (leaf.kind) {
    case 'unread':
      return mayTurnOut(leaf, pattern) ? 'unknown' : 'no';
    case 'zone':
      return yesIf(holdsRecord(pattern, leaf.name));
    case 'domain':
      return yesIf(pattern.kind === 'mailbox' && pattern.domain === leaf.name);
    case 'record':
      // Where nobody knows in which zone it stands, it may be in the denied one.
      return leaf.zone === null && pattern.kind === 'zone' && isIn(leaf.name, pattern.name.text) ? 'yes' : 'no';
    case 'path':
      return yesIf(pattern.kind === 'path' && (leaf.path === '/' || pattern.path.startsWith(`${leaf.path}/`)));
    default:
      return 'no';
  }
}

/** Whether the leaf, once read, may be something that the pattern means. */
function mayTurnOut({ of, zone }: Leaf & { kind: 'unread' }, pattern: ResourcePattern): boolean {
  if (of === 'cron_line') return pattern.kind === 'cron_line';
  if (of !== 'record') return true;
  return zone === null ? pattern.kind === 'record' || pattern.kind === 'zone' : holdsRecord(pattern, zone);
}

function holdsRecord(pattern: ResourcePattern, zone: string): boolean {
  return pattern.kind === 'record' && isIn(pattern.name, zone);
}

function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function yesIf(holds: boolean): Overlap {
  return holds ? 'yes' : 'no';
}
