import type { EffectivePolicy, Policy } from '@portcullis/client';
import i18next from 'i18next';
import { en } from '../../texts/en/en.js';
import { staffPages } from '../../texts/en/staff-pages.js';
import { narrowingWords } from './narrowing.js';

const i18n = i18next.createInstance({ lng: 'en', resources: { en: { translation: { ...en, ...staffPages } } }, interpolation: { escapeValue: false }, initAsync: false });
void i18n.init();

const OWN: Policy = {
  rateLimit: null, deadTokenDays: 90, longestLifeSeconds: 7_776_000, expiryRequired: false, ipAllowlist: null, ipAllowlistRequired: true, tokensPerAccount: null,
  presets: null, idleSeconds: null, tokenRateLimit: null,
};
const words = (effective: Partial<EffectivePolicy>) => narrowingWords(OWN, { ...OWN, ...effective }, i18n.t, 'en');

it('nothing is said of what only the tenant itself lays down', () => {
  expect(words({})).toEqual({});
});

it('what tenants above make stricter is said beside each field, in its own measure', () => {
  expect(
    words({ longestLifeSeconds: 86_400, expiryRequired: true, deadTokenDays: 7, tokensPerAccount: 1200, rateLimit: { requests: 6000, seconds: 60 }, tokenRateLimit: { requests: 5, seconds: 7 }, presets: ['databases', 'own-one'], idleSeconds: 5_400 }),
  ).toEqual({
    longestLifeSeconds: 'A tenant above is stricter: 1 day.',
    expiryRequired: 'A tenant above is stricter: they must.',
    deadTokenDays: 'A tenant above is stricter: 7 days.',
    tokensPerAccount: 'A tenant above is stricter: 1,200.',
    rateLimit: 'A tenant above is stricter: 6,000 a minute.',
    tokenRateLimit: 'A tenant above is stricter: 5 in 7 seconds.',
    presets: 'A tenant above is stricter: Databases and own-one.',
    idleSeconds: 'A tenant above is stricter: 5,400 seconds.',
  });
});

it('a list is no stricter for standing in another order', () => {
  expect(narrowingWords({ ...OWN, presets: ['mailboxes', 'databases'] }, { ...OWN, presets: ['databases', 'mailboxes'] }, i18n.t, 'en')).toEqual({});
});

it('addresses that nobody is left with are nowhere', () => {
  expect(words({ ipAllowlist: ['192.0.2.0/28'] })).toEqual({ ipAllowlist: 'With those of the tenants above, this is left: 192.0.2.0/28.' });
  expect(words({ ipAllowlist: [] })).toEqual({ ipAllowlist: 'With those of the tenants above, this is left: nowhere.' });
});
