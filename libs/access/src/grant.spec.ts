import { covers, describeGrant, selects, wildcardModule, type SimpleGrant } from './grant.js';
import type { OperationFacts } from './operation.js';

const op = (name: string, access: OperationFacts['access'] = 'write', features: string[] = [], known = true): OperationFacts => ({ name, access, features, known });
const parseZone = op('DNS::parse_zone', 'read', ['zoneedit', 'simplezoneedit']);
const editZone = op('DNS::mass_edit_zone', 'write', ['zoneedit', 'simplezoneedit']);
const showKey = op('SSL::show_key', 'secret', ['sslmanager']);
const listDomains = op('DomainInfo::list_domains', 'read');
const createToken = op('Portcullis::create_token', 'secret');
const listTokens = op('Portcullis::list_tokens', 'read');

describe('a grant', () => {
  it.each<[SimpleGrant, OperationFacts, boolean]>([
    // by its own name
    [{ operation: 'DNS::parse_zone' }, parseZone, true],
    [{ operation: 'DNS::parse_zone' }, editZone, false],
    [{ operation: 'dns::parse_zone' }, parseZone, false],
    [{ operation: 'SSL::show_key' }, showKey, true],
    [{ operation: 'DomainInfo::list_domains' }, listDomains, true],
    // by module
    [{ operation: 'DNS::*' }, parseZone, true],
    [{ operation: 'DNS::*' }, editZone, true],
    [{ operation: 'DNS::*' }, op('DNSSEC::enable_dnssec'), false],
    [{ operation: 'SEC::*' }, op('DNSSEC::enable_dnssec'), false],
    [{ operation: 'SSL::*' }, showKey, false],
    // by feature
    [{ feature: 'zoneedit' }, parseZone, true],
    [{ feature: 'simplezoneedit' }, parseZone, true],
    [{ feature: 'zone' }, parseZone, false],
    [{ feature: 'sslmanager' }, showKey, false],
    [{ feature: 'zoneedit' }, listDomains, false],
    // narrowed
    [{ operation: 'DNS::*', access: 'read' }, parseZone, true],
    [{ operation: 'DNS::*', access: 'read' }, editZone, false],
    [{ operation: 'DNS::mass_edit_zone', access: 'read' }, editZone, false],
    [{ operation: 'SSL::show_key', access: 'read' }, showKey, false],
    [{ feature: 'zoneedit', access: 'read' }, editZone, false],
    [{ feature: 'zoneedit', access: 'write' }, parseZone, true],
    [{ feature: 'zoneedit', access: 'write' }, editZone, true],
    // what no catalogue knows
    [{ operation: 'WPX::anything' }, op('WPX::anything', 'write', [], false), false],
    [{ operation: 'WPX::*' }, op('WPX::anything', 'write', [], false), false],
    // Portcullis itself
    [{ operation: 'Portcullis::create_token' }, createToken, true],
    [{ operation: 'Portcullis::list_tokens' }, listTokens, true],
    [{ operation: 'Portcullis::*' }, listTokens, false],
    [{ operation: 'Portcullis::*' }, createToken, false],
    [{ feature: 'apitokens' }, op('Portcullis::list_tokens', 'read', ['apitokens']), false],
  ])('%j against %j: covered %s', (grant, operation, expected) => {
    expect(covers(grant, operation, 1)).toBe(expected);
  });

  it('selects what it would cover if it were not narrowed', () => {
    expect(selects({ operation: 'DNS::*', access: 'read' }, editZone, 1)).toBe(true);
    expect(selects({ operation: 'Email::*', access: 'read' }, editZone, 1)).toBe(false);
  });
});

describe('words about a grant', () => {
  it.each<[SimpleGrant, string | null, string]>([
    [{ feature: 'zoneedit' }, null, 'feature zoneedit'],
    [{ operation: 'DNS::parse_zone', access: 'read' }, null, 'operation DNS::parse_zone for reading'],
    [{ operation: 'Email::*', access: 'write' }, 'Email', 'operation Email::*'],
  ])('%j: module %s, %s', (grant, module, words) => {
    expect(wildcardModule(grant)).toBe(module);
    expect(describeGrant(grant)).toBe(words);
  });
});
