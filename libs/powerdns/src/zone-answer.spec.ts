import { readZoneAnswer, zonePath } from './zone-answer.js';

const read = (answer: unknown) => readZoneAnswer(Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer)), 'example.com');

describe('what a server answers to a read of a zone', () => {
  it('tells which records it has, as grants name them', () => {
    const rrsets = [{ name: 'example.com.', type: 'SOA' }, { name: 'WWW.example.com.', type: 'a' }, { name: '*.example.com.', type: 'TXT' }];
    expect(read({ name: 'example.com.', rrsets })).toEqual([
      { name: 'example.com', type: 'SOA' },
      { name: 'www.example.com', type: 'A' },
      { name: '*.example.com', type: 'TXT' },
    ]);
  });

  it('tells nothing of what no grant could name', () => {
    expect(read({ rrsets: [null, {}, { name: 'example.org.', type: 'A' }, { name: 'www.example.com', type: 'A' }, { name: 'a.example.com.', type: 1 }] })).toEqual([]);
  });

  it.each(['<html>', 'null', '[]', { error: 'Not Found' }, { rrsets: {} }])('is a failure where it is something else: %j', (answer) => expect(read(answer)).toBeNull());
});

it('is asked for under the zone’s id', () => expect(zonePath('example.com')).toBe('/api/v1/servers/localhost/zones/example.com.'));
