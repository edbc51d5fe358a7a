import type { PanelState } from '../../panel-state.js';
import { legacyWhm, specState, whm } from '../spec-caller.js';

const RESELLER = 'whm reseller:S';

let state: PanelState;
beforeEach(() => {
  state = specState(['list-pkgs', 'add-pkg', 'edit-pkg']);
});

const names = (authorization?: string) =>
  (whm(state, 'listpkgs', {}, authorization).data!['pkg'] as { name: string }[]).map(({ name }) => name);

it('packages are added, listed with upper-case limits, edited part by part and removed', () => {
  expect(legacyWhm(state, 'addpkg', { name: 'gold', quota: '500', maxpop: '7' })).toEqual({
    result: [{ status: 1, statusmsg: expect.any(String), pkg: 'gold' }],
  });
  expect(whm(state, 'editpkg', { name: 'gold', maxpop: '8' }).metadata.result).toBe(1);
  expect(legacyWhm(state, 'listpkgs')).toMatchObject({
    package: [{ name: 'default' }, { name: 'gold', QUOTA: '500', MAXPOP: '8', MAXSUB: 'unlimited', CGI: 'y' }],
  });
  expect(legacyWhm(state, 'killpkg', { pkgname: 'gold' })).toMatchObject({ result: [{ status: 1 }] });
  expect(names()).toEqual(['default']);
});

it('a reseller’s packages carry its name, and it sees no others', () => {
  expect(whm(state, 'addpkg', { name: 'gold' }, RESELLER).data).toEqual({ pkg: 'reseller_gold' });
  expect(whm(state, 'addpkg', { name: 'reseller_silver' }, RESELLER).data).toEqual({ pkg: 'reseller_silver' });
  expect(names(RESELLER)).toEqual(['reseller_gold', 'reseller_silver']);
  expect(whm(state, 'editpkg', { name: 'default' }, RESELLER).metadata.result).toBe(0);
});

it.each<[string, Record<string, string>]>([
  ['addpkg', {}],
  ['addpkg', { name: 'default' }],
  ['addpkg', { name: 'a/b' }],
  ['editpkg', { name: 'gold' }],
  ['killpkg', { pkgname: 'gold' }],
  ['killpkg', {}],
])('%s with %j does nothing', (name, fields) => {
  expect(whm(state, name, fields).metadata.result).toBe(0);
  expect(names()).toEqual(['default']);
});
