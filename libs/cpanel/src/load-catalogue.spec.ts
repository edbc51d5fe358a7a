import { canonicalOperation, managementOperation } from '@portcullis/access';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from './load-catalogue.js';

/** The tables are part of the package: reading them is no I/O that could fail on its own. */
const table = (name: string) => readFileSync(join(__dirname, '../data/1', name), 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
const functions = table('uapi-functions.tsv').slice(1);

describe('the catalogue that comes with this version', () => {
  const catalogue = loadCatalogue();

  it('holds every row of the table as it is written', () => {
    expect(functions).toHaveLength(609);
    for (const [api, module, functionName, feature, , access] of functions) {
      expect(catalogue.operation(api as 'uapi', module!, functionName!)).toEqual({
        name: `${module}::${functionName}`,
        access,
        features: feature === '-' ? [] : feature!.split('|'),
        known: true,
      });
    }
  });

  it('has the 22 functions that hand out secrets, and they are the known ones', () => {
    const secret = functions.filter(([, , , , , access]) => access === 'secret').map(([, module, name]) => `${module}::${name}`);
    expect(secret).toHaveLength(22);
    expect(secret).toEqual(expect.arrayContaining(['SSL::show_key', 'Tokens::create_full_access', 'EmailAuth::fetch_dkim_private_keys', 'Sitejet::get_sso_link']));
    expect(catalogue.operationNamed('Session::create_temp_user').access).toBe('secret');
  });

  it('knows what ACME clients call', () => {
    expect(catalogue.operation('uapi', 'DNS', 'parse_zone')).toMatchObject({ access: 'read', features: ['zoneedit', 'simplezoneedit'] });
    expect(catalogue.operation('uapi', 'DNS', 'mass_edit_zone')).toMatchObject({ access: 'write' });
    expect(catalogue.operation('uapi', 'DomainInfo', 'list_domains')).toMatchObject({ access: 'read', features: [] });
    expect(catalogue.operation('api2', 'ZoneEdit', 'fetchzones')).toMatchObject({ known: true });
  });

  it('does not know what was published later', () => {
    for (const module of ['Domain', 'WPX', 'Nova', 'ActiveSessions', 'WebProsMCP']) expect(catalogue.knownModule(module)).toBe(false);
    expect(catalogue.operation('uapi', 'AddonDomain', 'addaddondomain').known).toBe(false);
    expect(catalogue.operation('uapi', 'ZoneEdit', 'resetzone').known).toBe(false);
  });

  it('fits names into the 120 characters of an operation, and no module of it is ours', () => {
    expect(Math.max(...functions.map(([, module, name]) => `${module}::${name}`.length))).toBeLessThanOrEqual(120);
    expect(functions.filter(([, module]) => module === 'Portcullis')).toEqual([]);
  });
});

describe('the tables of WHM', () => {
  const catalogue = loadCatalogue();
  const [heading, ...privileges] = table('whm-acls.tsv');
  const whm = table('whm-functions.tsv').slice(1);
  const whmFacts = (name: string) => catalogue.operation('whm', '', name);

  it('are the privileges that were agreed on', () => {
    expect(heading).toEqual(['acl', 'risk', 'whm_functions']);
    expect(privileges).toHaveLength(68);
    expect(new Set(privileges.map(([, risk]) => risk))).toEqual(new Set(['normal', 'escalates', 'root']));
    expect(catalogue.privileges.map(({ name }) => name)).toEqual(privileges.map(([name]) => name));
  });

  it('can be granted by each privilege but the one that is full access', () => {
    expect(privileges.map(([name]) => name!).filter((name) => !catalogue.knownFeature(name))).toEqual(['all']);
  });

  it('name each function once, in order, and each can be granted by its name', () => {
    const names = whm.map(([name]) => name!);
    expect(names).toEqual([...new Set(names)].sort());
    for (const name of names) expect(catalogue.operationNamed(`WHM::${name}`)).toEqual(whmFacts(name));
    expect(catalogue.knownModule('WHM')).toBe(true);
    expect(Math.max(...names.map((name) => `WHM::${name}`.length))).toBeLessThanOrEqual(120);
  });

  it('tell what billing modules and ACME clients call', () => {
    expect(whmFacts('suspendacct')).toEqual({ name: 'WHM::suspendacct', access: 'write', features: ['suspend-acct'], known: true });
    expect(catalogue.resources('whm', '', 'suspendacct')).toEqual([{ kind: 'account', parameter: 'user' }]);
    expect(whmFacts('parse_dns_zone')).toMatchObject({ access: 'read', features: ['edit-dns'] });
    expect(whmFacts('addpkg').features).toEqual(expect.arrayContaining(['add-pkg', 'add-pkg-shell', 'allow-unlimited-pkgs']));
    expect(whmFacts('version')).toMatchObject({ access: 'read', features: [] });
  });

  it('know which functions hand out keys, credentials and log-ins', () => {
    expect(whm.filter(([, access]) => access === 'secret').map(([name]) => name)).toEqual([
      ...['api_token_create', 'cors_proxy_get', 'create_user_session', 'execute_remote_whmapi1_with_password', 'fetch_connected_application'],
      ...['fetchsslinfo', 'generatessl', 'list_connected_applications', 'wp_dashboard_create_api_token'],
    ]);
  });

  it('say of token functions what our own operations say', () => {
    for (const name of ['create', 'get_details', 'list', 'revoke', 'update'].map((verb) => `WHM::api_token_${verb}`)) {
      expect(catalogue.operationNamed(name).access).toBe(managementOperation(canonicalOperation(name))!.access);
    }
  });

  it('do not know what nobody listed', () => {
    for (const name of ['applist2', 'restoreaccount', 'Version', 'constructor']) expect(whmFacts(name)).toMatchObject({ access: 'write', features: [], known: false });
    expect(catalogue.operation('uapi', 'WHM', 'suspendacct').known).toBe(false);
  });
});
