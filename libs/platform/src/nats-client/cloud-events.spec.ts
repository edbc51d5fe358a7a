import type { Event } from '@portcullis/contracts';
import { decodeAttribute, decodeEvent, encodeAttribute, encodeEvent } from './cloud-events.js';
import { Subjects } from './subjects.js';

const subjects = new Subjects();
const event: Event = {
  id: 'evt_1',
  type: 'token.revoked',
  source: '/tokens/17',
  subject: 'tok "ü" 100%',
  tenantId: 'ten_a',
  time: '2027-01-31T12:00:00.000Z',
  data: { name: 'deploy', accountId: null },
};

function message(changed: (headers: ReturnType<typeof encodeEvent>['headers']) => void = () => undefined, one = event) {
  const { headers, payload } = encodeEvent(one);
  changed(headers);
  return { subject: subjects.event(one), headers, data: new TextEncoder().encode(payload) };
}

describe('events as CloudEvents 1.0 in binary mode', () => {
  it('come out as they went in', () => {
    expect(decodeEvent(message(), subjects)).toEqual({ ok: true, value: event });
  });

  it('carry their place in history, if they have one', () => {
    const placed: Event = { ...event, changes: { authority: 'tokens', shard: 17, epoch: 1_795_000_000_000, firstRev: 5, lastRev: 6 } };
    const sent = message(undefined, placed);
    expect(sent.headers.get('ce-changes')).toBe('tokens/17/1795000000000/5-6');
    expect(decodeEvent(sent, subjects)).toEqual({ ok: true, value: placed });
  });

  it.each([['tokens/17/1/5'], ['audit/17/1/5-6'], ['tokens/64/1/5-6'], ['tokens/17/-1/5-6'], ['tokens/17/1/5-6/7']])('are not accepted with a place in history that is none: %s', (text) => {
    expect(decodeEvent(message((headers) => headers.set('ce-changes', text)), subjects).ok).toBe(false);
  });

  it('put every attribute into a header of its own and the data alone into the payload', () => {
    const { headers, payload } = encodeEvent(event);
    expect(headers.keys().sort()).toEqual([
      'ce-datacontenttype',
      'ce-id',
      'ce-source',
      'ce-specversion',
      'ce-subject',
      'ce-tenantid',
      'ce-time',
      'ce-type',
    ]);
    expect(headers.get('ce-subject')).toBe('tok%20%22%C3%BC%22%20100%25');
    expect(JSON.parse(payload)).toEqual(event.data);
  });

  const required = ['specversion', 'id', 'type', 'source', 'subject', 'time', 'tenantid'];
  it.each(required)('are not accepted without %s', (name) => {
    expect(decodeEvent(message((headers) => headers.delete(`ce-${name}`)), subjects).ok).toBe(false);
  });

  it('are not accepted on another subject: who may publish denials must not forge a revocation', () => {
    const forged = { ...message(), subject: 'portcullis.denials.ten_a' };
    expect(decodeEvent(forged, subjects)).toEqual({ ok: false, refusal: 'on a subject that is not its own' });
    const elsewhere = message((headers) => headers.set('ce-tenantid', 'ten_b'));
    expect(decodeEvent(elsewhere, subjects)).toEqual({ ok: false, refusal: 'on a subject that is not its own' });
  });

  it.each([['[1]'], ['7'], ['nonsense']])('are not accepted with data that is no object: %s', (text) => {
    expect(decodeEvent({ ...message(), data: new TextEncoder().encode(text) }, subjects).ok).toBe(false);
  });

  it.each([
    ['Euro € 😀', 'Euro%20%E2%82%AC%20%F0%9F%98%80'],
    ['a"b%c', 'a%22b%25c'],
    ['line\nbreak', 'line%0Abreak'],
    ['!~', '!~'],
  ])('percent-encode as the specification says: %j', (plain, encoded) => {
    expect(encodeAttribute(plain)).toBe(encoded);
    expect(decodeAttribute(encoded)).toBe(plain);
  });

  it('decode once only, either case of hex, and refuse what is not UTF-8', () => {
    expect(decodeAttribute('%2520')).toBe('%20');
    expect(decodeAttribute('%c3%bc')).toBe('ü');
    expect(decodeAttribute('%C3')).toBeUndefined();
    expect(decodeAttribute('100%')).toBeUndefined();
  });
});
