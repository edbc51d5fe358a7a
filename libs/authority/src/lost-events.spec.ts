import type { Event } from '@portcullis/contracts';
import { instant, shard } from '@portcullis/kernel';
import { findLostEvents, type Memories } from './lost-events.js';
import type { LostHistory } from './recover.js';

const S = shard(17);
const AT = Date.parse('2027-01-31T12:00:00Z');
const lost: LostHistory = { epoch: 9, since: new Map([[S, { epoch: 5, rev: 10 }]]), at: instant(AT), seen: new Map() };

/** `5/11`, `5/11-13`: told of these revs of that epoch, so many seconds after the database's last moment. */
function told(place: string, seconds = 1, fields: { authority?: 'permissions'; shard?: number } = {}): Event & { atMs: number } {
  const [epoch = 0, firstRev = 0, lastRev = firstRev] = place.split(/[/-]/).map(Number);
  return {
    ...{ id: `${place}@${fields.shard ?? ''}`, type: 'token.revoked', source: '/tokens/17', subject: 'tok_1', tenantId: 'ten_1', time: '2027-01-31T12:00:00Z', data: {} },
    changes: { authority: 'tokens', shard: 17, epoch, firstRev, lastRev, ...fields },
    atMs: AT + seconds * 1_000,
  };
}

/** @param heldSince the time from which the stream has everything */
function memories(stream: readonly (Event & { atMs: number })[], heldSince: number, audit: readonly Event[] | 'away' = 'away'): Memories & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    stream: async ({ since, marginMs, wanted }) => {
      asked.push(since === 0 ? 'all' : 'recent');
      return { events: stream.filter((event) => event.atMs >= since - marginMs && wanted(event)), reachesBack: heldSince <= since };
    },
    audit: async () => {
      asked.push('audit');
      if (audit === 'away') throw new Error('audit is away');
      return audit;
    },
  };
}

const find = async (from: Memories, more: Partial<LostHistory> = {}) => (await findLostEvents('tokens', from, { ...lost, ...more }))[0]!;
const places = (events: readonly Event[]): string[] => events.map(({ id }) => id.replace(/@.*/, ''));
const LONG_AGO = 1;

describe('what a database has lost', () => {
  it('is nothing when nobody was told more, and only the newest of the stream is read', async () => {
    const from = memories([told('5/9', -1), told('5/10', -1)], LONG_AGO);
    expect(await find(from)).toMatchObject({ events: [], doubt: null });
    expect(from.asked).toEqual(['recent']);
  });

  it('is what the stream tells past its position, of its own shards and its own doing, in the order of history', async () => {
    const others = [told('5/11', 1, { authority: 'permissions' }), told('5/11', 1, { shard: 18 }), told('9/1'), { ...told('5/12'), id: 'x', changes: undefined }];
    const from = memories([told('6/14'), told('5/10'), told('5/12-13'), told('5/11'), told('5/11'), ...others], LONG_AGO);
    const { events, doubt } = await find(from);
    expect(places(events)).toEqual(['5/11', '5/12-13', '6/14']);
    expect(doubt).toBeNull();
  });

  it('is looked for further back where the clocks do not agree', async () => {
    const from = memories([told('5/11', -3_600), told('5/12', 1)], LONG_AGO);
    expect(await find(from)).toMatchObject({ doubt: null });
    expect(from.asked).toEqual(['recent', 'all']);
  });

  it('is asked of audit where the stream has a gap', async () => {
    const from = memories([told('5/12')], LONG_AGO, [told('5/11')]);
    const { events, doubt } = await find(from);
    expect(places(events)).toEqual(['5/11', '5/12']);
    expect(doubt).toBeNull();
  });

  it('is in doubt where neither has a change that others join', async () => {
    expect(await find(memories([told('5/12')], LONG_AGO, []))).toMatchObject({ doubt: 'change 11 is kept nowhere' });
    expect(await find(memories([told('5/11'), told('6/13')], LONG_AGO, [told('5/11')]))).toMatchObject({ doubt: 'change 12 is kept nowhere' });
  });

  it('is in doubt where a verifier has seen more than anybody has kept', async () => {
    const seen = new Map([[S, { epoch: 5, rev: 12 }]]);
    expect(await find(memories([told('5/11')], LONG_AGO, []), { seen })).toMatchObject({ doubt: 'change 12 is kept nowhere' });
    expect(await find(memories([told('5/11')], LONG_AGO, [told('5/12')]), { seen })).toMatchObject({ doubt: null });
  });

  it('is asked of audit where the stream was made anew, and believed when somebody who followed the shard has seen no more', async () => {
    const anew = AT + 500;
    const from = memories([told('5/12')], anew, [told('5/11')]);
    const { events, doubt } = await find(from, { seen: new Map([[S, { epoch: 5, rev: 12 }]]) });
    expect(places(events)).toEqual(['5/11', '5/12']);
    expect(doubt).toBeNull();
    expect(from.asked).toContain('audit');
  });

  it('is in doubt where the stream was made anew and nobody is left who followed the shard', async () => {
    const anew = AT + 500;
    expect(await find(memories([], anew, []))).toMatchObject({ events: [], doubt: 'the stream of events does not go back so far' });
    expect(await find(memories([], anew, []), { seen: new Map([[S, { epoch: 4, rev: 99 }]]) })).toMatchObject({ doubt: expect.any(String) as string });
    expect(await find(memories([], anew, []), { seen: new Map([[S, { epoch: 5, rev: 10 }]]) })).toMatchObject({ doubt: null });
  });

  it('is not known while a memory that is needed does not answer', async () => {
    await expect(find(memories([told('5/12')], LONG_AGO))).rejects.toThrow('audit is away');
  });
});
