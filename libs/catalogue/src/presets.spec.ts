import { composeCatalogue } from './compose-catalogue.js';
import { FIRST, tables } from './tables-for-spec.js';

type Written = (typeof FIRST.presets)[number];
const preset = FIRST.presets[0]!;
const [kind, part] = [preset.kinds[0]!, preset.parts[0]!];
const load = (...presets: readonly object[]) => composeCatalogue([tables({ presets: presets as Written[] })]);

describe('presets', () => {
  it('are read as a list of operations, each with the kinds that it is granted on', () => {
    const parts = [part, { on: null, operations: ['Bandwidth::query'] }, { on: ['cron_line'], operations: ['Cron::add_line'] }];
    const kinds = [kind, { kind: 'cron_line', required: false, pattern: '^/bin/.+$', example: 'cron_line:/bin/true' }];
    expect(load({ ...preset, kinds, parts }).presets).toEqual([{
      ...preset, kinds,
      parts: [{ operation: 'DNS::parse_zone', on: ['zone'] }, { operation: 'Bandwidth::query', on: null }, { operation: 'Cron::add_line', on: ['cron_line'] }],
    }]);
  });

  it.each<[string, object | readonly object[], string]>([
    ['a key that nobody knows', { ...preset, more: 1 }, 'in this order'],
    ['a key too few', { name: 'a' }, 'in this order'],
    ['no object', [[]], 'in this order'],
    ['a name in capitals', { ...preset, name: 'Zone' }, 'name cannot be "Zone"'],
    ['a title without words', { ...preset, title: '' }, 'title cannot be'],
    ['a description that is no sentence', { ...preset, description: 'Reads zones' }, 'description cannot be'],
    ['kinds that are no list', { ...preset, kinds: {} }, 'it is a list'],
    ['a kind that is none', { ...preset, kinds: [{ ...kind, kind: 'zones' }] }, 'no kind of resource'],
    ['a kind that may be required', { ...preset, kinds: [{ ...kind, required: 'yes' }] }, 'true or false'],
    ['a kind twice', { ...preset, kinds: [kind, kind] }, 'twice'],
    ['a kind that nothing is granted on', { ...preset, kinds: [kind, { ...kind, kind: 'domain', example: 'domain:a.example' }] }, 'nothing is granted on a domain'],
    ['a pattern that leaves an end open', { ...preset, kinds: [{ ...kind, pattern: '^example' }] }, 'pattern cannot be'],
    ['a pattern that is none', { ...preset, kinds: [{ ...kind, pattern: '^($' }] }, 'Invalid regular expression'],
    ['an example that does not fit', { ...preset, kinds: [{ ...kind, pattern: '^a\\.example$' }] }, 'its own pattern'],
    ['an example of another kind', { ...preset, kinds: [{ ...kind, example: 'domain:example.com' }] }, 'is no zone'],
    ['parts of nothing', { ...preset, kinds: [], parts: [] }, 'allows nothing'],
    ['parts on no kind', { ...preset, parts: [{ ...part, on: [] }] }, 'names kinds, or is null'],
    ['parts on a kind that it does not take', { ...preset, parts: [part, { on: ['domain'], operations: ['Bandwidth::query'] }] }, 'granted on a domain'],
    ['an operation twice', { ...preset, parts: [part, { ...part, on: null }] }, 'twice'],
    ['a module', { ...preset, parts: [part, { on: null, operations: ['DNS::*'] }] }, 'operations cannot be "DNS::*"'],
    ['an operation that no table lists', { ...preset, parts: [part, { on: null, operations: ['DNS::nosuch'] }] }, 'no table lists DNS::nosuch'],
    ['an operation by another name', { ...preset, parts: [part, { on: null, operations: ['Tokens::list'] }] }, 'another name'],
    ['a secret', { ...preset, parts: [part, { on: null, operations: ['SSL::show_key'] }] }, 'hands out a secret'],
    ['what gets beyond the token', { ...preset, parts: [part, { on: null, operations: ['Cron::add_line'] }] }, 'beyond the token'],
    ['what gets beyond the token on these resources', { ...preset, parts: [part, { on: ['zone'], operations: ['Cron::add_line'] }] }, 'beyond the token'],
    ['a name twice', [preset, preset], 'twice'],
  ])('stop the start with %s', (_, presets, words) => {
    expect(() => load(...[presets].flat())).toThrow(words);
  });

  it('stop the start when they are not JSON that is read in one way', () => {
    for (const presets of ['[', '[{"name":"a","name":"b"}]', '{}']) expect(() => composeCatalogue([{ ...tables(), presets }])).toThrow(/presets\.json/);
  });
});
