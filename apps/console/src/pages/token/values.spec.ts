import type { Token } from '@portcullis/client';
import i18next from 'i18next';
import { accountPages } from '../../texts/en/account-pages.js';
import { en } from '../../texts/en/en.js';
import type { Changeable } from './edit-fields.js';
import { valueWords } from './values.js';

const i18n = i18next.createInstance();
beforeAll(() => i18n.init({ lng: 'en', resources: { en: { translation: { ...en, ...accountPages } } }, interpolation: { escapeValue: false } }));

const none = {
  ...{ name: 'acme-sh', description: '', expiresAt: null, ipAllowlist: [], readOnly: false, rateLimit: null, useQuota: null, labels: {}, access: 'full', grants: [] },
  ...{ notBefore: null, timeWindows: [] },
} as const;
const window = { days: ['mon', 'fri'], from: '08:00', to: '18:00', zone: 'Europe/Berlin' } as const;

it.each<[Changeable, object, string]>([
  ['name', {}, 'acme-sh'],
  ['description', {}, 'None'],
  ['expiresAt', {}, 'Never'],
  ['notBefore', {}, 'At once'],
  ['ipAllowlist', {}, 'Any address'],
  ['ipAllowlist', { ipAllowlist: ['192.0.2.7', '2001:db8::/32'] }, '192.0.2.7, 2001:db8::/32'],
  ['readOnly', { readOnly: true }, 'Yes'],
  ['rateLimit', {}, 'No limit of its own'],
  ['rateLimit', { rateLimit: { requests: 1000, seconds: 60 } }, '1,000 requests a minute'],
  ['rateLimit', { rateLimit: { requests: 5, seconds: 90 } }, '5 requests in 90 seconds'],
  ['useQuota', {}, 'Any number'],
  ['useQuota', { useQuota: 10_000 }, '10,000 uses'],
  ['labels', { labels: { team: 'dns', live: '' } }, 'team: dns, live'],
  ['access', {}, 'Full access'],
  ['grants', { access: 'restricted', grants: [{ operation: 'DNS::lookup' }] }, 'One grant'],
  ['timeWindows', {}, 'At any time'],
  ['timeWindows', { timeWindows: [window] }, 'Mon, Fri 08:00–18:00 (Europe/Berlin)'],
])('%s of %j reads: %s', (field, token, words) => expect(valueWords(field, { ...none, ...token } as Pick<Token, Changeable>, i18n.t, 'en')).toBe(words));
