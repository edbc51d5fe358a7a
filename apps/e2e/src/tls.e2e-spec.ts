import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { sharedStack } from '@portcullis/testkit';
import { onTheWire } from './clients/raw-http.js';
import { extraGateway, type ExtraGateway } from './extra-gateway.js';
import { selfSigned, type SelfSigned } from './self-signed.js';
import { eventually } from './eventually.js';

const { operatorToken } = sharedStack();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-tls-'));
const files = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };

let own: SelfSigned;
let gateway: ExtraGateway;

function put(identity: SelfSigned): void {
  writeFileSync(files.certificate, identity.certificate);
  writeFileSync(files.key, identity.key, { mode: 0o600 });
}

beforeAll(async () => {
  own = selfSigned();
  put(own);
  gateway = await extraGateway({}, ['--tls-cert', files.certificate, '--tls-key', files.key]);
});
afterAll(async () => {
  await gateway?.stop();
  rmSync(folder, { recursive: true });
});

function get(path: string, ca: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(gateway.url + path, { ca, agent: false, headers: { authorization: `Bearer ${operatorToken}` } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode!, text }));
    });
    sent.once('error', reject).end();
  });
}

/** The certificate that new connections are shown, and what they agree on. @throws what kept them from agreeing */
function handshake(options: ConnectionOptions = {}): Promise<{ serial: string; protocol: string | null }> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port: Number(new URL(gateway.url).port), rejectUnauthorized: false, ...options });
    socket.once('error', reject).once('secureConnect', () => {
      resolve({ serial: socket.getPeerCertificate().serialNumber, protocol: socket.getProtocol() });
      socket.destroy();
    });
  });
}

describe('a gateway with a certificate', () => {
  it('serves both doors encrypted', async () => {
    expect(gateway.url).toMatch(/^https:/);
    expect(await get('/v1/tenants/demo', own.certificate)).toMatchObject({ status: 200 });
    expect((await get('/t/demo/execute/DNS/parse_zone', own.certificate)).status).toBe(401);
    await expect(get('/livez', selfSigned().certificate)).rejects.toThrow();
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    expect((await handshake()).protocol).toBe('TLSv1.3');
    expect((await handshake({ maxVersion: 'TLSv1.2' })).protocol).toBe('TLSv1.2');
    await expect(handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow();
  });

  it('answers nothing in the clear', async () => {
    const heard = await onTheWire(gateway.url, 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n').catch(() => '');
    expect(heard).not.toContain('200');
  });

  it('shows the new one after SIGHUP, and keeps the old one when the new is no good', async () => {
    const { serial } = await handshake();
    put({ ...selfSigned(), key: own.key });
    process.kill(gateway.pid, 'SIGHUP');
    expect((await handshake()).serial).toBe(serial);
    const renewed = selfSigned();
    put(renewed);
    process.kill(gateway.pid, 'SIGHUP');
    await eventually(async () => expect((await handshake()).serial).not.toBe(serial));
    expect((await get('/v1/tenants/demo', renewed.certificate)).status).toBe(200);
  });
});
