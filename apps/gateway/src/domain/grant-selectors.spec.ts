import { selectorsOf } from './grant-selectors.js';

describe('what a grant must be of', () => {
  const presetsWith = (name: string) => (name === 'DNS::parse_zone' ? ['dns-manager'] : []);

  it('to allow a panel’s function: its name, its module, one of its features, or a preset that holds it', () => {
    const operation = { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit', 'basic'], known: true } as const;
    expect(selectorsOf(operation, presetsWith)).toEqual({ operations: ['DNS::parse_zone', 'DNS::*'], features: ['zoneedit', 'basic'], presets: ['dns-manager'] });
  });

  it('to allow an operation of ours: one of its names', () => {
    const operation = { name: 'Portcullis::list_tokens', access: 'read', features: [], known: true } as const;
    expect(selectorsOf(operation, presetsWith)).toEqual({ operations: ['Portcullis::list_tokens', 'Tokens::list', 'WHM::api_token_list'], features: [], presets: [] });
  });
});
