import { sessionsHttp, tokensHttp } from '@portcullis/contracts';
import { credentialOf, NO_SESSION_COOKIE, sessionCookie } from './credentials.js';

const OWN = 'https://api.example.com';
const { openSession, readCurrentSession: read, endCurrentSession: end } = sessionsHttp;
const cookie = '__Host-portcullis=pclc1abc';

describe('the credential of a request', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a bearer token', { authorization: 'Bearer pcla1abc' }, 'pcla1abc'],
    ['whatever the case of the scheme, and however many blanks', { authorization: 'bEARER   pcla1abc ' }, 'pcla1abc'],
    ['a bearer token beside a cookie', { authorization: 'Bearer pcla1abc', cookie }, 'pcla1abc'],
    ['a bearer token, whichever page sent it', { authorization: 'Bearer pcla1abc', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 'pcla1abc'],
  ])('is %s', (_, headers, text) => {
    expect(credentialOf(headers, tokensHttp.createAccountToken, OWN)).toEqual({ text, forms: ['token'] });
  });

  it.each([
    [cookie],
    [`theme=dark; ${cookie}`],
    [`${cookie};theme=dark`],
    [` ${cookie} `],
  ])('is the session in the cookie where there is no such header: %s', (text) => {
    expect(credentialOf({ cookie: text }, read, OWN)).toEqual({ text: 'pclc1abc', forms: ['session'] });
  });

  it('is nothing where there is neither', () => {
    for (const other of ['', 'theme=dark', 'portcullis=pclc1abc', '__host-portcullis=pclc1abc', 'x__Host-portcullis=pclc1abc']) {
      expect(credentialOf({ cookie: other }, read, OWN)).toBeNull();
    }
    expect(credentialOf({}, read, OWN)).toBeNull();
    expect(credentialOf({ authorization: '', cookie }, read, OWN)).toBeNull();
  });

  it('is worth nothing where it is ambiguous or no bearer token: then the cookie does not count either', () => {
    expect(credentialOf({ cookie: `${cookie}; ${cookie}` }, read, OWN)).toEqual({ text: '', forms: ['session'] });
    for (const authorization of ['Bearer', 'Basic abc', 'Bearer a b', 'cpanel alice:pcla1abc']) {
      expect(credentialOf({ authorization, cookie }, read, OWN)).toEqual({ text: '', forms: ['token'] });
    }
  });

  it('may be a link only where a session is opened', () => {
    const headers = { authorization: 'Bearer pcll1abc' };
    expect(credentialOf(headers, openSession, OWN)).toEqual({ text: 'pcll1abc', forms: ['token', 'link'] });
    expect(credentialOf(headers, end, OWN)).toEqual({ text: 'pcll1abc', forms: ['token'] });
  });
});

describe('a session cookie', () => {
  const changing = (headers: Record<string, string>) => credentialOf({ cookie, ...headers }, end, OWN);

  it.each<Record<string, string>>([{ 'sec-fetch-site': 'same-origin' }, { origin: OWN }, { 'sec-fetch-site': 'same-origin', origin: 'https://behind.example' }])(
    'changes something when the page is the console’s own: %j',
    (headers) => {
      expect(changing(headers)).toEqual({ text: 'pclc1abc', forms: ['session'] });
    },
  );

  it.each<Record<string, string>>([
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': '' },
    { 'sec-fetch-site': 'cross-site', origin: OWN },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${OWN}.evil.example` },
    { origin: 'http://api.example.com' },
  ])('changes nothing for any other sender: %j', (headers) => {
    expect(changing(headers)).toBe('cross_site');
  });

  it('reads, whoever sends it: the answer is for the same site only', () => {
    expect(credentialOf({ cookie, 'sec-fetch-site': 'cross-site' }, read, OWN)).toEqual({ text: 'pclc1abc', forms: ['session'] });
  });

  it('is given and taken with the attributes that its name demands', () => {
    expect(sessionCookie('pclc1abc')).toBe('__Host-portcullis=pclc1abc; Path=/; Secure; HttpOnly; SameSite=Strict');
    expect(NO_SESSION_COOKIE).toBe('__Host-portcullis=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0');
  });
});

describe('a session', () => {
  const headers = { authorization: 'Bearer pcll1abc' };

  it.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }])(
    'is not opened from another site’s page: %j',
    (sender) => {
      expect(credentialOf({ ...headers, ...sender }, openSession, OWN)).toBe('cross_site');
    },
  );

  it.each([{}, { 'sec-fetch-site': 'same-origin' }, { origin: OWN }])('is opened from the console, and from what is no browser: %j', (sender) => {
    expect(credentialOf({ ...headers, ...sender }, openSession, OWN)).toEqual({ text: 'pcll1abc', forms: ['token', 'link'] });
  });
});
