import type { Event } from '@portcullis/contracts';
import { instant } from '@portcullis/kernel';
import { createLogger, randomBytes } from '@portcullis/platform/runtime';
import type { Denied } from '../use-cases/ports.js';
import { denialLog } from './denial-log.js';

function world(publish: (event: Event) => Promise<void> = () => Promise.resolve()) {
  const told: Event[] = [];
  const lines: string[] = [];
  let nowMs = 0;
  const denials = denialLog({
    instance: 'gateway-1',
    publish: (event) => {
      told.push(event);
      return publish(event);
    },
    clock: { now: () => instant(nowMs) },
    randomBytes,
    log: createLogger({ instance: 'spec', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
  });
  let requests = 0;
  const deny = (tokenId: string, code = 'token_revoked', of: Partial<Denied> = {}) =>
    denials.record('ten_1', {
      requestId: `req_${++requests}`,
      ip: '192.0.2.1',
      tokenId,
      publicId: 'p',
      accountId: null,
      operation: 'DNS::parse_zone',
      code,
      missing: '',
      grant: null,
      ...of,
    });
  return { told, lines, deny, at: (ms: number) => (nowMs = ms), of: (tokenId: string) => told.filter(({ subject }) => subject === tokenId) };
}

describe('the denial log', () => {
  it('tells a denial as it was, with its time', async () => {
    const { told, deny, at } = world();
    at(1_000);
    await deny('tok_1');
    expect(told).toMatchObject([
      { type: 'request.denied', source: '/gateway/gateway-1', subject: 'tok_1', tenantId: 'ten_1', time: '1970-01-01T00:00:01.000Z' },
    ]);
    expect(told[0]!.data).not.toHaveProperty('repeated');
  });

  it('tells 20 of one token and code in a minute, counts the rest, and tells their number after the minute', async () => {
    const { deny, at, of, told } = world();
    for (let i = 0; i < 120; i++) await deny('tok_loud');
    expect(told).toHaveLength(20);
    at(59_999);
    await deny('tok_other');
    expect(of('tok_loud')).toHaveLength(20);
    at(60_000);
    await deny('tok_other');
    expect(of('tok_loud')[20]).toMatchObject({ time: '1970-01-01T00:00:00.000Z', data: { code: 'token_revoked', requestId: 'req_120', repeated: 100 } });
    await deny('tok_loud');
    expect(of('tok_loud')).toHaveLength(22);
    expect(of('tok_loud')[21]!.data).toMatchObject({ requestId: 'req_123' });
  });

  it('does not let one token or reason hide another', async () => {
    const { deny, of, told } = world();
    for (let i = 0; i < 30; i++) await deny('tok_loud');
    await deny('tok_loud', 'not_granted');
    await deny('tok_quiet');
    expect(of('tok_loud').at(-1)!.data).toMatchObject({ code: 'not_granted' });
    expect(of('tok_quiet')).toHaveLength(1);
    expect(told).toHaveLength(22);
  });

  it('says nothing after the minute when nothing was left out', async () => {
    const { deny, at, told } = world();
    for (let i = 0; i < 20; i++) await deny('tok_1');
    at(60_000);
    await deny('tok_2');
    expect(told).toHaveLength(21);
  });

  it('remembers 10,000 tokens and codes at most: the oldest is told early, and nothing is lost', async () => {
    const { deny, of, told } = world();
    for (let i = 0; i < 25; i++) await deny('tok_loud');
    for (let i = 0; i < 10_000; i++) await deny(`tok_${i}`);
    expect(of('tok_loud').at(-1)!.data).toMatchObject({ repeated: 5 });
    expect(told).toHaveLength(20 + 1 + 10_000);
  });

  it('answers the code that it tells, an id of its own', async () => {
    const { told, deny } = world();
    const code = await deny('tok_1');
    expect(code).toMatch(/^dny_[0-9A-Za-z]{22}$/);
    expect(told).toMatchObject([{ data: { denial: code } }]);
  });

  it('gives the same denial the same code for a minute, also where it is only counted, and another one another', async () => {
    const { deny, at, told } = world();
    const grant = { operation: 'DNS::parse_zone' };
    const codes = [];
    for (let i = 0; i < 25; i++) codes.push(await deny('tok_1', 'not_granted', { grant }));
    expect(new Set(codes).size).toBe(1);
    expect(new Set(told.map(({ data }) => data['denial']))).toEqual(new Set([codes[0]]));
    const others = [
      await deny('tok_2', 'not_granted', { grant }),
      await deny('tok_1', 'read_only_grant', { grant }),
      await deny('tok_1', 'read_only_grant', { grant, operation: 'DNS::lookup' }),
      await deny('tok_1', 'read_only_grant', { grant: { ...grant, resources: ['zone:example.com'] } }),
    ];
    expect(new Set([codes[0], ...others]).size).toBe(5);
    at(60_000);
    expect(await deny('tok_1', 'not_granted', { grant })).not.toBe(codes[0]);
  });

  it('gives a denial its code however often another was repeated before it', async () => {
    const { deny, of } = world();
    for (let i = 0; i < 50; i++) await deny('tok_1');
    expect(await deny('tok_1', 'token_revoked', { missing: 'Another thing.' })).toMatch(/^dny_/);
    expect(of('tok_1')).toHaveLength(21);
    for (let i = 0; i < 50; i++) await deny('tok_1', 'token_revoked', { missing: `Thing ${i}.` });
    expect(of('tok_1')).toHaveLength(39);
  });

  it('answers no code for what nobody could open: counted and never told, or lost', async () => {
    const { deny, told, at } = world();
    for (let i = 0; i < 20; i++) await deny('tok_1', 'token_revoked', { missing: `Thing ${i}.` });
    expect(await deny('tok_1', 'token_revoked', { missing: 'Another thing.' })).toBeNull();
    at(60_000);
    await deny('tok_2');
    expect(told.at(-2)!.data).toMatchObject({ repeated: 1, missing: 'Another thing.', denial: null });
    expect(await world(() => Promise.reject(new Error('no stream'))).deny('tok_1')).toBeNull();
  });

  it('answers a code as soon as one of the same denials has arrived, whichever it is', async () => {
    let lost = true;
    const { deny, told } = world(() => (lost ? Promise.reject(new Error('no stream')) : Promise.resolve()));
    expect(await deny('tok_1')).toBeNull();
    lost = false;
    expect(await deny('tok_1')).toBe(told[0]!.data['denial']);
    lost = true;
    expect(await deny('tok_1')).toBe(told[0]!.data['denial']);
  });

  it('never throws, and says in the log what the trail lacks', async () => {
    const { deny, lines } = world(() => Promise.reject(new Error('no stream')));
    await deny('tok_1');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'a denial is missing from the audit trail', tokenId: 'tok_1', code: 'token_revoked' });
  });
});
