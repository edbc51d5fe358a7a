import { RecordedCalls } from './recorded-calls.js';

const call = (url: string, bytes = 0) => ({ method: 'GET', url, rawHeaders: [], body: Buffer.alloc(bytes) });

describe('recorded calls', () => {
  it('are the last thousand', () => {
    const recorded = new RecordedCalls();
    for (let at = 0; at < 1001; at++) recorded.add(call(`/${at}`));
    expect(recorded.list()).toHaveLength(1000);
    expect(recorded.list()[0]!.url).toBe('/1');
  });

  it('give way earlier when their bodies are large', () => {
    const recorded = new RecordedCalls();
    for (let at = 0; at < 3; at++) recorded.add(call(`/${at}`, 32 * 1024 * 1024));
    expect(recorded.list().map(({ url }) => url)).toEqual(['/1', '/2']);
  });

  it('once listed do not change', () => {
    const recorded = new RecordedCalls();
    recorded.add(call('/1'));
    const before = recorded.list();
    recorded.clear();
    expect(before).toHaveLength(1);
    expect(recorded.list()).toHaveLength(0);
  });
});
