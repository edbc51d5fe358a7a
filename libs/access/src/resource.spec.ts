import { leafText, matches, parseLeaf, parseResource, textsAround, type Leaf } from './resource.js';

const pattern = (text: string) => parseResource(text)!;
const record = (name: string, type = 'TXT', zone: string | null = 'example.com'): Leaf => ({ kind: 'record', zone, name, type });

describe('a resource that a grant names', () => {
  it.each<[string, Leaf]>([
    ['zone:example.com', { kind: 'zone', name: 'example.com' }],
    ['zone:example.com', record('www.example.com', 'A')],
    ['zone:example.com', { kind: 'unread', of: 'record', zone: 'example.com' }],
    ['record:_acme-challenge.example.com/TXT', record('_acme-challenge.example.com')],
    ['record:_acme-challenge.example.com/TXT', record('_acme-challenge.example.com', 'TXT', null)],
    ['record:www.example.com/*', record('www.example.com', 'AAAA')],
    ['record:*.example.com/A', record('*.example.com', 'A')],
    ['mailbox:*@example.com', { kind: 'mailbox', local: 'bob', domain: 'example.com' }],
    ['database:alice_*', { kind: 'database', name: 'alice_wp' }],
    ['path:/public_html/**', { kind: 'path', path: '/public_html' }],
    ['path:/public_html/**', { kind: 'path', path: '/public_html/a/b' }],
    ['path:/**', { kind: 'path', path: '/' }],
    ['cron_line:/usr/bin/true', { kind: 'cron_line', command: '/usr/bin/true' }],
    ['account:*', { kind: 'account', name: 'bob' }],
    ['account:bob', { kind: 'zone', name: 'example.com', account: 'bob' }],
    ['account:bob', { kind: 'unread', of: 'request', zone: null, account: 'bob' }],
  ])('%s means %j', (text, leaf) => expect(matches(pattern(text), leaf)).toBe(true));

  it.each<[string, Leaf]>([
    ['zone:example.com', { kind: 'zone', name: 'sub.example.com' }],
    ['zone:example.com', record('www.sub.example.com', 'A', 'sub.example.com')],
    ['zone:example.com', record('www.example.com', 'A', null)],
    ['zone:example.com', { kind: 'domain', name: 'example.com' }],
    ['zone:example.com', { kind: 'unread', of: 'record', zone: 'example.org' }],
    ['zone:example.com', { kind: 'unread', of: 'name', zone: 'example.com' }],
    ['record:_acme-challenge.example.com/TXT', { kind: 'zone', name: 'example.com' }],
    ['record:_acme-challenge.example.com/TXT', record('_acme-challenge.example.com', 'CNAME')],
    ['record:*.example.com/A', record('www.example.com', 'A')],
    ['record:a.example.com/*', { kind: 'unread', of: 'record', zone: 'example.com' }],
    ['mailbox:bob@example.com', { kind: 'mailbox', local: 'bob', domain: 'example.org' }],
    ['database:alice_*', { kind: 'db_user', name: 'alice_wp' }],
    ['path:/public_html', { kind: 'path', path: '/public_html/a' }],
    ['path:/public_html/**', { kind: 'path', path: '/public_html2' }],
    ['cron_line:/usr/bin/true', { kind: 'cron_line', command: '/usr/bin/true; id' }],
    ['account:bob', { kind: 'zone', name: 'example.com', account: 'bobby' }],
    ['path:/**', { kind: 'unread', of: 'name', zone: null }],
  ])('%s does not mean %j', (text, leaf) => expect(matches(pattern(text), leaf)).toBe(false));
});

const TEXTS = [
  ...['zone:example.com', 'zone:sub.example.com', 'domain:example.com', 'record:a.example.com/TXT', 'record:a.example.com/*', 'record:*.example.com/A'],
  ...['mailbox:bob@example.com', 'mailbox:*@example.com', 'database:alice_wp', 'database:alice_*', 'database:a*', 'db_user:alice_*', 'account:bob', 'account:*'],
  ...['path:/', 'path:/**', 'path:/a', 'path:/a/**', 'path:/a/b', 'path:/a/b/**', 'path:/ab', 'cron_line:x', 'cron_line:y'],
];
const LEAVES: Leaf[] = [
  ...TEXTS.flatMap((text) => parseLeaf(text) ?? []),
  ...[record('a.example.com'), record('a.example.com', 'A'), record('*.example.com', 'A'), record('x.sub.example.com', 'A', 'sub.example.com')],
  { kind: 'unread', of: 'record', zone: 'example.com' },
  { kind: 'unread', of: 'name', zone: null, account: 'bob' },
  { kind: 'zone', name: 'example.com', account: 'bob' },
];

describe('the laws of resources', () => {
  it('what lies within another means nothing that the other does not', () => {
    for (const inner of TEXTS) {
      for (const outer of TEXTS.filter((text) => textsAround(inner).includes(text))) {
        for (const leaf of LEAVES.filter((one) => matches(pattern(inner), one))) expect([inner, outer, leaf, matches(pattern(outer), leaf)]).toEqual([inner, outer, leaf, true]);
      }
    }
  });

  it('everything lies within itself', () => {
    for (const text of TEXTS) expect([text, textsAround(text).includes(text)]).toEqual([text, true]);
  });

  it.each<[string[], string]>([
    [['path:/a/b', 'path:/a/b/**', 'path:/a/**', 'path:/**'], 'path:/a/b'],
    [['path:/a/**', 'path:/**'], 'path:/a/**'],
    [['path:/', 'path:/**'], 'path:/'],
    [['database:alice_wp', 'database:alice_*', 'database:a*'], 'database:alice_wp'],
    [['database:alice_*', 'database:a*'], 'database:alice_*'],
    [['account:bob', 'account:*'], 'account:bob'],
    [['record:a.example.com/TXT', 'record:a.example.com/*'], 'record:a.example.com/TXT'],
    [['mailbox:bob@example.com', 'mailbox:*@example.com'], 'mailbox:bob@example.com'],
    [['zone:sub.example.com'], 'zone:sub.example.com'],
    [[], 'nonsense'],
  ])('within %j alone of many lies %s', (around, text) => {
    const found = textsAround(text);
    expect(TEXTS.filter((one) => found.includes(one)).sort()).toEqual([...around].sort());
  });

  it('a leaf is told as it is written, but for commands, which may hold passwords', () => {
    for (const text of TEXTS) {
      const leaf = parseLeaf(text);
      if (leaf !== null) expect(leafText(leaf)).toBe(text.startsWith('cron_line:') ? 'cron_line:(not shown)' : text);
    }
  });
});
