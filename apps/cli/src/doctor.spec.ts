import { anotherToken, judgeClock, judgeFile, judgeNode, judgeSilence } from './doctor.js';

describe('doctor', () => {
  it.each([
    [400, 'ok'],
    [-1400, 'ok'],
    [10_000, 'warn'],
    [-10_000, 'warn'],
    [61_000, 'fail'],
  ])('calls a clock that is %d ms ahead %s', (aheadMs, verdict) => expect(judgeClock(aheadMs)).toMatchObject({ verdict }));

  it('tells a certificate that nobody vouches for from a server that is away', () => {
    expect(judgeSilence('self-signed certificate').advice).toContain('NODE_EXTRA_CA_CERTS');
    expect(judgeSilence('connect ECONNREFUSED 192.0.2.1:443').advice).toContain('Check the address');
  });

  it('sends nobody to log in while what the environment says comes first', () => {
    expect(anotherToken('PORTCULLIS_TOKEN')).toMatch(/^Put another one into PORTCULLIS_TOKEN/);
    expect(anotherToken('--token-file')).not.toContain('login');
    expect(anotherToken('/home/a/.config/portcullis/credentials.json')).toContain('portcullis login');
  });

  it('fails a token that others may read', () => {
    expect(judgeFile('f', 0)).toMatchObject({ verdict: 'ok' });
    expect(judgeFile('f', 0o044)).toMatchObject({ verdict: 'fail', advice: expect.stringContaining('chmod 600 f') });
    expect(judgeFile('f', null)).toBeNull();
  });

  it.each([
    ['v20.19.0', 'ok'],
    ['v24.1.0', 'ok'],
    ['v20.18.9', 'fail'],
    ['v18.20.0', 'fail'],
  ])('calls node %s %s', (version, verdict) => expect(judgeNode(version)).toMatchObject({ verdict }));
});
