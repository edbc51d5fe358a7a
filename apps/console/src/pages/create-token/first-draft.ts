import type { Account, EffectivePolicy } from '@portcullis/client';
import type { Base, Draft } from './draft.js';
import { firstChoice, type Life } from './expiry.js';
import type { Picks } from './preset-inputs.js';

/** What runs unattended for years is renewed once in one; what can do everything is not left lying about. */
const LIVES: Readonly<Record<string, Life>> = { 'acme-dns-01': 'year', 'dynamic-dns': 'year', 'read-only-monitoring': 'year', full: 'month' };

/** What a form begins with: the account's own names wherever there is but one answer. */
export function firstDraft(base: Base, { username, domains }: Pick<Account, 'username' | 'domains'>, policy: EffectivePolicy): Draft {
  const wanted = LIVES[base.kind === 'preset' ? base.preset.name : base.kind] ?? 'quarter';
  return {
    picks: base.kind === 'preset' ? firstPicks(base.preset.name, username, domains.length === 1 ? domains : []) : {},
    features: {},
    limits: [],
    name: null,
    description: '',
    expiry: { choice: firstChoice(wanted, policy), date: null },
    ips: [],
    readOnly: false,
    rate: null,
    quota: null,
  };
}

function firstPicks(preset: string, username: string, only: readonly string[]): Picks {
  switch (preset) {
    case 'acme-dns-01':
      return { domain: only, hosts: only };
    case 'dynamic-dns':
      return { domain: only, types: ['A'] };
    case 'mailboxes':
      return { domain: only };
    case 'dns-manager':
      return { zones: only };
    case 'certificate-installer':
      return { domains: only };
    case 'databases':
      return { prefix: [`${username}_`] };
    case 'backup-reader':
      return { directories: ['public_html'] };
    default:
      return {};
  }
}
