import { exceeds, type Power } from './attenuate.js';
import type { Preset } from './catalogue.js';
import { catalogueOf, now } from './facts-for-spec.js';
import type { Grant } from './grant.js';
import type { OperationFacts } from './operation.js';

const parseZone: OperationFacts = { name: 'DNS::parse_zone', access: 'read', features: ['zoneedit'], known: true };
const editZone: OperationFacts = { ...parseZone, name: 'DNS::edit_zone', access: 'write' };
/** Was thought to change something before version 2, and was a function of another feature. */
const lookup: OperationFacts = { ...parseZone, name: 'DNS::lookup', earlier: [{ upTo: 1, access: 'write', features: ['advanced'], known: true }] };
const addMailbox: OperationFacts = { name: 'Email::add_pop', access: 'write', features: ['popaccts'], known: true };
const edits: Preset = { name: 'edits', title: '', description: '', kinds: [], parts: [{ operation: 'DNS::edit_zone', on: ['record'] }, { operation: 'DNS::parse_zone', access: 'read', on: null }] };
const catalogue = catalogueOf([parseZone, editZone, lookup, addMailbox], { version: 2, presetNamed: (name, version) => (name === 'edits' && version === 1 ? edits : null) });

const holding = (catalogueVersion: number, grants: readonly Grant[]): Power => ({
  ...{ kind: 'account', access: 'restricted', grants, catalogueVersion, readOnly: false, ipAllowlist: [], timeWindows: [], rateLimit: null, useQuota: null },
});
const at = (offset: number) => ({ until: new Date(now + offset).toISOString() });
const dns: Grant = { operation: 'DNS::*' };
const edit: Grant = { operation: 'DNS::edit_zone' };
const a = { resources: ['record:a.example.com/A'] };
const anyType = { resources: ['record:a.example.com/*', 'path:/a/**'] };
const b = { resources: ['record:b.example.com/A'] };

type Row = [maker: Grant[], child: Grant[], versions?: [number, number]];

/** Each with what it says of the excess; undefined: whatever it says. */
const MAY: Row[] = [
  // until
  [[edit], [{ ...edit, ...at(1) }]],
  [[{ ...edit, ...at(1) }], [{ ...edit, ...at(1) }]],
  [[{ ...edit, ...at(1) }], [{ ...edit, ...at(0) }]],
  // resources
  [[{ ...edit, ...anyType }], [{ ...edit, ...a }]],
  [[{ ...edit, ...anyType }], [{ ...edit, resources: ['path:/a/b', 'record:a.example.com/TXT'] }]],
  [[{ ...edit, ...b }, { ...edit, ...a }], [{ ...edit, ...a }]],
  // one out of something wider
  [[{ ...dns, access: 'read' }], [{ operation: 'DNS::parse_zone' }]],
  [[{ feature: 'zoneedit', ...a }], [{ ...edit, ...a }]],
  [[{ operation: 'DNS::parse_zone', access: 'read' }], [{ operation: 'DNS::parse_zone', access: 'read' }]],
  [[{ operation: 'Tokens::list' }], [{ operation: 'Portcullis::list_tokens' }]],
  [[edit], [{ ...edit, access: 'read' }], [1, 2]],
  [[edit], [edit], [1, 2]],
  [[{ preset: 'edits', ...a }], [{ ...edit, ...a }, { operation: 'DNS::parse_zone', access: 'read' }], [1, 1]],
  [[{ ...edit, ...anyType }, { operation: 'DNS::parse_zone' }], [{ preset: 'edits', ...a }], [1, 1]],
  // what it is denied, denied again, or wider
  [[dns, { ...edit, effect: 'deny' }], [dns, { ...edit, effect: 'deny' }]],
  [[dns, { ...edit, effect: 'deny' }], [dns, { ...dns, effect: 'deny' }]],
  [[dns, { ...edit, ...a, effect: 'deny' }], [dns, { ...dns, effect: 'deny', ...anyType }]],
  [[dns, { ...edit, access: 'write', effect: 'deny' }], [dns, { ...edit, effect: 'deny' }]],
  [[dns, { ...edit, access: 'write', effect: 'deny' }], [dns, { ...dns, access: 'write', effect: 'deny' }]],
  [[dns, { effect: 'deny', feature: 'zoneedit', ...a }], [dns, { effect: 'deny', feature: 'zoneedit' }]],
  [[dns, { effect: 'deny', operation: 'DNS::*', ...a }], [dns, { effect: 'deny', operation: 'Email::*' }, { effect: 'deny', operation: 'DNS::*' }]],
  // what it is denied has nothing to do with it
  [[dns, { effect: 'deny', operation: 'Email::*' }], [dns]],
  [[dns, { effect: 'deny', operation: 'Email::add_pop' }], [dns]],
  [[edit, { effect: 'deny', operation: 'DNS::parse_zone' }], [edit]],
  [[edit, { effect: 'deny', feature: 'popaccts' }], [edit]],
  [[edit, { effect: 'deny', operation: 'Tokens::*' }], [{ effect: 'deny', operation: 'Email::*' }, edit, { effect: 'deny', operation: 'Tokens::*' }]],
];

