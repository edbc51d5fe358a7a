import { Defect } from '@portcullis/kernel';
import { parseCatalogue } from './catalogue.js';
import { parseWhmTables } from './whm-tables.js';

const FUNCTIONS = ['function\taccess\tresource_params', 'suspendacct\twrite\taccount=user', 'listaccts\tread\t', 'version\tread\t'];
const PRIVILEGES = ['acl\trisk\twhm_functions', 'all\troot\t', 'list-accts\tnormal\tlistaccts?', 'suspend-acct\tnormal\tsuspendacct,listaccts'];
const UAPI = 'api\tmodule\tfunction\tfeature\tfeature_evidence\taccess\tresource_params\nuapi\tDNS\tparse_zone\tzoneedit\tinferred\tread\tzone=zone\n';
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;
const parse = (functions = FUNCTIONS, privileges = PRIVILEGES) => parseCatalogue(UAPI, parseWhmTables(text(functions), text(privileges)));

describe('the functions of WHM', () => {
  const catalogue = parse();

  it('need any one of the privileges that open them, whether that is certain or likely', () => {
    expect(catalogue.operation('whm', '', 'suspendacct')).toEqual({ name: 'WHM::suspendacct', access: 'write', features: ['suspend-acct'], known: true });
    expect(catalogue.operationNamed('WHM::listaccts').features).toEqual(['list-accts', 'suspend-acct']);
  });

  it('are granted by name alone where no privilege is known to open them', () => {
    expect(catalogue.operationNamed('WHM::version')).toEqual({ name: 'WHM::version', access: 'read', features: [], known: true });
  });

  it('are told by the privilege that opens them', () => {
    expect(catalogue.openedBy('suspend-acct').map(({ name }) => name)).toEqual(['WHM::suspendacct', 'WHM::listaccts']);
    expect(catalogue.openedBy('zoneedit')).toEqual([]);
  });

  it('say which parameters name what they touch', () => {
    expect(catalogue.resources('whm', '', 'suspendacct')).toEqual([{ kind: 'account', parameter: 'user' }]);
    expect(catalogue.resources('whm', '', 'version')).toEqual([]);
  });

  it('stand beside those of accounts, in one catalogue', () => {
    expect(catalogue.operationNamed('DNS::parse_zone').known).toBe(true);
    expect(['zoneedit', 'list-accts', 'all', 'no-such'].filter((name) => catalogue.knownFeature(name))).toEqual(['zoneedit', 'list-accts']);
    expect(catalogue.privileges.map(({ name, risk }) => `${name} ${risk}`)).toEqual(['all root', 'list-accts normal', 'suspend-acct normal']);
  });
});

describe('tables of WHM that cannot be right stop the start', () => {
  const withFunction = (row: string) => () => parse([...FUNCTIONS, row]);
  const withPrivilege = (row: string) => () => parse(FUNCTIONS, [...PRIVILEGES, row]);

  it.each<[string, () => unknown]>([
    ['a function twice', withFunction(FUNCTIONS[1]!)],
    ['a function in capitals', withFunction('Version2\tread\t')],
    ['an access that is none', withFunction('addpkg\tReads\t')],
    ['a resource of a kind that WHM functions do not name', withFunction('addpkg\twrite\tpath=dir')],
    ['a resource without a parameter', withFunction('addpkg\twrite\taccount=')],
    ['a column too many', withFunction('addpkg\twrite\t\t')],
    ['a privilege twice', withPrivilege(PRIVILEGES[2]!)],
    ['a privilege with an underline', withPrivilege('add_pkg\tnormal\t')],
    ['a risk that is none', withPrivilege('add-pkg\tsome\t')],
    ['a function that is not listed', withPrivilege('add-pkg\tnormal\taddpkg?')],
    ['a pair twice', withPrivilege('add-pkg\tnormal\tversion,version?')],
  ])('%s, and the line is named', (_what, parsing) => {
    expect(parsing).toThrow(Defect);
    expect(parsing).toThrow(/^line 5: /);
  });

  it('a privilege that is called as a feature of accounts is, which its holder could hand on', () => {
    expect(withPrivilege('zoneedit\tnormal\t')).toThrow('the privilege zoneedit is a feature as well');
  });

  it('a module of accounts that is called as what stands for WHM', () => {
    expect(() => parseCatalogue(UAPI.replace('DNS', 'WHM'))).toThrow(/^line 2: /);
  });
});
