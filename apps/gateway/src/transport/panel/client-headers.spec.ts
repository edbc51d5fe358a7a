import { headersForClient, headersForPanel } from './client-headers.js';

const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'x']));

describe('the headers of a client', () => {
  it.each([
    'accept', 'accept-encoding', 'accept-language', 'user-agent', 'content-type', 'content-length', 'content-encoding', 'range', 'if-none-match',
    'cache-control', 'pragma', 'origin', 'referer', 'host', 'authorization', 'x-requested-with', 'x-request-id', 'x-custom',
  ])('are passed on when they are its own affair: %s', (name) => expect(headersForPanel(of([name]))).toEqual(of([name])));

  it.each([
    'x-original-url', 'x-original-host', 'x-original-uri', 'x-original-forwarded-for', 'x-rewrite-url', 'x-host', 'x_forwarded_for', 'content_length', 'a_b',
    'x-forwarded-for', 'x-forwarded-user', 'x-forwarded-anything', 'x-forwarded', 'x-real-ip', 'x-client-ip', 'client-ip', 'true-client-ip', 'cf-connecting-ip',
    'x-cluster-client-ip', 'fastly-client-ip', 'x-http-method-override', 'x-http-method', 'x-method-override', 'x-anything-override', 'remote-user', 'x-remote-user',
    'x-auth-request-user', 'x-authenticated-user', 'x-user', 'ssl-client-cert', 'x-client-cert', 'x-ssl-client-verify', 'proxy', 'proxy-connection', 'via', 'cookie',
    'forwarded', 'connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'proxy-authorization', 'X-Original-URL',
  ])('end here when they claim who it is, where it comes from or what it calls: %s', (name) => expect(headersForPanel(of([name]))).toEqual({}));
});

describe('the headers of a panel', () => {
  it('are passed on, but for its cookies, its request id, and what ends at the next hop', () => {
    const own = of(['content-type', 'content-length', 'content-encoding', 'etag', 'cache-control', 'x-custom']);
    expect(headersForClient({ ...own, 'set-cookie': ['a=b'], 'x-request-id': 'theirs', connection: 'close, X-Hop', 'x-hop': 'x', 'keep-alive': 'x' })).toEqual(own);
  });
});
