import { inspect } from 'node:util';
import { parseAuthorization } from './authorization.js';

/** With the secret laid open, for comparing. */
const read = (header: string | undefined) => {
  const credentials = parseAuthorization(header);
  return 'token' in credentials ? { ...credentials, token: credentials.token.reveal() } : credentials;
};

describe('parseAuthorization', () => {
  it.each([
    ['cpanel alice:T0ken', 'cpanel', 'alice', 'T0ken'],
    ['cPanel alice:T0ken', 'cpanel', 'alice', 'T0ken'],
    ['CPANEL alice:T0ken', 'cpanel', 'alice', 'T0ken'],
    ['whm root:T0ken', 'whm', 'root', 'T0ken'],
    ['WHM root:T0ken', 'whm', 'root', 'T0ken'],
    ['cpanel alice:T0ken\r\n', 'cpanel', 'alice', 'T0ken'],
    ['\r\n cpanel \t alice:T0ken \n', 'cpanel', 'alice', 'T0ken'],
    ['cpanel alice:T0:ken', 'cpanel', 'alice', 'T0:ken'],
    ['cpanel alice::', 'cpanel', 'alice', ':'],
  ])('reads %j', (header, scheme, user, token) => {
    expect(read(header)).toEqual({ kind: 'panel', scheme, user, token });
  });

  it.each(['Bearer T0ken', 'bearer T0ken', 'BEARER   T0ken\n'])('reads %j', (header) => {
    expect(read(header)).toEqual({ kind: 'bearer', token: 'T0ken' });
  });

  it.each(['Basic YWxpY2U6cHc=', 'basic alice:password', 'BASIC YWxpY2U6cHc=\r\n'])('does not look into %j', (header) => {
    expect(parseAuthorization(header)).toEqual({ kind: 'basic' });
  });

  it.each([undefined, '', ' ', '\r\n'])('finds nothing in %j', (header) => {
    expect(parseAuthorization(header)).toEqual({ kind: 'none' });
  });

  it.each([
    'cpanel', 'cpanel ', 'cpanel alice', 'cpanel :T0ken', 'cpanel alice:', 'cpanel :', 'cpanelalice:T0ken', 'cpanel\nalice:T0ken',
    'cpanel alice:T0\nken', 'cpanel ali\r\nce:T0ken', 'cpanel alice:T0ken\r\nX-Forged: 1', 'Bearer', 'Bearer ', 'Bearer a\nb', 'Digest username="alice"',
    'Negotiate abc', 'alice:T0ken', 'cpanel\u00a0alice:T0ken', ', cpanel alice:T0ken',
  ])('takes %j for bad credentials', (header) => {
    expect(parseAuthorization(header)).toEqual({ kind: 'malformed' });
  });

  it.each([
    `cpanel a${' '.repeat(60_000)}x`,
    `cpanel${'\t'.repeat(60_000)}\nx`,
    `${' \r\n'.repeat(20_000)}x`,
    `Bearer ${' '.repeat(60_000)}\n`,
    `cpanel alice:T0ken${' '.repeat(500)}`,
  ])('does not read through a header that no client would send: case %#', (header) => {
    const begun = performance.now();
    expect(parseAuthorization(header)).toEqual({ kind: 'malformed' });
    // Backtracking over these took seconds, in which the process answered nobody.
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('hands on a token that cannot be printed', () => {
    for (const header of ['cpanel alice:T0ken', 'Bearer T0ken', 'Basic T0ken', 'cpanel :T0ken']) {
      const credentials = parseAuthorization(header);
      expect(inspect(credentials) + JSON.stringify(credentials)).not.toContain('T0ken');
    }
  });
});
