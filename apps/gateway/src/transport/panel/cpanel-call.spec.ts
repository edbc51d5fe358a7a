import { loadCatalogue, readPanelPath } from '@portcullis/cpanel';
import type { FastifyRequest } from 'fastify';
import { cpanelCall } from './cpanel-call.js';
import type { PanelHead } from './panel-head.js';

const catalogue = loadCatalogue();
const caller = { address: { slug: 'acme' }, user: 'alice', tokenText: 'TOKEN' };
const serve = () => () => Promise.reject(new Error('nothing is served here'));

function reading(tokenKind: PanelHead['tokenKind'], path: string, query = '') {
  const target = readPanelPath(path);
  if (!target.ok || target.value.surface === 'login') throw new Error(`no call: ${path}`);
  const request = { method: 'GET', headers: {} } as FastifyRequest;
  return cpanelCall({ caller, tokenKind, target: target.value, query }, request, { catalogue, serve }).read(null, true);
}

describe('a surface', () => {
  it.each([
    ['account', '/execute/DNS/parse_zone', 'account'],
    ['tenant', '/execute/DNS/parse_zone', 'account'],
    ['tenant', '/json-api/listaccts', 'tenant'],
    ['account', '/json-api/listaccts', 'tenant'],
    ['account', '/json-api/api_token_list', 'tenant'],
    ['account', '/json-api/uapi_cpanel', 'tenant'],
    ['account', '/json-api/batch', 'tenant'],
  ] as const)('asked with a token of kind %s at %s is for tokens of kind %s', (tokenKind, path, isFor) => {
    expect(reading(tokenKind, path, 'zone=alice.example&api.version=1').asked.caller).toBe(isFor);
  });

  it.each(['account', 'tenant'] as const)('of one address for both is that of the token, of kind %s', (tokenKind) => {
    const query = 'cpanel_jsonapi_user=alice&cpanel_jsonapi_module=ZoneEdit&cpanel_jsonapi_func=fetchzones';
    expect(reading(tokenKind, '/json-api/cpanel', query)).toMatchObject({ asked: { caller: tokenKind, calls: [{}] }, refusal: null });
  });
});
