import type { AuditEntry, Grant } from '@portcullis/client';
import type { TFunction } from 'i18next';

/** Words of a sentence; a token among them, which its reader can go to. */
export type Word = string | { readonly tokenId: string; readonly name: string };

/** What kind of news an entry is; the sign beside it says the same. */
export type EntryKind = 'made' | 'changed' | 'ended' | 'denied' | 'alarm';

export interface EntryWords {
  readonly kind: EntryKind;
  /** What happened, to which token. */
  readonly sentence: readonly Word[];
  /** Who did it; null: the token itself, or nobody is known. */
  readonly who: string | null;
  /** The address that it was done from. */
  readonly from: string | null;
  /** What there is to add, such as what was missing or why it was done. */
  readonly detail: string | null;
  /** Of a denial: what it takes to allow it. */
  readonly denial: { readonly code: string; readonly grant: Grant | null } | null;
}

/** Who reads: what they did themselves is told so. */
export interface Reader {
  /** The token of their session. */
  readonly sessionId: string;
  readonly accountId: string | null;
}

/** What of an entry's data is read here. Older entries may lack what newer ones hold, and data may hold more. */
interface Data {
  readonly by?: { readonly kind: string; readonly tokenId: string; readonly accountId: string | null; readonly ip: string } | null;
  readonly name?: string;
  readonly form?: string;
  readonly access?: string;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly taken?: readonly Grant[];
  readonly overlapSeconds?: number;
  readonly reason?: string | null;
  readonly count?: number | null;
  readonly tokens?: readonly { readonly id: string; readonly name: string }[];
  readonly username?: string;
  readonly status?: string;
  readonly user?: string;
  readonly ip?: string;
  readonly tokenId?: string;
  readonly tokenName?: string;
  readonly operation?: string;
  readonly resources?: readonly string[];
  readonly missing?: string;
  readonly denial?: string | null;
  readonly grant?: Grant | null;
  readonly repeated?: number;
}

/** Where a token's name stands in a text until the sentence is taken apart there: no text of ours holds it. */
const GAP = '\u0000';
/** Fields of a token that have a name for people. */
const NAMED = ['name', 'description', 'labels', 'access', 'grants', 'readOnly', 'notBefore', 'expiresAt', 'ipAllowlist', 'rateLimit', 'useQuota', 'timeWindows'] as const;
type Named = (typeof NAMED)[number];
const HOUR = 3_600;
const DAY = 86_400;

/** An entry of the trail in words: who did what to which token, from where; of a denial, what was missing. */
export function entryWords(entry: AuditEntry, reader: Reader, t: TFunction, language: string): EntryWords {
  const data = entry.data as Data;
  const { by } = data;
  const told = { who: by ? whoWords(by, reader, t) : null, from: by?.ip ?? data.ip ?? null, detail: data.reason ?? null, denial: null };
  const about = (text: string): readonly Word[] => withToken(text, { tokenId: entry.subject, name: data.name ?? entry.subject });
  const gap = { token: GAP };
  switch (entry.type) {
    case 'token.created':
      if (data.form === 'session') return { ...told, kind: 'made', sentence: [t('entries.signedIn')] };
      if (data.form === 'link') return { ...told, kind: 'made', sentence: [t('entries.linked')] };
      return { ...told, kind: 'made', sentence: about(t(`entries.created.${data.access === 'full' ? 'full' : 'restricted'}`, gap)) };
    case 'token.updated':
      if (data.taken !== undefined && data.taken.length > 0) {
        const operation = data.taken.map((grant) => grant.operation ?? '').join(', ');
        return { ...told, who: null, kind: 'changed', sentence: about(t('entries.taken', { ...gap, operation })) };
      }
      return { ...told, kind: 'changed', sentence: about(t('entries.edited', { ...gap, fields: fieldWords(data.changes ?? {}, t, language) })) };
    case 'token.regenerated':
      return { ...told, kind: 'changed', sentence: about(t('entries.regenerated', gap)), detail: overlapWords(data.overlapSeconds ?? 0, t) };
    case 'token.regeneration_finished':
      return { ...told, kind: 'ended', sentence: about(t('entries.finished', gap)) };
    case 'token.revoked':
      return { ...told, kind: 'ended', sentence: about(t('entries.revoked', gap)) };
    case 'tokens.revoked_in_bulk':
      return { ...told, kind: 'ended', sentence: [typeof data.count === 'number' ? t('entries.revokedInBulk', { count: data.count }) : t('entries.revokedMany')] };
    case 'token.leaked':
      return { ...told, kind: 'alarm', sentence: leaked(data, t) };
    case 'account.created':
    case 'account.deleted':
      return { ...told, kind: entry.type === 'account.created' ? 'made' : 'ended', sentence: [t(`entries.${entry.type}`, { name: data.username ?? '' })] };
    case 'account.updated':
      return { ...told, kind: 'changed', sentence: [t(data.status === 'suspended' ? 'entries.suspended' : 'entries.account.updated')] };
    case 'upstream.updated':
      return { ...told, kind: 'changed', sentence: [t('entries.upstream', { user: data.user ?? '' })] };
    case 'request.denied':
      return { ...told, ...deniedWords(data, t, language), kind: 'denied' };
    default:
      return { ...told, kind: 'changed', sentence: [t('entries.other', { type: entry.type })] };
  }
}

