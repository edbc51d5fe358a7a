import type { RequestListener } from 'node:http';
import { randomBytes } from '@portcullis/platform/runtime';
import { alice, arrived, bob, carol, credentials, heads, newCredential, open, openDoor, revoked, scene, until, type Reply } from './panel-door-for-spec.js';

openDoor();

describe('a call that was opened before a revoke', () => {
  it.each([['none of its body', 0], ['a part of its body', 5], ['more than a stranger may send', 100_000]])('with %s sent by then is refused, and the panel hears nothing', async (_, bytes) => {
    const opened = heads(70);
    const calls = Array.from({ length: 70 }, () => open(alice, 'POST', { 'content-length': bytes + 5 }));
    await opened;
    for (const { sent } of calls) if (bytes > 0) await new Promise((resolve) => sent.write(Buffer.alloc(bytes), resolve));
    revoked.add(alice);
    for (const { sent } of calls) sent.end('later');
    const replies = await Promise.all(calls.map(({ reply }) => reply));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]));
    expect(arrived).toEqual([]);
  });

  it('and waits for its turn is refused, and the panel does not hear of it', async () => {
    scene.answer = () => undefined;
    const calls = Array.from({ length: 20 }, () => open(alice, 'GET').reply);
    await until(() => arrived.length === 16);
    revoked.add(alice);
    for (const [, response] of arrived) response.end('{"status":1}');
    const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(16).fill(200), ...Array(4).fill(401)]);
    expect(arrived).toHaveLength(16);
  });
});

describe('the slow calls of one account', () => {
  it('leave room for another account, and those that find none are told to come back', async () => {
    scene.answer = (request, response) => void (request.headers.authorization!.includes('bob') && response.end('{"status":1}'));
    const slow = Array.from({ length: 20 }, () => open(alice, 'GET').reply);
    await until(() => arrived.length === 16);
    expect(await open(bob, 'GET').reply).toMatchObject({ status: 200 });
    const refused: Reply[] = [];
    for (const reply of slow) void reply.then((one) => one.status === 503 && refused.push(one));
    await until(() => refused.length === 4);
    for (const { headers, text } of refused) expect([headers['retry-after'], JSON.parse(text)]).toEqual(['1', expect.objectContaining({ status: 0 })]);
    for (const [, response] of arrived) if (!response.writableEnded) response.end('{"status":1}');
    await Promise.all(slow);
    expect(arrived).toHaveLength(17);
  });

  it('keep no slot once they have ended, however they end', async () => {
    const endings: [string, RequestListener][] = [
      ['GET', (_request, response) => void response.writeHead(204).end()],
      ['HEAD', (_request, response) => void response.writeHead(200, { 'content-length': 9 }).end()],
      ['GET', (_request, response) => void response.writeHead(401).end('no')],
      ['GET', (_request, response) => void response.writeHead(302, { location: '/' }).end()],
      ['GET', (request) => void request.socket.destroy()],
    ];
    for (const [method, ending] of endings) {
      await newCredential();
      scene.answer = ending;
      for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 16 }, () => open(alice, method).reply));
    }
    await newCredential();
    scene.answer = () => undefined;
    const left = Array.from({ length: 16 }, () => open(alice, 'GET'));
    arrived.length = 0;
    await until(() => arrived.length === 16);
    for (const { sent, reply } of left) {
      reply.catch(() => undefined);
      sent.destroy();
    }
    scene.answer = (_request, response) => void response.end('{"status":1}');
    expect(await open(alice, 'GET').reply).toMatchObject({ status: 200 });
  });
});

