import { newTokenText, parseTokenText, tokenDigest } from '@portcullis/access';
import { PLATFORM_TENANT_ID, shardOfRoot, type RandomBytes } from '@portcullis/kernel';
import { StackError } from './stack-error.js';

/** The text of the first operator's token, which belongs to the platform itself. */
export function newOperatorToken(randomBytes: RandomBytes): string {
  return newTokenText({ kind: 'operator', shard: shardOfRoot(PLATFORM_TENANT_ID), randomBytes }).text.reveal();
}

/**
 * What the tokens service is told of it, `<public id>:<SHA-256 in hex>`: enough to know the token again, not to use it.
 */
export function bootstrapOperator(operatorToken: string): string {
  const parsed = parseTokenText(operatorToken);
  if (parsed?.kind !== 'operator')
    throw new StackError('dev-secrets.json holds no operator token. Start with --fresh to begin anew.');
  return `${parsed.publicId}:${Buffer.from(tokenDigest(operatorToken)).toString('hex')}`;
}
