import * as fc from 'fast-check';
import type { Preset } from '../catalogue.js';
import type { Grant } from '../grant.js';
import type { Leaf } from '../resource.js';
import type { Edition, Editions } from './naive-catalogue-for-spec.js';

/** A name that is the beginning of another, a module of a provider's, and every access class in several modules. */
export const PANEL_NAMES = ['DNS::read_it', 'DNS::change_it', 'DNSSEC::read_it', 'Email::read_it', 'Email::change_it', 'Email::show_key', 'WHM::list_it', 'WHM::change_it'];
export const MANAGEMENT_NAMES = ['Portcullis::list_tokens', 'Portcullis::create_token', 'Portcullis::verify', 'Portcullis::edit_panel', 'Portcullis::no_such'];
const GRANTED_NAMES = [...PANEL_NAMES, ...MANAGEMENT_NAMES, 'Tokens::list', 'WHM::api_token_create'];
const MODULES = ['DNS::*', 'DNSSEC::*', 'Email::*', 'WHM::*', 'Portcullis::*', 'Tokens::*'];
export const FEATURES = ['zoneedit', 'popaccts'];

/** Resources and leaves that have to do with each other. */
export interface Theme {
  readonly resources: readonly string[];
  readonly leaves: readonly Leaf[];
}

const record = (name: string, type: string, zone: string | null): Leaf => ({ kind: 'record', zone, name, type });
const THINGS: Readonly<Record<'zones' | 'mail' | 'files' | 'data' | 'accounts', Theme>> = {
  zones: {
    resources: [
      ...['zone:example.com', 'zone:sub.example.com', 'record:a.example.com/TXT', 'record:a.example.com/*', 'record:*.example.com/A'],
      ...['record:x.sub.example.com/A', 'record:example.com/TXT', 'record:badexample.com/TXT'],
    ],
    leaves: [
      ...(['example.com', 'sub.example.com', 'badexample.com'] as const).map((name) => ({ kind: 'zone', name }) as const),
      ...[record('a.example.com', 'TXT', 'example.com'), record('a.example.com', 'A', 'example.com'), record('a.example.com', 'TXT', null)],
      ...[record('*.example.com', 'A', 'example.com'), record('x.sub.example.com', 'A', 'sub.example.com'), record('x.sub.example.com', 'A', null)],
      { kind: 'unread', of: 'record', zone: 'example.com' },
      { kind: 'unread', of: 'record', zone: null },
      { kind: 'unread', of: 'name', zone: 'example.com' },
    ],
  },
  mail: {
    resources: ['mailbox:bob@example.com', 'mailbox:*@example.com', 'mailbox:bob@example.org', 'domain:example.com', 'domain:example.org'],
    leaves: [
      ...(['example.com', 'example.org'] as const).flatMap((domain): Leaf[] => [{ kind: 'domain', name: domain }, { kind: 'mailbox', local: 'bob', domain }]),
      { kind: 'mailbox', local: 'amy', domain: 'example.com' },
      { kind: 'unread', of: 'name', zone: null },
    ],
  },
  files: {
    resources: ['path:/', 'path:/**', 'path:/a', 'path:/a/**', 'path:/a/b', 'path:/a/b/**', 'path:/ab/**'],
    leaves: [...['/', '/a', '/a/b', '/a/b/c', '/ab', '/ab/c'].map((path): Leaf => ({ kind: 'path', path })), { kind: 'unread', of: 'name', zone: null }],
  },
  data: {
    resources: ['database:al*', 'database:alice_wp', 'db_user:al*', 'db_user:alice_wp', 'ftp_user:alice@example.com', 'cron_line:run a', 'cron_line:run ab'],
    leaves: [
      ...['alice_wp', 'alice_wp2', 'bob'].flatMap((name): Leaf[] => [{ kind: 'database', name }, { kind: 'db_user', name }]),
      { kind: 'ftp_user', name: 'alice@example.com' },
      ...['run a', 'run ab'].map((command): Leaf => ({ kind: 'cron_line', command })),
      { kind: 'unread', of: 'cron_line', zone: null },
      { kind: 'unread', of: 'request', zone: null },
    ],
  },
  accounts: {
    resources: ['account:bob', 'account:*', 'account:bobby', 'zone:example.com'],
    leaves: [
      ...['bob', 'amy', 'bobby'].map((name): Leaf => ({ kind: 'account', name })),
      { kind: 'zone', name: 'example.com', account: 'bob' },
      { kind: 'unread', of: 'request', zone: null, account: 'bob' },
    ],
  },
};
export const THEMES: readonly Theme[] = Object.values(THINGS);

