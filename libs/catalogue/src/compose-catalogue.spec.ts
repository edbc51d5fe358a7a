import { rowAt } from '@portcullis/access';
import { Defect } from '@portcullis/kernel';
import { composeCatalogue } from './compose-catalogue.js';
import { FIRST, tables } from './tables-for-spec.js';

const unknown = { access: 'write', features: [], known: false };

describe('a catalogue of one version', () => {
  const catalogue = composeCatalogue([tables()]);

  it('knows the functions of every panel and our own, by every name', () => {
    expect(catalogue.version).toBe(1);
    const names = ['DNS::parse_zone', 'WHM::listaccts', 'PowerDNS::discover', 'Portcullis::list_tokens', 'Tokens::list', 'WHM::api_token_create'];
    expect(names.map((name) => catalogue.operationNamed(name)).map(({ name, known }) => [name, known])).toEqual([
      ['DNS::parse_zone', true], ['WHM::listaccts', true], ['PowerDNS::discover', true], ['Portcullis::list_tokens', true],
      ['Portcullis::list_tokens', true], ['Portcullis::create_token', true],
    ]);
    expect(catalogue.operationNamed('DNS::nosuch')).toEqual({ name: 'DNS::nosuch', ...unknown });
  });

  it('lists each operation once, by its one name', () => {
    const names = catalogue.operations.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => !name.startsWith('Portcullis::'))).toEqual(['Bandwidth::query', 'Cron::add_line', 'DNS::mass_edit_zone', 'DNS::parse_zone', 'PowerDNS::discover', 'SSL::show_key', 'WHM::listaccts']);
  });

  it('lists features and privileges, and knows modules', () => {
    expect(catalogue.features).toEqual([
      { name: 'bandwidth', risk: null, rolling: true },
      { name: 'cron', risk: null, rolling: false },
      { name: 'list-accts', risk: 'normal', rolling: false },
      { name: 'sslmanager', risk: null, rolling: false },
      { name: 'zoneedit', risk: null, rolling: false },
    ]);
    expect(['DNS', 'WHM', 'PowerDNS', 'Email', 'Portcullis'].filter((module) => catalogue.knownModule(module))).toEqual(['DNS', 'WHM', 'PowerDNS']);
    expect(['cron', 'list-accts', 'nosuch'].filter((feature) => catalogue.knownFeature(feature))).toEqual(['cron', 'list-accts']);
  });

  it('says of no operation that it was something else once', () => {
    expect(catalogue.operations.filter(({ earlier }) => earlier !== undefined)).toEqual([]);
  });
});

describe('a catalogue of several versions', () => {
  const newFeature = 'DNS::swap zoneedit write';
  const newModule = 'Email::list_pops popaccts read';
  const second = tables({ uapi: [...FIRST.uapi, newFeature, newModule], presets: [{ ...FIRST.presets[0]!, title: 'Reads a zone, again' }] });
  const third = tables({
    uapi: [...FIRST.uapi.filter((row) => !row.startsWith('SSL')).map((row) => row.replace('DNS::parse_zone zoneedit read', 'DNS::parse_zone dnsview|zoneedit write')), newFeature, newModule.replace('popaccts', 'mail')],
    rolling: [...FIRST.rolling, 'mail\tIt only shows figures.'],
    presets: [{ ...FIRST.presets[0]!, name: 'reads-a-zone' }],
  });
  const catalogue = composeCatalogue([tables(), second, third]);

  it('tells which presets hold an operation, by every name that they ever had', () => {
    expect(catalogue.presetsWith('DNS::parse_zone')).toEqual([FIRST.presets[0]!.name, 'reads-a-zone']);
    expect(catalogue.presetsWith('DNS::swap')).toEqual([]);
  });

  it('tells of a function that came to a feature, or with its module, that it was unknown before', () => {
    expect(catalogue.version).toBe(3);
    expect(catalogue.operationNamed('DNS::swap')).toEqual({ name: 'DNS::swap', access: 'write', features: ['zoneedit'], known: true, earlier: [{ ...unknown, upTo: 1 }] });
    expect(catalogue.operationNamed('Email::list_pops').earlier).toEqual([{ ...unknown, upTo: 1 }, { access: 'read', features: ['popaccts'], known: true, upTo: 2 }]);
  });

  it('tells what the access class and the features of a function were, and nothing of what stayed', () => {
    expect(catalogue.operationNamed('DNS::parse_zone')).toEqual({
      ...{ name: 'DNS::parse_zone', access: 'write', features: ['dnsview', 'zoneedit'], known: true },
      earlier: [{ access: 'read', features: ['zoneedit'], known: true, upTo: 2 }],
    });
    expect(catalogue.operationNamed('DNS::mass_edit_zone').earlier).toBeUndefined();
    expect(catalogue.operationNamed('Portcullis::create_token').earlier).toBeUndefined();
  });

  it('tells what a function was that is gone', () => {
    expect(catalogue.operationNamed('SSL::show_key')).toEqual({ name: 'SSL::show_key', ...unknown, earlier: [{ access: 'secret', features: ['sslmanager'], known: true, upTo: 2 }] });
    expect(catalogue.operations.some(({ name }) => name === 'SSL::show_key')).toBe(false);
  });

  it('says the same at every version as that version alone', () => {
    for (const [index, texts] of [tables(), second, third].entries()) {
      const alone = composeCatalogue([texts]);
      for (const { name } of [...catalogue.operations, catalogue.operationNamed('SSL::show_key')]) {
        const { access, features, known } = rowAt(catalogue.operationNamed(name), index + 1);
        expect(alone.operationNamed(name)).toMatchObject({ access, features, known });
      }
    }
  });

  it('lets the calls of requests be judged by it too', () => {
    expect(catalogue.panel.operation('uapi', 'DNS', 'swap')).toEqual(catalogue.operationNamed('DNS::swap'));
    expect(catalogue.panel.operation('api2', 'DNS', 'swap').known).toBe(false);
  });

  it('keeps presets and rolling features as they were in each version', () => {
    expect([1, 2, 3, 9].map((version) => catalogue.presetNamed('zone-reader', version)?.title ?? null)).toEqual(['Reads a zone', 'Reads a zone, again', null, null]);
    expect(catalogue.presets.map(({ name }) => name)).toEqual(['reads-a-zone']);
    expect([1, 2, 3, 9].map((version) => catalogue.isRolling('mail', version))).toEqual([false, false, true, true]);
    expect(catalogue.isRolling('bandwidth', 1)).toBe(true);
  });

  it('does not take the order of features, or of rows, for a change', () => {
    const row = 'Park::park parkeddomains|addondomains write';
    const reordered = composeCatalogue([tables({ uapi: [...FIRST.uapi, row] }), tables({ uapi: [row.replace('parkeddomains|addondomains', 'addondomains|parkeddomains'), ...FIRST.uapi] })]);
    expect(reordered.operations.filter(({ earlier }) => earlier !== undefined)).toEqual([]);
  });

  it('remembers what a function was before it was something else for a while', () => {
    const other = tables({ uapi: FIRST.uapi.map((row) => row.replace('query bandwidth read', 'query stats read')) });
    expect(composeCatalogue([tables(), { ...other, rollingFeatures: tables({ rolling: ['stats\tIt only shows figures.'] }).rollingFeatures }, tables()]).operationNamed('Bandwidth::query').earlier)
      .toEqual([{ access: 'read', features: ['bandwidth'], known: true, upTo: 1 }, { access: 'read', features: ['stats'], known: true, upTo: 2 }]);
  });
});

