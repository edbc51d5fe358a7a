import i18next from 'i18next';
import { accountPages } from '../texts/en/account-pages.js';
import { en } from '../texts/en/en.js';
import { receiptWords, type Taken } from './receipt.js';

const i18n = i18next.createInstance();
beforeAll(() => i18n.init({ lng: 'en', resources: { en: { translation: { ...en, ...accountPages } } }, interpolation: { escapeValue: false } }));

const part = { authority: 'tokens', shard: 7, epoch: '1', rev: '42' } as const;
const verifiers = (live: number, confirmed = live, fenced = 0) => ({ live, confirmed, fenced });
const said = (what: object, taken: Taken = 'dead') =>
  receiptWords({ id: 'rcp_1', parts: [part], verifiers: verifiers(3), durationMs: 4.2, pending: false, ...what }, taken, i18n.t, 'en');

describe('a receipt', () => {
  it.each<[string, object, string]>([
    ['all have confirmed', {}, 'Dead on 3 of 3 gateways after 4 ms.'],
    ['there is one gateway', { verifiers: verifiers(1), durationMs: 0.4 }, 'Dead on 1 of 1 gateway after less than 1 ms.'],
    ['it took long', { durationMs: 2_140 }, 'Dead on 3 of 3 gateways after 2.1 sec.'],
    ['one was silent', { verifiers: verifiers(3, 2, 1), durationMs: 2_000 }, 'Dead on 3 of 3 gateways after 2 sec. One of them said nothing, and had to stop answering.'],
    ['more were', { verifiers: verifiers(3, 1, 2) }, 'Dead on 3 of 3 gateways after 4 ms. 2 of them said nothing, and had to stop answering.'],
    ['some are waited for', { verifiers: verifiers(3, 1), pending: true }, 'Dead on 1 of 3 gateways so far. The others stop within seconds.'],
    ['nobody answered from memory', { verifiers: verifiers(0) }, 'Dead at once: no gateway had it in memory.'],
    ['nothing was left to take', { parts: [], verifiers: verifiers(0) }, 'There was nothing left to take: it was over everywhere before.'],
  ])('where %s', (_, what, words) => expect(said(what)).toBe(words));

  it('of an edit says since when it counts', () => {
    expect(said({}, 'inForce')).toBe('In force on 3 of 3 gateways after 4 ms.');
    expect(said({ verifiers: verifiers(0) }, 'inForce')).toBe('In force at once: no gateway had the old state in memory.');
    expect(said({ pending: true, verifiers: verifiers(2, 1) }, 'inForce')).toBe('In force on 1 of 2 gateways so far. The others follow within seconds.');
  });
});
