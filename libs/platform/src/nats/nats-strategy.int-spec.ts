import { Controller } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { headers, type Payload } from '@nats-io/transport-node';
import { contract } from '@portcullis/contracts';
import { shard } from '@portcullis/kernel';
import { malformedHeaders, silent } from '../nats-client/broker-for-spec.js';
import { Handles } from './index.js';
import { hold, Probe, probe, probeWorld, scopeOf, serve, wait, type ProbeWorld } from './probe-for-spec.js';

const ofAnother = contract({ ...wait, service: 'audit', name: 'of_another_service' });
const HELLO = '{"say":"hello","note":null}';

describe('calls over NATS', () => {
  let world: ProbeWorld;

  beforeAll(async () => {
    world = await probeWorld();
  });

  afterAll(() => world?.dispose());

  beforeEach(() => {
    hold.reset();
    world.lines.length = 0;
  });

  const say = (text: string) => world.client.call(probe, { say: text, note: null }, scopeOf());

  interface Raw {
    readonly head?: Readonly<Record<string, string>>;
    readonly shard?: string;
    readonly timeoutMs?: number;
  }

  /** Sends bytes as no client of ours would, and reads the answer as another language would. */
  async function raw(payload: Payload, { head = {}, shard: shardToken = '17', timeoutMs = 2_000 }: Raw = {}) {
    const given = headers();
    const complete = { Tenant: 'ten_a', 'Request-Id': 'req_raw', 'Deadline-Ms': '2000', ...head };
    for (const [name, value] of Object.entries(complete)) given.set(`Portcullis-${name}`, value);
    const subject = world.clientDoor.subjects.rpc(probe, shard(17)).replace('.17.', `.${shardToken}.`);
    const answer = await world.clientDoor.connection.request(subject, payload, { headers: given, timeout: timeoutMs });
    const text = (name: string) => answer.headers?.get(name);
    return { code: text('Nats-Service-Error-Code'), error: text('Nats-Service-Error'), body: answer.string() };
  }

  it('carry request, scope, reply and null there and back', async () => {
    const scope = scopeOf();
    const reply = await world.client.call(probe, { say: 'hello', note: null }, scope);
    expect(reply).toEqual({ ok: true, value: { said: 'hello', note: null, scope } });
  });

  it('carry a refusal as a value', async () => {
    expect(await say('refuse')).toEqual({
      ok: false,
      refusal: { code: 'not_found', detail: 'nothing of that name' },
    });
  });

  it.each([
    ['fault', 'unavailable'],
    ['timeout', 'timeout'],
  ])('carry a fault with its kind and without its internals: %s', async (text, kind) => {
    const fault: unknown = await say(text).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'Fault', kind });
    expect(String(fault)).not.toMatch(/ECONNREFUSED|statement/);
    expect(world.lines).toMatchObject([{ level: 'warn', contract: 'probe', err: { kind } }]);
  });

  const broken = ['throw', 'misfit', 'refuse wrongly', 'large'];
  it.each(broken)('answer a handler that broke with 500 and no internals: %s', async (text) => {
    const answer = await raw(JSON.stringify({ say: text, note: null }));
    expect(answer).toEqual({ code: '500', error: 'something went wrong', body: '' });
    expect(world.lines).toMatchObject([{ level: 'error' }]);
    await expect(say(text)).rejects.toMatchObject({ kind: 'broken', retryable: false });
  });

  it('tell the log, with the request id, what they do not tell the caller', async () => {
    await raw('{"say":"throw","note":null}');
    expect(world.lines).toMatchObject([{ requestId: 'req_raw', err: { message: 'SELECT hunter2 FROM secrets' } }]);
  });

  it.each<[string, Payload]>([
    ['bad JSON', '{"say":'],
    ['nothing', ''],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['an unknown field', '{"say":"hello","note":null,"hunter2":1}'],
    ['a field left out', '{"say":"hello"}'],
    ['a field of the wrong kind', '{"say":"hunter2 hunter2 hunter2 hunter2","note":null}'],
  ])('answer %s at once with 400, and echo nothing of it', async (_, payload) => {
    const { code, error } = await raw(payload);
    expect(code).toBe('400');
    expect(error).toMatch(/^bad request: /);
    expect(error).not.toContain('hunter2');
  });

  it('answer malformed headers with 400, and the service lives on', async () => {
    const subject = world.clientDoor.subjects.rpc(probe, shard(17));
    const answer = await world.clientDoor.connection.request(subject, HELLO, { headers: malformedHeaders(), timeout: 2_000 });
    expect(answer.headers?.get('Nats-Service-Error')).toBe('bad request: headers');
    expect(await say('hello')).toMatchObject({ ok: true });
  });

  it.each(['Tenant', 'Request-Id', 'Deadline-Ms'])('answer a request without its %s with 400', async (name) => {
    const { code, error } = await raw(HELLO, { head: { [name]: '' } });
    expect({ code, error }).toEqual({ code: '400', error: `bad request: header Portcullis-${name}` });
  });

  it.each(['64', 'x', '-1'])('answer a request for shard %s, which does not exist, with 400', async (token) => {
    expect(await raw(HELLO, { shard: token })).toMatchObject({ code: '400', error: 'bad request: shard' });
  });

  it('do not work on what nobody waits for any more', async () => {
    const late = raw('{"say":"throw","note":null}', { head: { 'Deadline-Ms': '0' }, timeoutMs: 100 });
    // Its answer proves that the late one, sent before it, was received.
    await say('hello');
    expect(world.lines).toEqual([]);
    await expect(late).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('are not sent at all when they do not fit their contract', async () => {
    await expect(say('x'.repeat(21))).rejects.toMatchObject({ name: 'Defect' });
  });

  it('end with a timeout when the deadline has passed', async () => {
    const impatient = { ...wait, deadlineMs: 50 };
    await expect(world.client.call(impatient, {}, scopeOf())).rejects.toMatchObject({ kind: 'timeout' });
    hold.release.open();
  });

  it('fail at once when no instance is there', async () => {
    const startedAt = performance.now();
    const call = world.client.call({ ...ofAnother, idempotent: true }, {}, scopeOf());
    await expect(call).rejects.toMatchObject({ kind: 'unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('cannot be handled twice, for another service, or by a bare pattern: the service does not start', async () => {
    @Controller()
    class Twin {
      @Handles(wait)
      wait() {
        return hold.work();
      }
    }
    @Controller()
    class Stranger {
      @Handles(ofAnother)
      wait() {
        return hold.work();
      }
    }
    @Controller()
    class Bare {
      @MessagePattern('bare')
      bare() {
        return 1;
      }
    }
    const start = (...controllers: (typeof Probe | typeof Twin | typeof Stranger | typeof Bare)[]) =>
      serve(controllers, world.serverDoor, silent);
    await expect(start(Probe, Twin)).rejects.toThrow('tokens.wait has two handlers');
    await expect(start(Stranger)).rejects.toThrow('audit.of_another_service is not a contract of tokens');
    await expect(start(Bare)).rejects.toThrow('only @Handles(contract)');
  });
});
