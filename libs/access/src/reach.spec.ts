import { THEMES } from './oracle/grant-cases-for-spec.js';
import { means, meets } from './oracle/naive-resource-for-spec.js';
import { mayReach, overlaps, reaches, reachOf, type Overlap } from './reach.js';
import { matches, parseResource, type Leaf } from './resource.js';

const RESOURCES = [...new Set(THEMES.flatMap(({ resources }) => resources))];
const bare = THEMES.flatMap(({ leaves }) => leaves);
const LEAVES: Leaf[] = [...bare, ...bare.map((leaf) => ({ ...leaf, account: 'bob' }))];

describe('each resource and each thing that a call may touch', () => {
  it.each(RESOURCES)('%s means what the README says that it means, one by one and among others', (resource) => {
    const pattern = parseResource(resource)!;
    const others = RESOURCES.filter((one) => one !== resource);
    const [alone, among] = [reachOf([resource]), reachOf([...others, 'nonsense'])];
    const otherwise = LEAVES.filter((leaf) => {
      const [itself, another] = [means(resource, leaf), others.some((other) => means(other, leaf))];
      return matches(pattern, leaf) !== itself || reaches(alone, leaf) !== itself || reaches(among, leaf) !== another;
    });
    expect(otherwise).toEqual([]);
  });

  it.each(RESOURCES)('%s, denied, is met by what lies in it and by what it lies in', (resource) => {
    const answers: Readonly<Record<string, Overlap>> = { true: 'yes', false: 'no', unknown: 'unknown' };
    const pattern = parseResource(resource)!;
    expect(LEAVES.filter((leaf) => overlaps(pattern, leaf) !== answers[String(meets(resource, leaf))])).toEqual([]);
  });
});

describe('what is unread', () => {
  const unread = (of: 'record' | 'cron_line' | 'name' | 'request', zone: string | null = null): Leaf => ({ kind: 'unread', of, zone });

  it.each<[boolean, string, Leaf]>([
    [true, 'record:a.example.com/TXT', unread('record', 'example.com')],
    [true, 'record:example.com/*', unread('record', 'example.com')],
    [true, 'zone:example.com', unread('record', 'example.com')],
    [true, 'cron_line:run a', unread('cron_line')],
    [true, 'account:bob', { ...unread('request'), account: 'bob' }],
    // In another zone, of another kind, or where nobody could find out
    [false, 'record:a.badexample.com/TXT', unread('record', 'example.com')],
    [false, 'zone:example.org', unread('record', 'example.com')],
    [false, 'mailbox:bob@example.com', unread('record', 'example.com')],
    [false, 'record:a.example.com/TXT', unread('record')],
    [false, 'record:a.example.com/TXT', unread('name', 'example.com')],
    [false, 'record:a.example.com/TXT', unread('cron_line')],
    [false, 'cron_line:run a', unread('record', 'example.com')],
    [false, 'path:/**', unread('name')],
    // What has been read is what it is.
    [false, 'record:a.example.com/TXT', { kind: 'zone', name: 'example.com' }],
    [false, 'cron_line:run a', { kind: 'cron_line', command: 'run b' }],
  ])('%s: %s may turn out to reach %j', (expected, resource, leaf) => {
    expect(mayReach(reachOf([resource]), leaf)).toBe(expected);
    expect(mayReach(reachOf(['database:x', resource, 'nonsense']), leaf)).toBe(expected);
  });
});
