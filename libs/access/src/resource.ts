/**
 * What a call touches, as small as it can be told: the record and not its zone, the mailbox and not its domain. Names are
 * canonical: domains folded to lower case, in A-label form, without a trailing dot; record types in upper case.
 */
export type Leaf = LeafOf & {
  /** On whose account a provider's token acts: a grant for that account covers it, whatever it is. */
  readonly account?: string | undefined;
};

type LeafOf =
  | { readonly kind: 'zone' | 'domain' | 'database' | 'db_user' | 'ftp_user' | 'account'; readonly name: string }
  /** `zone` null: nobody knows in which zone it stands, so that no grant for a zone covers it. */
  | { readonly kind: 'record'; readonly zone: string | null; readonly name: string; readonly type: string }
  | { readonly kind: 'mailbox'; readonly local: string; readonly domain: string }
  /** Below the account's home directory: `/`, `/public_html/a.txt`. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'cron_line'; readonly command: string }
  /** There is something, and it cannot be told: a line of a zone before the zone was read, or a name that makes no sense. */
  | { readonly kind: 'unread'; readonly of: 'record' | 'cron_line' | 'name' | 'request'; readonly zone: string | null };

/** The word before the colon. */
export type ResourceKind = ResourcePattern['kind'];

/** What of the text after the kind a pattern means: all of it, or what begins so. */
interface Named {
  readonly text: string;
  /** True: whatever begins with `text`. */
  readonly open: boolean;
}

/** A resource as a grant names it. */
export type ResourcePattern =
  | { readonly kind: 'zone' | 'domain' | 'cron_line'; readonly name: Named }
  | { readonly kind: 'database' | 'db_user' | 'ftp_user' | 'account'; readonly name: Named }
  /** `type` null: of any type. */
  | { readonly kind: 'record'; readonly name: string; readonly type: string | null }
  /** `local` null: every mailbox of the domain. */
  | { readonly kind: 'mailbox'; readonly local: string | null; readonly domain: string }
  /** `below`: the directory itself and all that lies below it. */
  | { readonly kind: 'path'; readonly path: string; readonly below: boolean };

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const DOMAIN = `(?:${LABEL}\\.)+[a-z0-9-]{2,63}`;
const NAME = '[A-Za-z0-9_.@+-]{1,128}';

const DOMAIN_NAME = new RegExp(`^(?=.{1,253}$)${DOMAIN}$`);
const RECORD = new RegExp(`^((?:\\*\\.)?${DOMAIN})/([A-Z0-9]{1,10}|\\*)$`);
const MAILBOX = new RegExp(`^(\\*|[a-z0-9._+=-]{1,64})@(${DOMAIN})$`);
const NAME_OR_BEGINNING = new RegExp(`^(${NAME})(\\*?)$`);
const ACCOUNT = /^(?:\*|[a-z][a-z0-9_-]{0,31})$/;
const PATH = /^((?:\/[^/\p{Cc}\p{Cs}*?\\]{1,255})*)(\/\*\*)?$/u;
const COMMAND = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,500}$/u;

/** A resource as a grant writes it, such as `zone:example.com`; null for anything else. The README of this package lists all. */
export function parseResource(text: string): ResourcePattern | null {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const kind = colon < 0 ? '' : text.slice(0, colon);
  switch (kind) {
    case 'zone':
    case 'domain':
      return DOMAIN_NAME.test(rest) ? { kind, name: exactly(rest) } : null;
    case 'cron_line':
      return COMMAND.test(rest) ? { kind, name: exactly(rest) } : null;
    case 'account':
      return ACCOUNT.test(rest) ? { kind, name: rest === '*' ? { text: '', open: true } : exactly(rest) } : null;
    case 'database':
    case 'db_user':
    case 'ftp_user': {
      const [, name, star] = NAME_OR_BEGINNING.exec(rest) ?? [];
      return name === undefined ? null : { kind, name: { text: name, open: star === '*' } };
    }
    case 'record': {
      const [, name, type] = RECORD.exec(rest) ?? [];
      return name === undefined || name.length > 253 ? null : { kind, name, type: type === '*' ? null : type! };
    }
    case 'mailbox': {
      const [, local, domain] = MAILBOX.exec(rest) ?? [];
      return local === undefined || domain!.length > 253 ? null : { kind, local: local === '*' ? null : local, domain: domain! };
    }
    case 'path':
      return parsePath(rest);
    default:
      return null;
  }
}

/** The word before the colon of a resource; null for a text that is none. */
export function resourceKind(text: string): ResourceKind | null {
  return parseResource(text)?.kind ?? null;
}

