import i18next from 'i18next';
import { en } from '../texts/en/en.js';
import { features as titles } from '../texts/en/features.js';
import { featureTitle, groupedFeatures } from './features.js';

const i18n = i18next.createInstance({ lng: 'en', resources: { en: { translation: en } }, initAsync: false });
void i18n.init();
const found = (features: readonly string[], search?: string) =>
  groupedFeatures(features, i18n.t, search).map(({ group, features: members }) => [group, ...members.map(({ name }) => name)]);

describe('features of an account', () => {
  it('have titles', () => {
    expect(featureTitle('zoneedit', i18n.t)).toBe('DNS zone editor');
    expect(featureTitle('theme-switch', i18n.t)).toBe('Theme');
    expect(featureTitle('of_our_own', i18n.t)).toBe('of_our_own');
  });

  it('stand under what people look for them, by title, and what nobody knows comes last', () => {
    expect(found(['of_our_own', 'mysql', 'zoneedit', 'dnssec'])).toEqual([['domains', 'zoneedit', 'dnssec'], ['databases', 'mysql'], ['other', 'of_our_own']]);
  });

  it('are found by title, by name and by what they stand under, in any case', () => {
    expect(found(['mysql', 'zoneedit', 'popaccts', 'forwarders'], ' ZONE ')).toEqual([['domains', 'zoneedit']]);
    expect(found(['mysql', 'popaccts', 'forwarders'], 'popacc')).toEqual([['email', 'popaccts']]);
    expect(found(['mysql', 'postgres', 'zoneedit'], 'database')).toEqual([['databases', 'mysql', 'postgres']]);
    expect(found(['mysql'], 'nothing like it')).toEqual([]);
  });

  it('that have a title all stand under something', () => {
    expect(found(Object.keys(titles)).flatMap(([, ...names]) => names).sort()).toEqual(Object.keys(titles).sort());
    expect(found(Object.keys(titles)).map(([group]) => group)).not.toContain('other');
  });
});
