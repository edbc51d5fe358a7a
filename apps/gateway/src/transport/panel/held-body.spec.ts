import { PassThrough, Readable } from 'node:stream';
import { HeldBody } from './held-body.js';

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe('a held body', () => {
  it('is complete only when its end has come', async () => {
    const stream = new PassThrough();
    const body = new HeldBody(stream);
    stream.write('a=1&');
    const reading = body.readUpTo(100);
    expect(body.complete).toBe(false);
    stream.end('b=2');
    expect(await reading).toBe(true);
    expect(body.complete).toBe(true);
    expect(body.release()!.toString()).toBe('a=1&b=2');
  });

  it('that is longer than the limit is given back whole, as a stream', async () => {
    const stream = new PassThrough();
    const body = new HeldBody(stream);
    stream.write('abcd');
    expect(await body.readUpTo(2)).toBe(true);
    stream.write('efgh');
    expect(await body.readUpTo(6)).toBe(true);
    expect(body.complete).toBe(false);
    expect(body.release()).toBeNull();
    stream.end('ij');
    expect(await textOf(stream)).toBe('abcdefghij');
  });

  it('may be empty, or not be there at all', async () => {
    const empty = new HeldBody(Readable.from([]));
    await empty.readUpTo(10);
    expect(empty.release()).toEqual(Buffer.alloc(0));
    const none = new HeldBody(undefined);
    expect(await none.readUpTo(10)).toBe(true);
    expect(none.complete).toBe(true);
    expect(none.release()).toBeNull();
  });

  it('whose sender leaves is none', async () => {
    const stream = new PassThrough();
    const body = new HeldBody(stream);
    stream.write('a');
    const reading = body.readUpTo(10);
    stream.destroy(new Error('aborted'));
    expect(await reading).toBe(false);
  });
});
