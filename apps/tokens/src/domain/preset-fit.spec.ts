import type { Preset } from '@portcullis/access';
import { presetMisfit } from './preset-fit.js';

const acme: Preset = {
  ...{ name: 'acme', title: 'Certificates', description: 'By one record.', parts: [{ operation: 'DNS::parse_zone', on: ['zone'] }] },
  kinds: [
    { kind: 'zone', required: true, pattern: null, example: 'zone:example.com' },
    { kind: 'record', required: true, pattern: '^_acme-challenge\\.[^*]+/TXT$', example: 'record:_acme-challenge.example.com/TXT' },
    { kind: 'domain', required: false, pattern: null, example: 'domain:example.com' },
  ],
};
const monitoring: Preset = { ...acme, name: 'monitoring', kinds: [] };
const zone = 'zone:example.com';
const record = 'record:_acme-challenge.example.com/TXT';

describe('the resources of a preset', () => {
  it.each([
    [acme, [zone, record]],
    [acme, [record, zone, 'zone:example.org', 'domain:example.com']],
    [monitoring, undefined],
  ])('are what it is for', (preset, resources) => expect(presetMisfit({ preset: preset.name, resources }, preset)).toBeNull());

  it.each<[Preset, string[] | undefined, string]>([
    [acme, undefined, 'the preset acme must be told what it is for: name resources such as zone:example.com and record:_acme-challenge.example.com/TXT'],
    [acme, [zone], 'the preset acme must be told what it is for: name resources such as record:_acme-challenge.example.com/TXT'],
    [acme, [zone, record, 'mailbox:a@example.com'], 'the preset acme takes resources such as zone:example.com and record:_acme-challenge.example.com/TXT and domain:example.com, and not mailbox:a@example.com'],
    [acme, [zone, 'record:www.example.com/A'], 'the preset acme takes a record such as record:_acme-challenge.example.com/TXT, and not record:www.example.com/A'],
    // What a pattern is about is the whole text behind the colon.
    [acme, [zone, 'record:_acme-challenge.example.com/*'], 'the preset acme takes a record such as record:_acme-challenge.example.com/TXT, and not record:_acme-challenge.example.com/*'],
    [monitoring, [zone], 'the preset monitoring is about all that the owner has: leave its resources out'],
  ])('are refused where they are not, with what it takes', (preset, resources, sentence) =>
    expect(presetMisfit({ preset: preset.name, resources }, preset)).toBe(sentence));
});
