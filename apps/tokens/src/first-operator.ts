import { writeFileSync } from 'node:fs';
import { newTokenText, tokenDigest } from '@portcullis/access';
import { PLATFORM_TENANT_ID, shardOfRoot } from '@portcullis/kernel';
import { randomBytes } from '@portcullis/platform/runtime';

// `node apps/tokens/dist/first-operator.js FILE`: makes the operator token that an installation begins with. Its text goes to
// standard output, once; FILE gets what `PORTCULLIS_BOOTSTRAP_OPERATOR` takes, from which the text cannot be found.
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: first-operator FILE\n');
  process.exit(2);
}
const { text, publicId } = newTokenText({ kind: 'operator', shard: shardOfRoot(PLATFORM_TENANT_ID), randomBytes });
const secret = text.reveal();
try {
  // Never over an earlier one, whose token may be in use.
  writeFileSync(file, `${publicId}:${Buffer.from(tokenDigest(secret)).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
} catch (error) {
  process.stderr.write(`${file} cannot be made (${(error as NodeJS.ErrnoException).code}); no token was made\n`);
  process.exit(1);
}
process.stdout.write(`${secret}\n`);
