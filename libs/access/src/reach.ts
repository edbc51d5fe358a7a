import { matches, parseResource, type Leaf, type ResourcePattern } from './resource.js';

/** On what something is granted. Read once, for however many things a call touches. */
export interface Reach {
  /** Each resource that means one thing, and the whole of a zone, a mail domain or all types of a record. */
  readonly exact: readonly string[];
  /** Those that mean whatever begins so, or lies below. */
  readonly open: readonly ResourcePattern[];
}

const NONE: readonly ResourcePattern[] = [];

/** Resources that cannot be read mean nothing: a restriction that is not understood does not fall away. */
export function reachOf(resources: readonly string[]): Reach {
  const readable = resources.map(parseResource);
  if (readable.every((pattern) => pattern !== null && !isOpen(pattern))) return { exact: resources, open: NONE };
  const open = readable.filter((pattern) => pattern !== null && isOpen(pattern)) as ResourcePattern[];
  // Copied: what a filter makes keeps room for a dozen more, and these are kept by the hundred thousand.
  return { exact: [...resources.filter((_, at) => readable[at] != null && !isOpen(readable[at]))], open: [...open] };
}

function isOpen(pattern: ResourcePattern): boolean {
  return ('name' in pattern && typeof pattern.name !== 'string' && pattern.name.open) || (pattern.kind === 'path' && pattern.below);
}

/** @param texts what `textsFor` says of the leaf, for whoever asks about one leaf many times */
export function reaches({ exact, open }: Reach, leaf: Leaf, texts = textsFor(leaf)): boolean {
  return texts.some((text) => exact.includes(text)) || (open.length > 0 && open.some((pattern) => matches(pattern, leaf)));
}

/** Every resource without a beginning that means the leaf, as it is written: see `matches`, which says the same of one. */
export function textsFor(leaf: Leaf): readonly string[] {
  const texts = ownTexts(leaf);
  return leaf.account === undefined ? texts : [...texts, `account:${leaf.account}`];
}

function ownTexts(leaf: Leaf): readonly string[] {
  switch (leaf.kind) {
    case 'unread':
      return leaf.of === 'record' && leaf.zone !== null ? [`zone:${leaf.zone}`] : [];
    case 'record': {
      const ofName = [`record:${leaf.name}/${leaf.type}`, `record:${leaf.name}/*`];
      return leaf.zone === null ? ofName : [...ofName, `zone:${leaf.zone}`];
    }
    case 'mailbox':
      return [`mailbox:${leaf.local}@${leaf.domain}`, `mailbox:*@${leaf.domain}`];
    case 'path':
      return [`path:${leaf.path}`];
    case 'cron_line':
      return [`cron_line:${leaf.command}`];
    default:
      return [`${leaf.kind}:${leaf.name}`];
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
  // What an account has, nobody has read; and a provider's call for a zone or a domain does not say whose it is.
  if (leaf.kind === 'account') return pattern.kind === 'account' ? 'no' : 'unknown';
  if (pattern.kind === 'account' && leaf.account === undefined) return 'unknown';
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
