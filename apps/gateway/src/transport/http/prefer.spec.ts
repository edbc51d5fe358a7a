import { prefersAsync } from './prefer.js';

describe('a client prefers not to wait', () => {
  it.each(['respond-async', 'Respond-Async', 'wait=10, respond-async', 'respond-async; foo=bar, wait=10', ' respond-async ,handling=lenient', 'respond-async=""', 'foo="a, b", respond-async'])(
    'where it says %j',
    (header) => expect(prefersAsync(header)).toBe(true),
  );

  it('where one of several headers says so', () => expect(prefersAsync(['wait=10', 'respond-async'])).toBe(true));

  it.each([undefined, '', 'wait=10', 'respond-asynchronously', 'no-respond-async', 'respond-async=no', 'foo="x, respond-async"', 'foo; respond-async', 'foo="\\", respond-async'])(
    'and not where it says %j',
    (header) => expect(prefersAsync(header)).toBe(false),
  );
});