function parsePath(text: string): ResourcePattern | null {
  const [, path, below] = PATH.exec(text === '/' ? '' : text) ?? [];
  if (path === undefined || text === '' || path.split('/').some((part) => part === '.' || part === '..')) return null;
  return { kind: 'path', path: path === '' ? '/' : path, below: below !== undefined };
}

/** Something that a call touches, told in the same way but without `*`; null where that is no one thing. */
export function parseLeaf(text: string): Leaf | null {
  const pattern = parseResource(text);
  if (pattern === null) return null;
  switch (pattern.kind) {
    case 'record':
      return pattern.type === null ? null : { kind: 'record', zone: null, name: pattern.name, type: pattern.type };
    case 'mailbox':
      return pattern.local === null ? null : { kind: 'mailbox', local: pattern.local, domain: pattern.domain };
    case 'path':
      return pattern.below ? null : { kind: 'path', path: pattern.path };
    case 'cron_line':
      return { kind: 'cron_line', command: pattern.name.text };
    default:
      return pattern.name.open ? null : { kind: pattern.kind, name: pattern.name.text };
  }
}

/** A leaf in words that may be logged and shown: commands of cron jobs may hold passwords. */
export function leafText(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'record':
      return `record:${leaf.name}/${leaf.type}`;
    case 'mailbox':
      return `mailbox:${leaf.local}@${leaf.domain}`;
    case 'path':
      return `path:${leaf.path}`;
    case 'cron_line':
      return 'cron_line:(not shown)';
    case 'unread':
      return leaf.zone === null ? `an unknown ${leaf.of}` : `an unknown ${leaf.of} of ${leaf.zone}`;
    default:
      return `${leaf.kind}:${leaf.name}`;
  }
}

/** Whether the pattern means this leaf. A zone means its records; a record never its zone. */
export function matches(pattern: ResourcePattern, leaf: Leaf): boolean {
  if (pattern.kind === 'account' && leaf.account !== undefined && means(pattern.name, leaf.account)) return true;
  switch (leaf.kind) {
    case 'unread':
      return pattern.kind === 'zone' && leaf.of === 'record' && leaf.zone === pattern.name.text;
    case 'record':
      if (pattern.kind === 'zone') return leaf.zone === pattern.name.text;
      return pattern.kind === 'record' && pattern.name === leaf.name && (pattern.type === null || pattern.type === leaf.type);
    case 'mailbox':
      return pattern.kind === 'mailbox' && pattern.domain === leaf.domain && (pattern.local === null || pattern.local === leaf.local);
    case 'path':
      return pattern.kind === 'path' && (pattern.path === leaf.path || (pattern.below && isBelow(leaf.path, pattern.path)));
    case 'cron_line':
      return pattern.kind === 'cron_line' && pattern.name.text === leaf.command;
    default:
      return pattern.kind === leaf.kind && means(pattern.name, leaf.name);
  }
}

/**
 * Every resource that means all that this one can mean, as it is written, itself too: many are compared with many. None for a text
 * that is no resource. What cannot be shown to mean it is left out.
 */
export function textsAround(text: string): readonly string[] {
  const pattern = parseResource(text);
  switch (pattern?.kind) {
    case undefined:
      return [];
    case 'record':
      // Not its zone: the name may stand in another one that lies below it.
      return [text, `record:${pattern.name}/*`];
    case 'mailbox':
      return [text, `mailbox:*@${pattern.domain}`];
    case 'path':
      return [text, ...directoriesOf(pattern.path).map((directory) => `path:${directory}/**`)];
    case 'database':
    case 'db_user':
    case 'ftp_user':
    case 'account': {
      const { kind, name } = pattern;
      return [text, ...Array.from({ length: name.text.length + 1 }, (_, length) => `${kind}:${name.text.slice(0, length)}*`)];
    }
    default:
      return [text];
  }
}

/** `''`, `/a`, `/a/b` of `/a/b`. */
function directoriesOf(path: string): string[] {
  const parts = path === '/' ? [] : path.slice(1).split('/');
  return Array.from({ length: parts.length + 1 }, (_, depth) => parts.slice(0, depth).map((part) => `/${part}`).join(''));
}

function exactly(text: string): Named {
  return { text, open: false };
}

function means({ text, open }: Named, name: string): boolean {
  return open ? name.startsWith(text) : name === text;
}

function isBelow(path: string, directory: string): boolean {
  return directory === '/' || path.startsWith(`${directory}/`);
}
