import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** PEM texts of a certificate for `localhost` and 127.0.0.1, and of its key. */
export interface SelfSigned {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate that vouches for itself: X.509 version 3 (RFC 5280 section 4.1), ECDSA over P-256, good from 2025 to 2049. */
export function selfSigned(): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid('550403'), tlv(0x0c, Buffer.from('localhost')))));
  const body = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time('250101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(extension('551d11', sequence(tlv(0x82, Buffer.from('localhost')), tlv(0x87, Buffer.from([127, 0, 0, 1])))))),
  );
  const certificate = sequence(body, ECDSA_WITH_SHA256, tlv(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
  return { certificate: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));

/** DER (ITU-T X.690): tag, length, content. */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, ...parts);
}

function set(...parts: readonly Buffer[]): Buffer {
  return tlv(0x31, ...parts);
}

function integer(value: Buffer): Buffer {
  return tlv(0x02, value);
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'));
}

function time(text: string): Buffer {
  return tlv(0x17, Buffer.from(text));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tlv(0x04, value));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g)!.join('\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
