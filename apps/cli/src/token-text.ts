import type { Grant, Token } from '@portcullis/client';
import { windowText } from './window-text.js';
import { details, type Column } from './table.js';

export interface Credential {
  readonly publicId: string;
  readonly createdAt: string;
  readonly endsAt: string | null;
  readonly uses: number;
  readonly lastUsed: Token['lastUsed'];
}

/** To the second: parts of it say nothing to people. */
export function timeText(time: string): string {
  return time.replace(/\.\d+/, '').replace('+00:00', 'Z');
}

export function spanText(seconds: number): string {
  for (const [unit, length] of [['d', 86_400], ['h', 3600], ['m', 60]] as const) {
    if (seconds >= length && seconds % length === 0) return `${seconds / length}${unit}`;
  }
  return `${seconds}s`;
}

function lastUseText({ at, ip, agent }: NonNullable<Token['lastUsed']>): string {
  return `${timeText(at)} from ${ip}${agent ? ` by ${agent}` : ''}`;
}

export function rateText(limit: { readonly requests: number; readonly seconds: number }): string {
  return `${limit.requests}/${spanText(limit.seconds)}`;
}

/** As `--grant` takes it, with what else there is to it. */
export function grantText({ effect, feature, operation, preset, access, resources = [], until, once }: Grant): string {
  const selector = preset === undefined ? `${operation ?? feature ?? ''}${access ? `:${access}` : ''}` : `preset ${preset}`;
  const what = [`${effect === 'deny' ? 'not ' : ''}${selector}`, ...resources].join(' on ');
  return `${what}${until === undefined ? '' : ` until ${timeText(until)}`}${once ? ' once' : ''}`;
}

export const TOKEN_COLUMNS: readonly Column<Token>[] = [
  { title: 'NAME', value: ({ name }) => name, flexible: true },
  { title: 'ID', value: ({ id }) => id },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'ACCESS', value: ({ access, readOnly }) => (readOnly ? `${access}, read` : access), flexible: true },
  { title: 'EXPIRES', value: ({ expiresAt }) => (expiresAt === null ? 'never' : timeText(expiresAt)), flexible: true },
  { title: 'LAST USED', value: ({ lastUsed }) => (lastUsed ? timeText(lastUsed.at) : 'never'), flexible: true },
];

export function tokenDetails(token: Token): string {
  const { lastUsed, rateLimit, useQuota, usesLeft, expiresAt, notBefore, revokedAt } = token;
  const labels = Object.entries(token.labels).map(([name, value]) => `${name}=${value}`);
  const or = (text: string): string | null => text || null;
  return details([
    ['name', token.name],
    ['id', token.id],
    ['state', token.state],
    ['kind', token.form === 'token' ? token.kind : `${token.kind}, as a ${token.form}`],
    ['tenant', token.tenantId],
    ['account', token.accountId],
    ['description', or(token.description)],
    ['labels', or(labels.join(', '))],
    ['access', token.readOnly ? `${token.access}, reading only` : token.access],
    ['grants', or(token.grants.map(grantText).join(', '))],
    ['catalogue', token.access === 'full' ? null : `version ${token.catalogueVersion}`],
    ['times', or(token.timeWindows.map(windowText).join(', ')) ?? 'any'],
    ['addresses', or(token.ipAllowlist.join(', ')) ?? 'any'],
    ['not before', notBefore && timeText(notBefore)],
    ['expires', expiresAt === null ? 'never' : timeText(expiresAt)],
    ['rate', rateLimit && rateText(rateLimit)],
    ['uses', useQuota === null ? null : `${usesLeft ?? 0} left of ${useQuota}`],
    ['last used', lastUsed ? lastUseText(lastUsed) : 'never'],
    ['created', `${timeText(token.createdAt)}${token.createdBy ? ` by ${token.createdBy}` : ''}${token.createdFrom ? ` from ${token.createdFrom}` : ''}`],
    ['revoked', revokedAt && `${timeText(revokedAt)}${token.revokedBy ? ` by ${token.revokedBy}` : ''}${token.revokedReason ? `: ${token.revokedReason}` : ''}`],
    ['version', String(token.version)],
  ]);
}

/** Only where a secret is being replaced is there more to say than the token does. */
export function credentialLines(credentials: readonly Credential[]): string {
  if (credentials.length < 2) return '';
  return credentials
    .map(({ publicId, endsAt, uses, lastUsed }) => {
      const until = endsAt === null ? 'the new secret' : `the old secret, works until ${timeText(endsAt)}`;
      return `${publicId}  ${until}; used ${uses} ${uses === 1 ? 'time' : 'times'}${lastUsed ? `, last ${lastUseText(lastUsed)}` : ''}\n`;
    })
    .join('');
}
