import { parseArgs } from 'node:util';

/** Flags for what is often said on the command line, and the variables that they stand for. */
const FLAGS = {
  'tls-cert': 'PORTCULLIS_TLS_CERT_FILE',
  'tls-key': 'PORTCULLIS_TLS_KEY_FILE',
  'trusted-proxies': 'PORTCULLIS_TRUSTED_PROXIES',
} as const;

/** The variables that these arguments set. @throws TypeError for any other argument. */
export function variablesOf(args: readonly string[]): Readonly<Record<string, string>> {
  const options = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  return Object.fromEntries(Object.entries(values).map(([flag, value]) => [FLAGS[flag as keyof typeof FLAGS], String(value)]));
}
