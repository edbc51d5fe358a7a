import { readAuthorization } from './authorization.js';

describe('an Authorization header', () => {
  it.each(['cpanel user:TOKEN', 'CPANEL user:TOKEN', '  cPanel  user:TOKEN\r\n'])('is read from %p', (header) => {
    expect(readAuthorization(header)).toEqual({ scheme: 'cpanel', user: 'user', token: 'TOKEN' });
  });

  it('says which kind of token it brings', () => {
    expect(readAuthorization('WHM root:TOKEN')).toEqual({ scheme: 'whm', user: 'root', token: 'TOKEN' });
  });

  it('is divided at the first colon', () => {
    expect(readAuthorization('cpanel user:a:b')).toEqual({ scheme: 'cpanel', user: 'user', token: 'a:b' });
  });

  it.each([
    undefined,
    '',
    'cpanel',
    'cpanel user',
    'cpanel :TOKEN',
    'cpanel user:',
    'cpanel us er:TOKEN',
    'whm user',
    'Bearer TOKEN',
    'Basic dTpw',
  ])('opens nothing when it is %p', (header) => expect(readAuthorization(header)).toBeNull());
});
