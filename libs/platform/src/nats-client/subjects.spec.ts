import { shard } from '@portcullis/kernel';
import { Subjects } from './subjects.js';

const call = { service: 'tokens', name: 'read_token' } as const;

describe('subjects', () => {
  it('lead a call to its service, shard and name', () => {
    const subjects = new Subjects();
    expect(subjects.rpc(call, shard(17))).toBe('portcullis.rpc.tokens.17.read_token');
    expect(subjects.rpcOfAllShards(call)).toBe('portcullis.rpc.tokens.*.read_token');
    expect(subjects.shardOf('portcullis.rpc.tokens.17.read_token')).toBe('17');
  });

  it('keep denials apart from all other events, since gateways may publish only those', () => {
    const subjects = new Subjects();
    expect(subjects.event({ tenantId: 'ten_a', type: 'token.revoked' })).toBe('portcullis.events.ten_a.token.revoked');
    expect(subjects.event({ tenantId: 'ten_a', type: 'request.denied' })).toBe('portcullis.denials.ten_a');
  });

  it('keep one installation, or one test, apart from another', () => {
    expect(new Subjects().streams).toEqual({
      events: { name: 'EVENTS', subjects: ['portcullis.events.>'] },
      denials: { name: 'DENIALS', subjects: ['portcullis.denials.>'] },
    });
    expect(new Subjects('t_1').streams).toEqual({
      events: { name: 'EVENTS_t_1', subjects: ['t_1.events.>'] },
      denials: { name: 'DENIALS_t_1', subjects: ['t_1.denials.>'] },
    });
  });

  it.each(['a.b', '*', '>', 'a b', ''])('never let a tenant or type reach into other subjects: %j', (text) => {
    const subjects = new Subjects();
    expect(() => subjects.event({ tenantId: text, type: 'token.revoked' })).toThrow('one subject token');
    expect(() => new Subjects(text)).toThrow('one token');
    if (text !== 'a.b') expect(() => subjects.event({ tenantId: 'ten_a', type: text })).toThrow('words joined by dots');
  });
});
