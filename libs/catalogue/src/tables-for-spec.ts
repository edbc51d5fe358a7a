import type { CatalogueTables } from './compose-catalogue.js';

export const UAPI_HEADING = 'api\tmodule\tfunction\tfeature\tfeature_evidence\taccess\tresource_params';

/** A small version 1; the rows of `uapiFunctions` are `DNS::parse_zone zoneedit read`. */
export const FIRST = {
  uapi: ['DNS::parse_zone zoneedit read zone=zone', 'DNS::mass_edit_zone zoneedit write zone=zone', 'Bandwidth::query bandwidth read', 'SSL::show_key sslmanager secret', 'Cron::add_line cron write'],
  escalations: ['Cron::add_line\tcron_line\tIt runs any command as the account.'],
  rolling: ['bandwidth\tIt only shows figures.'],
  presets: [{
    name: 'zone-reader', title: 'Reads a zone', description: 'Reads the zones that it names.',
    kinds: [{ kind: 'zone', required: true, pattern: null as string | null, example: 'zone:example.com' }],
    parts: [{ on: ['zone'] as string[] | null, operations: ['DNS::parse_zone'] }],
  }],
};

export function tables(changes: Partial<typeof FIRST> = {}): CatalogueTables {
  const { uapi, escalations, rolling, presets } = { ...FIRST, ...changes };
  const table = (heading: string, rows: readonly string[]): string => [heading, ...rows, ''].join('\n');
  return {
    uapiFunctions: table(UAPI_HEADING, uapi.map((row) => {
      const [name, feature, access, resources = ''] = row.split(' ');
      return ['uapi', ...name!.split('::'), feature, 'inferred', access, resources].join('\t');
    })),
    whmFunctions: table('function\taccess\tresource_params', ['api_token_create\tsecret\t', 'listaccts\tread\t']),
    whmAcls: table('acl\trisk\twhm_functions', ['list-accts\tnormal\tlistaccts']),
    powerdnsOperations: table('method\tpath\toperation\taccess\tsubject\tquery', ['GET\t/api\tdiscover\tread\tnone\t-']),
    escalations: table('operation\tunless_on\treason', escalations),
    rollingFeatures: table('feature\treason', rolling),
    presets: JSON.stringify(presets),
  };
}