describe('a feature that is rolling', () => {
  it.each(['write', 'secret'])('never comes to mean what is more than reading, also when it no longer is: %s', (access) => {
    const grown = { uapi: [...FIRST.uapi, `Bandwidth::reset bandwidth ${access}`, 'Quota::get quota read'], rolling: ['quota\tIt only shows figures.'] };
    expect(() => composeCatalogue([tables(), tables(grown)])).toThrow(Defect);
    expect(() => composeCatalogue([tables(), tables(grown)])).toThrow(/Bandwidth::reset does more than reading.*version 2/);
  });
});

describe('what escalates', () => {
  const catalogue = composeCatalogue([tables({ escalations: [...FIRST.escalations, 'Portcullis::create_token\t-\tIt makes further tokens.'] })]);

  it('is told by any name of an operation, with the resources that bound it', () => {
    expect(catalogue.escalationOf('Cron::add_line')).toEqual({ reason: 'It runs any command as the account.', unlessOn: ['cron_line'] });
    for (const name of ['Portcullis::create_token', 'Tokens::create_full_access', 'WHM::api_token_create']) expect(catalogue.escalationOf(name)?.unlessOn).toEqual([]);
    expect([catalogue.escalationOf('DNS::parse_zone'), catalogue.escalationOf('nosuch')]).toEqual([null, null]);
  });
});

describe('a table that is not as it must be', () => {
  it.each<[string, Parameters<typeof tables>[0]]>([
    ['an escalation that no table lists', { escalations: ['Cron::nosuch\t-\tIt runs any command.'] }],
    ['an escalation by another name than its own', { escalations: ['Tokens::create_full_access\t-\tIt makes further tokens.'] }],
    ['an escalation twice', { escalations: [FIRST.escalations[0]!, FIRST.escalations[0]!] }],
    ['an escalation without a sentence', { escalations: ['Cron::add_line\t-\tit runs'] }],
    ['an escalation unless on a kind that is none', { escalations: ['Cron::add_line\tcron\tIt runs any command.'] }],
    ['a rolling feature that nothing needs', { rolling: ['nosuch\tIt only shows figures.'] }],
    ['a rolling feature twice', { rolling: [FIRST.rolling[0]!, FIRST.rolling[0]!] }],
    ['a rolling feature without a reason', { rolling: ['bandwidth\t'] }],
    ['a function twice', { uapi: [...FIRST.uapi, FIRST.uapi[0]!] }],
  ])('stops the start and names the version: %s', (_, changes) => {
    expect(() => composeCatalogue([tables(), tables(changes)])).toThrow(/\(version 2 of the catalogue\)$/);
  });
});
