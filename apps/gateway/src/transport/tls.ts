import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createSecureContext, type SecureVersion } from 'node:tls';
import type { Logger } from '@portcullis/platform/runtime';

/** PEM: the certificate with those that lead to a known root behind it, and its private key. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

export interface TlsIdentity {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly minVersion: SecureVersion;
}

/** @throws Error that names the files, never what is in them, when they cannot be read or do not belong together. */
export function readTlsIdentity({ certificate, key }: TlsFiles): TlsIdentity {
  try {
    const identity = { cert: readFileSync(certificate), key: readFileSync(key), minVersion: 'TLSv1.2' } as const;
    createSecureContext(identity);
    return identity;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`the certificate ${certificate} and the key ${key} cannot be used together: ${code ?? 'no reason was given'}`, { cause: error });
  }
}

/** On SIGHUP new connections get what the files hold then; if that is no good, what they had. */
export function renewOnHangUp(server: Server, files: TlsFiles, log: Logger, target: Pick<NodeJS.Process, 'on'> = process): void {
  target.on('SIGHUP', () => {
    try {
      (server as unknown as { setSecureContext(identity: TlsIdentity): void }).setSecureContext(readTlsIdentity(files));
      log.info('the certificate was read again');
    } catch (error) {
      log.error('the certificate could not be read again; the one before stays', { err: error });
    }
  });
}
