import { createAccounts } from './account.js';
import { homePath } from './home-path.js';

const account = createAccounts([{ user: 'alice', token: 'T', mainDomain: 'example.com' }]).get('alice')!;

it.each<[string, string | undefined, string | null]>([
  ['', undefined, '/'],
  ['', 'a', '/a'],
  ['public_html', undefined, '/public_html'],
  ['public_html/', 'a//b', '/public_html/a/b'],
  ['/home/alice', undefined, '/'],
  ['/home/alice/public_html', 'a', '/public_html/a'],
  // What stands in the way of a path below the home is followed, not refused: whoever stands in front must see it.
  ['public_html', '../etc/passwd', '/etc/passwd'],
  ['public_html/../../alice/x', undefined, '/x'],
  ['..', undefined, null],
  ['/home/alice/..', undefined, null],
  ['/etc', 'passwd', '/etc/passwd'],
  ['/home/alice2', undefined, '/home/alice2'],
])('the directory %p with the file %p is %p below the home', (directory, file, expected) => {
  expect(homePath(account, directory, file)).toBe(expected);
});
