import { Defect } from '@portcullis/kernel';
import { parseCatalogue } from './catalogue.js';

const HEADING = 'api\tmodule\tfunction\tfeature\tfeature_evidence\taccess\tresource_params';
const ROWS = [
  'uapi\tDNS\tmass_edit_zone\tzoneedit|simplezoneedit\tpublished\twrite\tzone=zone',
  'uapi\tDomainInfo\tlist_domains\t-\tinferred\tread\t',
  'uapi\tSSL\tshow_key\tsslmanager\tinferred\tsecret\t',
  'api2\tSubDomain\taddsubdomain\tsubdomains\tinferred\twrite\tdomain=domain,path=dir',
  'uapi\tSubDomain\taddsubdomain\tsubdomains\tinferred\twrite\tdomain=domain,path=services.ftp.homedir',
];
const table = (...rows: string[]) => `${[HEADING, ...rows].join('\n')}\n`;

describe('a catalogue', () => {
  const catalogue = parseCatalogue(table(...ROWS));

  it('tells what each function is, by call and by name', () => {
    const editZone = { name: 'DNS::mass_edit_zone', access: 'write', features: ['zoneedit', 'simplezoneedit'], known: true };
    expect(catalogue.operation('uapi', 'DNS', 'mass_edit_zone')).toEqual(editZone);
    expect(catalogue.operationNamed('DNS::mass_edit_zone')).toEqual(editZone);
    expect(catalogue.operation('uapi', 'DomainInfo', 'list_domains')).toEqual({ name: 'DomainInfo::list_domains', access: 'read', features: [], known: true });
    expect(catalogue.operation('uapi', 'SSL', 'show_key').access).toBe('secret');
  });

  it('tells which parameters name what a function touches, call by call', () => {
    expect(catalogue.resources('api2', 'SubDomain', 'addsubdomain')).toEqual([{ kind: 'domain', parameter: 'domain' }, { kind: 'path', parameter: 'dir' }]);
    expect(catalogue.resources('uapi', 'SubDomain', 'addsubdomain')).toEqual([{ kind: 'domain', parameter: 'domain' }, { kind: 'path', parameter: 'services.ftp.homedir' }]);
    expect(catalogue.resources('uapi', 'DomainInfo', 'list_domains')).toEqual([]);
    expect(catalogue.resources('api2', 'DNS', 'mass_edit_zone')).toEqual([]);
  });

  it.each([
    ['a function that is not listed', 'uapi', 'DNS', 'no_such'],
    ['a module that is not listed', 'uapi', 'WPX', 'install'],
    ['a name in other case', 'uapi', 'dns', 'mass_edit_zone'],
    ['a function of the other API', 'api2', 'DNS', 'mass_edit_zone'],
    ['a name that every object has', 'uapi', 'constructor', '__proto__'],
  ] as const)('takes %s for one that writes, needs no feature and is unknown', (_what, api, module, functionName) => {
    expect(catalogue.operation(api, module, functionName)).toEqual({ name: `${module}::${functionName}`, access: 'write', features: [], known: false });
  });

  it('knows its operations, modules and features, and no others', () => {
    expect(['DNS::mass_edit_zone', 'SubDomain::addsubdomain', 'DNS::*', 'DNS', 'dns::mass_edit_zone'].filter((name) => catalogue.knownOperation(name)))
      .toEqual(['DNS::mass_edit_zone', 'SubDomain::addsubdomain']);
    expect(['DNS', 'SSL', 'ssl', 'Portcullis', ''].filter((name) => catalogue.knownModule(name))).toEqual(['DNS', 'SSL']);
    expect(['zoneedit', 'simplezoneedit', 'subdomains', '-', '', 'zone'].filter((name) => catalogue.knownFeature(name)))
      .toEqual(['zoneedit', 'simplezoneedit', 'subdomains']);
    expect(catalogue.operationNamed('DNS::*').known).toBe(false);
  });

  it('answers when its look-up by name is handed on by itself', () => {
    const { operationNamed } = catalogue;
    expect(operationNamed('SSL::show_key')).toMatchObject({ access: 'secret', known: true });
  });
});

describe('parseCatalogue', () => {
  it.each([
    ['no text', '', 1],
    ['another heading', `${HEADING}\textra\n${ROWS[0]}\n`, 1],
    ['a heading and no rows', table(), 2],
    ['a last line cut off', `${HEADING}\n${ROWS[0]}\n${ROWS[1]!.slice(0, 20)}`, 3],
    ['an empty line', table(ROWS[0]!, '', ROWS[1]!), 3],
    ['carriage returns', table(...ROWS).replaceAll('\n', '\r\n'), 1],
    ['a column too few', table(ROWS[0]!, 'uapi\tDNS\tparse_zone\tzoneedit\tinferred\tread'), 3],
    ['a column too many', table(`${ROWS[0]!}\tx`), 2],
    ['an API that is none', table('uapi3\tDNS\tparse_zone\t-\tinferred\tread\t'), 2],
    ['a module with a blank', table('uapi\tD NS\tparse_zone\t-\tinferred\tread\t'), 2],
    ['a function that is a wildcard', table('uapi\tDNS\t*\t-\tinferred\tread\t'), 2],
    ['an empty feature', table('uapi\tDNS\tparse_zone\t\tinferred\tread\t'), 2],
    ['a feature in capitals', table('uapi\tDNS\tparse_zone\tZoneEdit\tinferred\tread\t'), 2],
    ['an alternative that is empty', table('uapi\tDNS\tparse_zone\tzoneedit|\tinferred\tread\t'), 2],
    ['evidence that is none', table('uapi\tDNS\tparse_zone\t-\tguessed\tread\t'), 2],
    ['an access class in capitals', table('uapi\tDNS\tparse_zone\t-\tinferred\tRead\t'), 2],
    ['a resource of an unknown kind', table('uapi\tDNS\tparse_zone\t-\tinferred\tread\tzones=zone'), 2],
    ['a resource without a parameter', table('uapi\tDNS\tparse_zone\t-\tinferred\tread\tzone='), 2],
    ['a function twice', table(ROWS[0]!, ROWS[1]!, ROWS[0]!), 4],
    ['namesakes of other access', table(ROWS[3]!, ROWS[4]!.replace('write', 'read')), 3],
    ['namesakes of other features', table(ROWS[3]!, ROWS[4]!.replace('subdomains', 'addondomains')), 3],
  ])('refuses %s and names the line', (_what, text, line) => {
    expect(() => parseCatalogue(text)).toThrow(Defect);
    expect(() => parseCatalogue(text)).toThrow(new RegExp(`^line ${line}: `));
  });
});
