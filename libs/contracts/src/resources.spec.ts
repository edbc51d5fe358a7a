import { parseLeaf, parseResource } from '@portcullis/access';
import * as fc from 'fast-check';
import { leaf, resource } from './fields.js';

const EXAMPLES = [
  ...['zone:example.com', 'zone:a_b.example.co.uk', 'zone:Example.com', 'zone:example.com.', 'zone:com', 'zone:*.example.com', 'zone:*'],
  ...['domain:xn--bcher-kva.example', 'domain:bücher.example', 'domain:-a.example', 'domain:a-.example', 'domain:a..example'],
  ...['record:_acme-challenge.example.com/TXT', 'record:*.example.com/A', 'record:a.example.com/*', 'record:a.example.com', 'record:a.example.com/txt', 'record:*/TXT'],
  ...['mailbox:bob@example.com', 'mailbox:*@example.com', 'mailbox:b*@example.com', 'mailbox:@example.com', 'mailbox:bob', 'mailbox:Bob@example.com'],
  ...['database:alice_wp', 'database:alice_*', 'database:*', 'db_user:a', 'ftp_user:a@b.example', 'database:a b'],
  ...['path:/', 'path:/**', 'path:/a', 'path:/a/**', 'path:/a/b.txt', 'path:/a/', 'path:a', 'path:', 'path:/../a', 'path:/a/..', 'path:/./a', 'path:/..a/...', 'path:/a//b', 'path:/a*', 'path:/**/a', 'path:/ü x'],
  ...['cron_line:/usr/bin/php -q a.php * "x"', 'cron_line:', 'cron_line:a\nb', 'account:bob', 'account:*', 'account:Bob', 'account:b*'],
  ...['', ':', 'zone', 'zone:', 'nothing:a', 'constructor:a'],
  ...[`zone:${'a'.repeat(63)}.example`, `zone:${'a'.repeat(64)}.example`, `zone:${'a.'.repeat(126)}example`, `zone:${'a.'.repeat(123)}example`, `record:${'a.'.repeat(123)}example/TXT`, `record:${'a.'.repeat(124)}example/TXT`, `mailbox:a@${'a.'.repeat(124)}example`],
];

/** Texts near the grammar: its own pieces, put together at random. */
const anyText = fc
  .array(fc.constantFrom('zone', 'domain', 'record', 'mailbox', 'database', 'path', 'cron_line', 'account', ':', '/', '.', '*', '@', '-', '_', 'a', 'example', 'com', 'TXT', ' ', '..', 'Z', '\u0000'), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('a resource in a message', () => {
  it.each(EXAMPLES)('%j is let through exactly when the rule understands it', (text) => {
    expect(resource.safeParse(text).success).toBe(parseResource(text) !== null);
    expect(leaf.safeParse(text).success).toBe(parseLeaf(text) !== null);
  });

  it('is let through exactly when the rule understands it, whatever it looks like', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect([text, resource.safeParse(text).success]).toEqual([text, parseResource(text) !== null]);
        expect([text, leaf.safeParse(text).success]).toEqual([text, parseLeaf(text) !== null]);
      }),
      { numRuns: 5_000 },
    );
  });
});
