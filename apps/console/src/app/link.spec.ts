import { redeemOnce, takeLink } from './link.js';

const opened = (hash: string) => {
  const addresses: string[] = [];
  const link = takeLink({ hash, pathname: '/console/', search: '?a=b' }, { replaceState: (_data, _title, address) => void addresses.push(String(address)) });
  return { link, addresses };
};

describe('a one-time link', () => {
  it('is taken out of the address before anything else happens', () => {
    expect(opened('#link=pcll1abcDEF012')).toEqual({ link: 'pcll1abcDEF012', addresses: ['/console/?a=b'] });
  });

  it('leaves the address even where it cannot be one', () => {
    expect(opened('#link=<script>')).toEqual({ link: null, addresses: ['/console/?a=b'] });
  });

  it('is none where nothing says so, and the address stays as it is', () => {
    for (const hash of ['', '#', '#top']) expect(opened(hash)).toEqual({ link: null, addresses: [] });
  });
});

describe('the link that opened the page', () => {
  it('is redeemed once, at once, and why it could not be is told once', async () => {
    const failure = new Error('used before');
    const redeemed: string[] = [];
    const opening = redeemOnce('pcll1abc', async (link) => {
      redeemed.push(link);
      throw failure;
    });
    expect(redeemed).toEqual(['pcll1abc']);
    expect(await opening()).toBe(failure);
    expect(await opening()).toBeNull();
    expect(redeemed).toHaveLength(1);
  });

  it('is waited for by all who ask while it is on its way', async () => {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    const opening = redeemOnce('pcll1abc', () => promise);
    const both = Promise.all([opening(), opening()]);
    resolve();
    expect(await both).toEqual([null, null]);
  });

  it('is nothing to wait for where there is none', async () => {
    expect(await redeemOnce(null, () => Promise.reject(new Error('never called')))()).toBeNull();
  });
});
