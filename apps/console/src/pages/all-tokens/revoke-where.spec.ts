import { dayBegins } from './all-tokens-search.js';
import { whereFault, whereFieldsOf, whereOf } from './revoke-where.js';

const NOTHING = whereFieldsOf({});

describe('which tokens are revoked at once', () => {
  it('begins with what the list is narrowed by, as far as it can say that', () => {
    const fields = whereFieldsOf({ label: 'team:dns', before: '2027-01-31', name: 'acme', state: 'active', access: 'full', kind: 'service' });
    expect(whereOf(fields)).toEqual({ label: 'team:dns', createdBefore: dayBegins('2027-01-31'), kind: 'service' });
    expect(whereOf(whereFieldsOf({ account: 'alice' }))).toEqual({ account: 'alice' });
  });

  it('is every one only where that was said, and then nothing else', () => {
    expect(whereOf({ ...NOTHING, isAll: true, account: 'alice', label: 'team:dns' })).toEqual({ all: true });
  });

  it('is never everything for saying nothing', () => {
    expect([whereFault(NOTHING), whereFault({ ...NOTHING, label: ' ' })]).toEqual(['nothing', 'nothing']);
    expect(whereFault({ ...NOTHING, feature: 'zoneedit' })).toBeNull();
    expect(whereFault({ ...NOTHING, isAll: true })).toBeNull();
  });

  it('is not sent with a label that is none', () => {
    expect(whereFault({ ...NOTHING, label: 'team', kind: 'account' })).toBe('label');
  });
});
