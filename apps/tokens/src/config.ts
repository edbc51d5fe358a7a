import { serviceConfig } from '@portcullis/platform/service';
import { z } from 'zod';

export const tokensConfig = serviceConfig.extend({
  PORTCULLIS_KEYRING_FILE: z.string().min(1).describe('the file with the keys that credentials are kept under'),
  PORTCULLIS_SWEEP_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(3_600)
    .describe('how often tokens are deleted that have been dead for longer than their tenant keeps them, in seconds: 1-86400'),
  PORTCULLIS_PROOF_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(60)
    .describe('how often a token is made, revoked and asked about at every verifier, in seconds: 0-86400; 0: never'),
  PORTCULLIS_BOOTSTRAP_OPERATOR: z
    .string()
    .regex(/^[0-9A-Za-z]{8}:[0-9a-f]{64}$/)
    .transform((text) => {
      const [publicId = '', digest = ''] = text.split(':');
      return { publicId, digest };
    })
    .optional()
    .describe('the first operator token, as <public id>:<SHA-256 of its text in hex>'),
});