function deniedWords(data: Data, t: TFunction, language: string): Pick<EntryWords, 'sentence' | 'detail' | 'denial'> {
  const { tokenId = '', tokenName = tokenId, operation = '', resources = [], missing = '', denial = null, grant = null, repeated = 0 } = data;
  const what = operation === 'panel' ? 'entries.deniedUnread' : resources.length > 0 ? 'entries.deniedOn' : 'entries.denied';
  const on = new Intl.ListFormat(language, { type: 'conjunction' }).format(resources.map(plainResource));
  const again = repeated > 0 ? [t('entries.repeated', { count: repeated })] : [];
  return {
    sentence: withToken(t(what, { token: GAP, operation, on }), { tokenId, name: tokenName }),
    detail: [missing, ...again].join(' '),
    denial: denial === null ? null : { code: denial, grant },
  };
}

/** `record:_acme-challenge.example.com/TXT` → `_acme-challenge.example.com/TXT`: what kind of thing it is, the operation says. */
const plainResource = (text: string): string => text.slice(text.indexOf(':') + 1);

function leaked({ tokens = [] }: Data, t: TFunction): readonly Word[] {
  const [first, ...more] = tokens;
  if (first === undefined) return [t('entries.leakedMany', { count: 0 })];
  return more.length > 0 ? [t('entries.leakedMany', { count: tokens.length })] : withToken(t('entries.leaked', { token: GAP }), { tokenId: first.id, name: first.name });
}

/** A sentence, taken apart where the token's name stands in it. */
function withToken(text: string, token: Exclude<Word, string>): readonly Word[] {
  const [before = '', after] = text.split(GAP);
  const words: Word[] = after === undefined ? [before] : [before, token, after];
  return words.filter((word) => word !== '');
}

function whoWords({ kind, tokenId, accountId }: NonNullable<Data['by']>, reader: Reader, t: TFunction): string {
  if (tokenId === reader.sessionId) return t('entries.who.you');
  if (kind === 'account') return t(accountId !== null && accountId === reader.accountId ? 'entries.who.yourToken' : 'entries.who.account');
  return t(kind === 'operator' ? 'entries.who.operator' : 'entries.who.provider');
}

function fieldWords(changes: Readonly<Record<string, unknown>>, t: TFunction, language: string): string {
  const isNamed = (field: string): field is Named => NAMED.includes(field as Named);
  const names = Object.keys(changes).filter(isNamed).map((field) => t(`entries.fields.${field}`));
  return names.length === 0 ? t('entries.fields.something') : new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

function overlapWords(seconds: number, t: TFunction): string {
  if (seconds === 0) return t('entries.overlap.none');
  if (seconds < DAY) return t('entries.overlap.hours', { count: Math.max(1, Math.round(seconds / HOUR)) });
  return t('entries.overlap.days', { count: Math.round(seconds / DAY) });
}
