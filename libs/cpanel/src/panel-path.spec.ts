import * as fc from 'fast-check';
import { readPanelPath, type PathRefusal } from './panel-path.js';

const canonicalOf = (rawPath: string) => {
  const parsed = readPanelPath(rawPath);
  if (!parsed.ok) return parsed.refusal;
  return parsed.value.surface === 'login' ? 'login' : parsed.value.canonicalPath;
};

describe('readPanelPath', () => {
  it('names module and function, and the path to forward', () => {
    expect(readPanelPath('/execute/DNS/parse_zone')).toEqual({
      ok: true,
      value: { surface: 'execute', module: 'DNS', function: 'parse_zone', canonicalPath: '/execute/DNS/parse_zone' },
    });
  });

  it('tells the other API and the password form apart, and both from their neighbours', () => {
    expect(readPanelPath('//cpsess1/json-api//cpanel')).toEqual({ ok: true, value: { surface: 'json-api', function: 'cpanel', canonicalPath: '/json-api/cpanel' } });
    expect(readPanelPath('/json-api/listaccts')).toEqual({ ok: true, value: { surface: 'json-api', function: 'listaccts', canonicalPath: '/json-api/listaccts' } });
    expect(['/login/', '/login', '/cpsess1/login/'].map(canonicalOf)).toEqual(['login', 'login', 'login']);
  });

  it.each([
    ['doubled slashes', '//execute//DNS///parse_zone'],
    ['a session segment in front', '/cpsess1234567890/execute/DNS/parse_zone'],
    ['a session segment behind doubled slashes', '//cpsess1//execute/DNS/parse_zone'],
    ['letters percent-encoded', '/%65xecute/D%4eS/parse%5fzone'],
    ['the session segment percent-encoded', '/%63psess12/execute/DNS/parse_zone'],
  ])('understands %s, and forwards none of it', (_what, rawPath) => {
    expect(canonicalOf(rawPath)).toBe('/execute/DNS/parse_zone');
  });

  it('keeps names as they are written: case tells them apart', () => {
    expect(canonicalOf('/execute/dns/Parse_Zone')).toBe('/execute/dns/Parse_Zone');
    expect(canonicalOf('/execute/EA4/get_recommendations')).toBe('/execute/EA4/get_recommendations');
  });

  it.each<[PathRefusal, string]>([
    ['dot_segment', '/execute/../execute/DNS/parse_zone'],
    ['dot_segment', '/execute/DNS/..'],
    ['dot_segment', '/execute/%2e%2e/DNS/parse_zone'],
    ['dot_segment', '/execute/.%2E/DNS/parse_zone'],
    ['forbidden_character', '/execute/DNS;x=1/parse_zone'],
    ['forbidden_character', '/execute/DNS%3bx/parse_zone'],
    ['forbidden_character', '/execute/DNS/parse_zone%00'],
    ['forbidden_character', '/execute/DNS/parse_zone\0'],
    ['forbidden_character', '/execute/DNS/parse_zone%0d%0aX:1'],
    ['forbidden_character', '/execute/DNS/parse_zone%7f'],
    ['forbidden_character', '/execute/DNS/parse_zone%c2%85'],
    ['forbidden_character', '/execute/DNS%2fparse_zone'],
    ['forbidden_character', '/execute/DNS%2Fparse_zone'],
    ['forbidden_character', '/execute/DNS%5cparse_zone'],
    ['forbidden_character', '/execute\\DNS\\parse_zone'],
    ['forbidden_character', '/execute/DNS/parse zone'],
    ['forbidden_character', '/execute/DNS/parse_z\u00f6ne'],
    ['bad_encoding', '/execute/DNS/parse_zone%'],
    ['bad_encoding', '/execute/DNS/parse%zzone'],
    ['bad_encoding', '/execute/DNS/%c0%ae%c0%ae'],
    ['bad_encoding', '/execute/DNS/%ff'],
    ['bad_encoding', '/execute/DNS/%ed%a0%80'],
    ['not_an_api_call', '/execute/DNS/parse_z%c3%b6ne'],
    ['not_an_api_call', '/execute/%252e%252e/parse_zone'],
    ['not_an_api_call', '/execute/DNS%252fparse_zone'],
    ['not_an_api_call', '/execute/./DNS/parse_zone'],
    ['not_an_api_call', '/execute/DNS/parse_zone/'],
    ['not_an_api_call', '/execute/DNS/parse_zone/more'],
    ['not_an_api_call', '/execute/DNS'],
    ['not_an_api_call', '/execute//parse_zone'],
    ['not_an_api_call', '/Execute/DNS/parse_zone'],
    ['not_an_api_call', '/x/execute/DNS/parse_zone'],
    ['not_an_api_call', 'execute/DNS/parse_zone'],
    ['not_an_api_call', '/execute/DNS/parse-zone'],
    ['not_an_api_call', '/execute/DNS/parse_zone?zone=x'],
    ['not_an_api_call', '/execute/DNS/parse_zone%3fzone=x'],
    ['not_an_api_call', '/cpsess1/cpsess2/execute/DNS/parse_zone'],
    ['not_an_api_call', '/cpsess/execute/DNS/parse_zone'],
    ['not_an_api_call', '/cpsess12x/execute/DNS/parse_zone'],
    ['not_an_api_call', '/execute/cpsess1/DNS/parse_zone'],
    ['not_an_api_call', '/json-api/cpanel/'],
    ['not_an_api_call', '/json-api/cpanel/x'],
    ['not_an_api_call', '/json-api/'],
    ['not_an_api_call', '/JSON-API/cpanel'],
    ['not_an_api_call', '/xml-api/cpanel'],
    ['not_an_api_call', '/login/x'],
    ['not_an_api_call', '/'],
    ['not_an_api_call', ''],
    ['not_an_api_call', `/execute/DNS/${'x'.repeat(60)}`],
  ])('refuses as %s: %j', (refusal, rawPath) => {
    expect(readPanelPath(rawPath)).toEqual({ ok: false, refusal });
  });

  it('answers anything at all, and what it lets through means the same when read again', () => {
    const piece = fc.oneof(fc.constantFrom('/', '//', 'execute', 'json-api', 'login', 'DNS', 'parse_zone', '%2e', '..', '%25', '%2f', 'cpsess1', ';', '%00', '%'), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }).map((pieces) => `/${pieces.join('')}`), (rawPath) => {
        const parsed = readPanelPath(rawPath);
        if (!parsed.ok || parsed.value.surface === 'login') return;
        expect(parsed.value.canonicalPath).toMatch(/^\/(execute\/[A-Za-z0-9_]+|json-api)\/[A-Za-z0-9_]+$/);
        expect(readPanelPath(parsed.value.canonicalPath)).toEqual(parsed);
      }),
      { numRuns: 3000 },
    );
  });
});