/** Their kinds of resources are the same in every version, so that what a grant names fits whichever version is meant. */
const acme: Preset = {
  ...{ name: 'acme', title: 'Certificates', description: '' },
  parts: [{ operation: 'DNS::read_it', access: 'read', on: null }, { operation: 'DNS::change_it', on: ['record'] }],
  kinds: [{ kind: 'record', required: true, pattern: null, example: 'record:a.example.com/TXT' }],
};
const reader: Preset = {
  ...{ name: 'reader', title: 'Reading', description: '' },
  parts: [{ operation: 'DNS::read_it', access: 'read', on: ['zone'] }, { operation: 'Email::read_it', on: ['mailbox', 'domain'] }],
  kinds: (['zone', 'mailbox', 'domain'] as const).map((kind) => ({ kind, required: false, pattern: null, example: '' })),
};
const PRESETS: readonly (readonly Preset[])[] = [
  [acme, reader], [acme], [],
  [acme, { ...reader, parts: [...reader.parts, { operation: 'Email::show_key', on: null }, { operation: 'WHM::list_it', access: 'read', on: null }] }],
];
const PRESET_RESOURCES = { acme: ['record:a.example.com/TXT', 'record:x.sub.example.com/A'], reader: ['zone:example.com', 'mailbox:*@example.com', 'domain:example.com'] };

const anyRow = fc.option(fc.record({ access: fc.constantFrom('read', 'read', 'write', 'secret'), features: fc.subarray(FEATURES) }), { freq: 15, nil: undefined });
const anyEdition = fc.record({ rows: fc.tuple(...PANEL_NAMES.map(() => anyRow)), rolling: fc.subarray(FEATURES), presets: fc.constantFrom(...PRESETS, PRESETS[0]!) });

/** From one version to the next most functions stay as they are. */
export const anyEditions: fc.Arbitrary<Editions> = fc
  .tuple(anyEdition, fc.array(fc.tuple(anyEdition, fc.subarray(PANEL_NAMES, { maxLength: 3 })), { maxLength: 2 }))
  .map(([first, later]) => {
    const table = ({ rows }: typeof first): Edition['operations'] => Object.fromEntries(PANEL_NAMES.flatMap((name, at) => (rows[at] === undefined ? [] : [[name, rows[at]]])));
    const editions: Edition[] = [{ ...first, operations: table(first) }];
    for (const [next, changed] of later) {
      const [before, after] = [editions.at(-1)!.operations, table(next)];
      const operations = Object.fromEntries(PANEL_NAMES.flatMap((name) => {
        const row = (changed.includes(name) ? after : before)[name];
        return row === undefined ? [] : [[name, row]];
      }));
      editions.push({ ...next, operations });
    }
    return editions;
  });

const anyAccess = fc.constantFrom<{ access?: 'read' | 'write' }>({}, {}, { access: 'read' }, { access: 'write' });
const ending = fc.constantFrom<{ until?: string }>({}, {}, {}, {}, { until: '-1' }, { until: '0' }, { until: '1' });
const selector = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...FEATURES).map((feature) => ({ feature })) },
  { weight: 3, arbitrary: fc.constantFrom(...GRANTED_NAMES).map((operation) => ({ operation })) },
  { weight: 4, arbitrary: fc.constantFrom(...PANEL_NAMES).map((operation) => ({ operation })) },
  { weight: 3, arbitrary: fc.constantFrom(...MODULES).map((operation) => ({ operation })) },
);

/** `until` is told as milliseconds from now, for whoever knows what time it is. */
export function anyResourceGrant({ resources }: Theme): fc.Arbitrary<Grant> {
  const on = (texts: readonly string[]) => fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: fc.subarray([...texts], { minLength: 1, maxLength: 4 }).map((some) => ({ resources: some })) },
  );
  const allowing = fc.tuple(selector, anyAccess, on([...resources, 'zone:*', 'nonsense']), ending, fc.boolean()).map(([what, access, where, until, once]): Grant => ({
    ...what, ...access, ...where, ...until, ...(once && 'operation' in what && !what.operation.endsWith('*') && { once: true as const }),
  }));
  const preset = fc.constantFrom('acme' as const, 'reader' as const).chain((name) => fc
    .tuple(fc.subarray(PRESET_RESOURCES[name], { minLength: name === 'acme' ? 1 : 0 }), ending)
    .map(([some, until]): Grant => ({ preset: name, ...(some.length > 0 && { resources: some }), ...until })));
  const denying = fc.tuple(selector, anyAccess, on(resources)).map(([what, access, where]): Grant => ({ effect: 'deny', ...what, ...access, ...where }));
  return fc.oneof({ weight: 6, arbitrary: allowing }, { weight: 1, arbitrary: preset }, { weight: 2, arbitrary: denying });
}
