import { activitySearch, filtersOf } from './activity-search.js';

const now = Date.parse('2026-11-28T12:00:30Z');

describe('the address of the activity page', () => {
  it('keeps what makes sense, and nothing else', () => {
    expect(activitySearch({ search: 'acme', kind: 'denials', range: 'day' })).toEqual({ search: 'acme', kind: 'denials', range: 'day' });
    expect(activitySearch({ since: '2026-11-01', until: '2026-11-30' })).toEqual({ since: '2026-11-01', until: '2026-11-30' });
    expect(activitySearch({ range: 'day', since: '2026-11-01' })).toEqual({ range: 'day' });
    expect(activitySearch({ search: '', kind: 'toString', range: 7, since: 'yesterday', until: '2026-13-01', other: 'x' })).toEqual({});
    expect(activitySearch({ search: 'x'.repeat(200) }).search).toHaveLength(100);
  });
});

describe('what is asked for', () => {
  it('is everything where nothing is said', () => expect(filtersOf({}, now)).toEqual({}));

  it('goes back from now, by whole minutes', () => {
    expect(filtersOf({ range: 'hour' }, now)).toEqual({ since: '2026-11-28T11:00:00.000Z' });
    expect(filtersOf({ range: 'hour' }, now + 29_000)).toEqual({ since: '2026-11-28T11:00:00.000Z' });
  });

  it('holds both days whole, by the viewer’s calendar', () => {
    const { since, until } = filtersOf({ since: '2026-11-01', until: '2026-11-01' }, now);
    expect(since).toBe(new Date(2026, 10, 1).toISOString());
    expect(until).toBe(new Date(2026, 10, 2).toISOString());
  });

  it('names kinds as the trail does, and looks for words that can be printed', () => {
    expect(filtersOf({ kind: 'denials', search: ' acme\tsh ' }, now)).toEqual({ type: 'request.denied', search: 'acme sh' });
    expect(filtersOf({ kind: 'account', search: '  ' }, now)).toEqual({ type: 'account.' });
  });
});
