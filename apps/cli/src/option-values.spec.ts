import { denial, each, given, grant, label, moment, momentPast, nullIfNone, orNone, preset, rate, seconds, wholeNumber } from './option-values.js';

const when = moment(() => Date.parse('2026-11-23T10:00:00Z'));

describe('the text of an option', () => {
  it.each([
    ['90s', 90],
    ['30m', 1800],
    ['12h', 43_200],
    ['7d', 604_800],
  ])('%s is %d seconds', (text, expected) => expect(seconds(text)).toBe(expected));

  it('is a moment, or a time from now', () => {
    expect(when('90d')).toBe('2027-02-21T10:00:00.000Z');
    expect(when('2027-01-31T12:00:00+01:00')).toBe('2027-01-31T12:00:00+01:00');
  });

  it('is a moment, or a time ago', () => {
    const past = momentPast(() => Date.parse('2026-11-23T10:00:00Z'));
    expect(past('7d')).toBe('2026-11-16T10:00:00.000Z');
    expect(past('2027-01-31T12:00:00+01:00')).toBe('2027-01-31T12:00:00+01:00');
    expect(() => past('yesterday')).toThrow('a time ago such as 7d');
  });

  it('is a rate', () => expect(rate('100/60s')).toEqual({ requests: 100, seconds: 60 }));

  it.each([
    ['DNS::parse_zone', { operation: 'DNS::parse_zone' }],
    ['DNS::parse_zone:read', { operation: 'DNS::parse_zone', access: 'read' }],
    ['Email::*:write', { operation: 'Email::*', access: 'write' }],
    ['zoneedit', { feature: 'zoneedit' }],
    ['zoneedit:read', { feature: 'zoneedit', access: 'read' }],
    ['DNS::parse_zone:read on zone:example.com on zone:example.org', { operation: 'DNS::parse_zone', access: 'read', resources: ['zone:example.com', 'zone:example.org'] }],
    ['Cron::edit_line on cron_line:/bin/turn on lights', { operation: 'Cron::edit_line', resources: ['cron_line:/bin/turn on lights'] }],
  ])('%s is a grant', (text, expected) => expect(grant(text)).toEqual(expected));

  it('is a denial in the words of a grant', () => {
    expect(denial('Email::*:write on mailbox:*@example.com')).toEqual({ effect: 'deny', operation: 'Email::*', access: 'write', resources: ['mailbox:*@example.com'] });
  });

  it.each([
    ['read-only-monitoring', { preset: 'read-only-monitoring' }],
    ['dns-manager=zone:example.com', { preset: 'dns-manager', resources: ['zone:example.com'] }],
    ['acme-dns-01=zone:example.com,record:_acme-challenge.example.com/TXT', { preset: 'acme-dns-01', resources: ['zone:example.com', 'record:_acme-challenge.example.com/TXT'] }],
    // A comma may stand in a path.
    ['files-deploy=path:/a,b/**,path:/c/**', { preset: 'files-deploy', resources: ['path:/a,b/**', 'path:/c/**'] }],
  ])('%s is a preset', (text, expected) => expect(preset(text)).toEqual(expected));

  it('is a label, whose value may hold anything', () => expect(label('url=a=b')).toEqual(['url', 'a=b']));

  it.each<[string, (text: string) => unknown]>([
    ['90', seconds],
    ['1w', seconds],
    ['-1s', seconds],
    ['tomorrow', when],
    ['2027-13-45T12:00:00Z', when],
    ['100', rate],
    ['100/60', rate],
    ['1/1s/1s', rate],
    ['DNS::', grant],
    ['DNS::parse_zone:all', grant],
    ['zone edit', grant],
    ['DNS::', denial],
    ['DNS::parse_zone', preset],
    ['dns-manager=', preset],
    ['=dns', label],
    ['1.5', wholeNumber],
    ['', wholeNumber],
  ])('%j is refused', (text, parse) => expect(() => parse(text)).toThrow(/must be/));

  it('none takes a condition away, and more than one adds up', () => {
    expect(nullIfNone(orNone(rate)('none'))).toBeNull();
    expect(nullIfNone(orNone(rate)('1/1s'))).toEqual({ requests: 1, seconds: 1 });
    expect(nullIfNone(undefined)).toBeUndefined();
    expect(each(String)('none', undefined)).toEqual([]);
    expect(each(String)('b', each(String)('a', undefined))).toEqual(['a', 'b']);
  });

  it('that was not given is not sent, but what takes a condition away is', () => {
    expect(given({ a: undefined, b: null, c: [], d: false })).toEqual({ b: null, c: [], d: false });
  });
});
