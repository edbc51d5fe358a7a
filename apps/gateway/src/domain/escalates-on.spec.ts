import { escalatesOn } from './escalates-on.js';

describe('an operation that lets its holder get beyond the token', () => {
  const files = { reason: 'It writes files.', unlessOn: ['path', 'domain'] as const };

  it.each<[boolean, string[] | null]>([
    [true, null],
    [false, ['path:/public_html/**']],
    [false, ['path:/a', 'domain:example.com']],
    [true, ['path:/a', 'account:*']],
    // All of the home directory is no bound, and what is hidden in it lets in.
    [true, ['path:/**']],
    [true, ['path:/public_html/**', 'path:/.ssh/authorized_keys']],
  ])('does so is %s where it is held on %j', (escalates, resources) => expect(escalatesOn(files, resources)).toBe(escalates));

  it('does so wherever nothing bounds it, and others never do', () => {
    expect(escalatesOn({ reason: 'It logs in.', unlessOn: [] }, ['account:bob'])).toBe(true);
    expect(escalatesOn(null, null)).toBe(false);
  });
});