const MAY_NOT: Row[] = [
  [[{ ...edit, once: true }], [{ ...edit, once: true }]],
  [[{ ...edit, ...at(1) }], [edit]],
  [[{ ...edit, ...at(1) }], [{ ...edit, ...at(2) }]],
  [[{ ...edit, until: 'some day' }], [{ ...edit, until: 'some day' }]],
  [[{ ...edit, ...at(1) }], [{ ...edit, until: 'some day' }]],
  [[{ ...edit, until: 'some day' }], [{ ...edit, ...at(1) }]],
  [[{ ...edit, ...a }], [edit]],
  [[{ ...edit, ...a }], [{ ...edit, ...anyType }]],
  [[{ ...edit, ...a }], [{ ...edit, resources: [...a.resources, ...b.resources] }]],
  [[{ ...edit, ...a, ...at(1) }], [{ ...edit, ...b, ...at(1) }]],
  [[{ ...edit, ...a, ...at(1) }], [{ ...edit, ...a }]],
  [[{ ...edit, resources: ['nonsense'] }], [{ ...edit, resources: ['nonsense'] }]],
  [[edit], [{ operation: 'Email::add_pop' }]],
  [[{ ...dns, access: 'read' }], [edit]],
  [[{ ...edit, access: 'read' }], [edit]],
  [[{ feature: 'zoneedit', access: 'read' }], [{ feature: 'zoneedit', access: 'write' }]],
  [[{ feature: 'zoneedit' }], [dns]],
  [[edit, { operation: 'DNS::parse_zone' }], [dns]],
  // What a name means for reading, and what a feature or a module means at all, hangs on the version.
  [[{ feature: 'zoneedit' }], [{ feature: 'zoneedit' }], [1, 2]],
  [[dns], [dns], [1, 2]],
  [[{ operation: 'DNS::lookup', access: 'read' }], [{ operation: 'DNS::lookup', access: 'read' }], [1, 2]],
  [[{ feature: 'zoneedit' }], [{ operation: 'DNS::lookup' }], [1, 1]],
  [[{ preset: 'edits', ...a }], [{ ...edit, ...b }], [1, 1]],
  [[{ preset: 'edits', ...a }], [{ preset: 'edits', ...b }], [1, 1]],
  // What it is denied
  [[dns, { ...edit, effect: 'deny' }], [dns]],
  [[dns, { ...edit, effect: 'deny' }], [dns, { ...edit, ...a, effect: 'deny' }]],
  [[dns, { ...edit, effect: 'deny' }], [dns, { ...edit, access: 'read', effect: 'deny' }]],
  [[dns, { ...edit, access: 'write', effect: 'deny' }], [dns, { ...edit, access: 'read', effect: 'deny' }]],
  [[dns, { ...edit, effect: 'deny' }], [dns, { effect: 'deny', operation: 'DNS::parse_zone' }]],
  [[dns, { ...dns, ...a, effect: 'deny' }], [dns, { ...edit, ...a, effect: 'deny' }]],
  [[dns, { ...edit, effect: 'deny' }], [dns, { effect: 'deny', feature: 'zoneedit' }]],
  [[dns, { effect: 'deny', feature: 'zoneedit' }], [dns, { effect: 'deny', feature: 'popaccts' }]],
  [[dns, { effect: 'deny', feature: 'zoneedit', ...a }], [dns, { ...dns, effect: 'deny', ...a }]],
  [[dns, { ...edit, effect: 'deny' }, { effect: 'deny', feature: 'popaccts' }], [dns, { ...edit, effect: 'deny' }]],
  [[edit, { effect: 'deny', feature: 'zoneedit', ...a }], [edit]],
  [[{ operation: 'DNS::lookup' }, { effect: 'deny', feature: 'advanced', ...a }], [{ operation: 'DNS::lookup' }]],
  [[{ feature: 'zoneedit' }, { effect: 'deny', operation: 'Email::*' }], [{ feature: 'zoneedit' }]],
  [[edit, { effect: 'deny', operation: 'DNS::*', ...a }], [edit]],
  [[dns, { ...edit, ...a, effect: 'deny' }], [dns]],
  [[{ operation: 'Tokens::list' }, { effect: 'deny', operation: 'WHM::api_token_list', ...a }], [{ operation: 'Portcullis::list_tokens' }]],
  [[{ operation: 'Portcullis::list_tokens' }, { effect: 'deny', operation: 'Tokens::*', ...a }], [{ operation: 'Portcullis::list_tokens' }]],
  // A denial for reading, or for changing, means by an older version what it meant then.
  [[{ operation: 'DNS::lookup' }, { effect: 'deny', operation: 'DNS::lookup', access: 'write' }], [{ operation: 'DNS::lookup' }, { effect: 'deny', operation: 'DNS::lookup', access: 'write' }], [1, 2]],
  [[{ operation: 'DNS::lookup' }, { effect: 'deny', feature: 'advanced' }], [{ operation: 'DNS::lookup' }, { effect: 'deny', feature: 'advanced' }], [1, 2]],
];

describe('a token that holds certain grants', () => {
  it.each(MAY)('may hand on: of %j, %j', (maker, child, [own, others] = [2, 2]) => {
    expect(exceeds(holding(own, maker), holding(others, child), catalogue)).toBeNull();
  });

  it.each(MAY_NOT)('may not hand on: of %j, %j', (maker, child, [own, others] = [2, 2]) => {
    expect(exceeds(holding(own, maker), holding(others, child), catalogue)).not.toBeNull();
  });

  it('is told which of the grants is too much, and which denial would be missing', () => {
    const told = (maker: Grant[], child: Grant[]) => exceeds(holding(1, maker), holding(1, child), catalogue);
    expect(told([edit], [{ effect: 'deny', operation: 'DNS::parse_zone' }, edit, { preset: 'edits', ...a }])).toBe('preset edits on record:a.example.com/A');
    expect(told([dns, { ...edit, ...a, effect: 'deny' }], [dns])).toBe(
      'what it is denied, operation DNS::edit_zone on record:a.example.com/A, so that the new token needs the same denial; else it would hold that',
    );
  });
});
