import { parseAddressRange } from '@portcullis/kernel';
import { processConfig } from '@portcullis/platform/service';
import { z } from 'zod';

const LISTEN = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d{1,5})$/;
const LIMIT = /^([1-9]\d{0,7})\/([1-9]\d{0,4})$/;

/** `6000/60`: requests in each window of so many seconds; `off`: null. */
function addressLimit(usual: string) {
  return z
    .string()
    .regex(/^(?:off|[1-9]\d{0,7}\/[1-9]\d{0,4})$/)
    .default(usual)
    .transform((text) => {
      const [, requests, seconds] = LIMIT.exec(text) ?? [];
      return requests === undefined ? null : { requests: Number(requests), seconds: Number(seconds) };
    });
}

/** `10.0.0.0/8,192.0.2.7`: as texts, each of which names a range. */
function addressRanges() {
  return z
    .string()
    .default('')
    .transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''))
    .refine((ranges) => ranges.every((range) => parseAddressRange(range) !== null));
}

export const gatewayConfig = z.object({
  ...processConfig,
  PORTCULLIS_LISTEN: z
    .string()
    .regex(LISTEN)
    .transform((text) => {
      const [, v6, name, port] = LISTEN.exec(text) ?? [];
      return { host: v6 ?? name ?? '', port: Number(port) };
    })
    .describe('where to listen, such as 127.0.0.1:8080 or [::1]:8080'),
  PORTCULLIS_PUBLIC_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('the address that clients use, such as https://api.example.com'),
  PORTCULLIS_KEYRING_FILE: z.string().min(1).describe('the file with the keys that upstream credentials are sealed with'),
  PORTCULLIS_TLS_CERT_FILE: z.string().optional().describe('the PEM file with the certificate, if TLS ends here'),
  PORTCULLIS_TLS_KEY_FILE: z.string().optional().describe('the PEM file with the certificate’s key, if TLS ends here'),
  PORTCULLIS_TRUSTED_PROXIES: addressRanges().describe(
    'addresses and CIDR ranges of proxies before this gateway, with commas between them, such as 10.0.0.0/8,192.0.2.7',
  ),
  PORTCULLIS_PRIVATE_PANELS: addressRanges().describe(
    'addresses and CIDR ranges that are not on the internet and where panels may be, with commas between them, such as 10.1.0.0/16,fd00:1::/32',
  ),
  PORTCULLIS_ADDRESS_RATE_LIMIT: addressLimit('6000/60').describe('requests of one address in so many seconds, such as 6000/60, or off'),
  PORTCULLIS_FAILURE_LIMIT: addressLimit('20/60').describe('credentials of one address that are not accepted in so many seconds, such as 20/60, or off'),
  PORTCULLIS_DEVELOPMENT_CONTROL: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('1: whoever may say so over NATS moves this process’s wall clock; for tests, never in production'),
});
export type GatewayConfig = z.output<typeof gatewayConfig>;

/** @throws Error when only one of the two files is named. */
export function tlsFilesOf({ PORTCULLIS_TLS_CERT_FILE: certificate, PORTCULLIS_TLS_KEY_FILE: key }: GatewayConfig): { certificate: string; key: string } | null {
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined || key === undefined) {
    throw new Error('PORTCULLIS_TLS_CERT_FILE and PORTCULLIS_TLS_KEY_FILE: set both of them or neither');
  }
  return { certificate, key };
}