describe('a body', () => {
  it.each([['held', 40_000, {}], ['held in chunks', 40_000, { 'transfer-encoding': 'chunked' }], ['held after a judgement', 400_000, {}], ['streamed', 3_000_000, {}], ['streamed in chunks', 3_000_000, { 'transfer-encoding': 'chunked' }]])(
    'that is %s reaches the panel byte for byte',
    async (_, size, headers) => {
      const bytes = Buffer.from(`content=${Buffer.from(randomBytes(size)).toString('hex').slice(0, size - 8)}`);
      const chunks: Buffer[] = [];
      scene.answer = (request, response) => void request.on('data', (chunk: Buffer) => chunks.push(chunk)).once('end', () => response.end('{"status":1}'));
      const sizes = Object.keys(headers).length > 0 ? headers : { 'content-length': size };
      const { sent, reply } = open(alice, 'POST', { 'content-type': 'application/x-www-form-urlencoded', ...sizes });
      sent.end(bytes);
      expect(await reply).toMatchObject({ status: 200 });
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      const { headers: seen } = arrived[0]![0];
      expect(seen['content-type']).toBe('application/x-www-form-urlencoded');
      expect([seen['content-length'], seen['transfer-encoding']]).toEqual(size > 524_288 && 'transfer-encoding' in headers ? [undefined, 'chunked'] : [String(size), undefined]);
    },
  );
});

describe('what the gateway answers for itself', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'])('to %s: no such call, in the shape that panel clients read', async (method) => {
    const { status, headers, text } = await open(alice, method).reply;
    expect([status, headers['allow'], headers['content-type']]).toEqual([405, 'GET, HEAD, POST', 'application/json; charset="utf-8"']);
    expect(JSON.parse(text)).toMatchObject({ status: 0, errors: [expect.any(String)] });
    expect(arrived).toEqual([]);
  });

  it('to a type that is none: the request is at fault, not the panel', async () => {
    const { sent, reply } = open(alice, 'POST', { 'content-type': ';;;' });
    sent.end('a=1');
    expect(await reply).toMatchObject({ status: 415, text: expect.stringContaining('Content-Type') });
    expect(arrived).toEqual([]);
  });

  it('when the authorities are away: not now', async () => {
    scene.away = true;
    expect(await open(alice, 'GET').reply).toMatchObject({ status: 503 });
    expect(arrived).toEqual([]);
  });

  it('carries its own request id, whatever the panel says', async () => {
    scene.answer = (_request, response) => void response.writeHead(200, { 'x-request-id': 'theirs' }).end('{}');
    expect((await open(alice, 'GET').reply).headers['x-request-id']).toMatch(/^req_/);
  });
});

describe('an edit by line', () => {
  const b64 = (text: string): string => Buffer.from(text).toString('base64');
  const record = (line: number, name: string, type: string, ...data: string[]) => ({ type: 'record', line_index: line, dname_b64: b64(name), record_type: type, data_b64: data.map(b64), ttl: 300 });
  const zone = JSON.stringify({ status: 1, data: [record(3, 'example.com.', 'SOA', 'ns1.', 'root.', '7', '1', '2', '3', '4'), record(4, 'a', 'TXT', 'v')] });
  const edit = (): Promise<Reply> => open(carol, 'GET', {}, '/t/acme/execute/DNS/mass_edit_zone?zone=example.com&serial=7&remove=4').reply;
  const answerZone = (then: () => void): void => {
    scene.answer = (request, response) => {
      if (request.url!.includes('parse_zone')) then();
      request.resume().once('end', () => response.end(request.url!.includes('parse_zone') ? zone : '{"status":1}'));
    };
  };

  it('is sent once its lines were read and judged', async () => {
    answerZone(() => undefined);
    expect(await edit()).toMatchObject({ status: 200, text: '{"status":1}' });
    expect(arrived.map(([{ url }]) => url!.replace(/\?.*/, ''))).toEqual(['/execute/DNS/parse_zone', '/execute/DNS/mass_edit_zone']);
  });

  it('is not sent with another credential than its lines were read with', async () => {
    answerZone(() => credentials.set++);
    expect(await edit()).toMatchObject({ status: 503 });
    expect(arrived.map(([{ url }]) => url!.replace(/\?.*/, ''))).toEqual(['/execute/DNS/parse_zone']);
  });
});
