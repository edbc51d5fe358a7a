import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { consoleDirectory, consoleSite, takesGzip, type ConsoleSite } from './console-site.js';
import { CONSOLE_SITE, ConsoleController } from './controllers/console.controller.js';
import { ProblemFilter } from './problem-filter.js';

const PAGE = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="/console/assets/index-1a2B.js"></script>';
const SCRIPT = 'export const console = 1;\n'.repeat(100);
const FONT = Buffer.from([0x77, 0x4f, 0x46, 0x32, 0]);

let directory: string;
const warnings: string[] = [];
const log = { warn: (message: string) => void warnings.push(message), error: () => undefined } as unknown as ConstructorParameters<typeof ProblemFilter>[1];

@Module({})
class ConsoleModule {
  static with(site: ConsoleSite | null): DynamicModule {
    const providers = [{ provide: CONSOLE_SITE, useValue: site }, { provide: APP_FILTER, useValue: new ProblemFilter('https://api.test/docs/errors', log) }];
    return { module: ConsoleModule, controllers: [ConsoleController], providers };
  }
}

async function serving(site: ConsoleSite | null): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(ConsoleModule.with(site), new FastifyAdapter(), { logger: false });
  await app.init();
  return app;
}

let app: NestFastifyApplication;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'console-'));
  mkdirSync(join(directory, 'assets'));
  const files: [string, string | Buffer][] = [['index.html', PAGE], ['assets/index-1a2B.js', SCRIPT], ['assets/style-9.css', 'body{}'], ['assets/font-3.woff2', FONT], ['assets/index-1a2B.js.map', '{}']];
  for (const [name, body] of files) writeFileSync(join(directory, name), body);
  app = await serving(consoleSite(() => directory, log));
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
const nonceIn = (policy: unknown): string => /'nonce-([^']+)'/.exec(String(policy))![1]!;

describe('the page of the console', () => {
  it.each(['/console', '/console/', '/console/tokens', '/console/tokens/tok_1/edit', '/console?x=1', '/console/a.b/c', '/console/assets'])('is what %s answers, and nothing leads elsewhere', async (url) => {
    const { statusCode, headers, payload } = await get(url);
    expect({ statusCode, headers }).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': expect.stringMatching(/^accelerometer=\(\), .*camera=\(\).*usb=\(\)$/),
      },
    });
    expect(headers).not.toHaveProperty('location');
    expect(payload).toBe(PAGE.replace('__CSP_NONCE__', nonceIn(headers['content-security-policy'])));
  });

  it('runs and loads what this server serves and nothing else; styles it makes carry the nonce of this one answer', async () => {
    const policies = await Promise.all([0, 1].map(async () => String((await get('/console')).headers['content-security-policy'])));
    const [one, other] = policies.map(nonceIn);
    expect(one).toMatch(/^[A-Za-z0-9+/]{24}$/);
    expect(one).not.toBe(other);
    expect(policies[0]!.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${one}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it.each(['/console/%3Cscript%3Ealert(1)%3C/script%3E', '/console/__CSP_NONCE__', '/console?q=%3Cb%3E'])('repeats nothing that was sent: %s', async (url) => {
    const { payload, headers } = await get(url, { host: '<b>.test', 'x-forwarded-host': '<b>.test', 'user-agent': '<b>' });
    expect(payload).toBe(PAGE.replace('__CSP_NONCE__', nonceIn(headers['content-security-policy'])));
  });

  it('is for reading alone', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) expect(await app.inject({ method, url: '/console' })).toMatchObject({ statusCode: 404 });
    expect(await app.inject({ method: 'HEAD', url: '/console' })).toMatchObject({ statusCode: 200, payload: '' });
  });
});

describe('a file of the console', () => {
  it.each<[string, string, string | Buffer]>([
    ['index-1a2B.js', 'text/javascript; charset=utf-8', SCRIPT],
    ['style-9.css', 'text/css; charset=utf-8', 'body{}'],
    ['font-3.woff2', 'font/woff2', FONT],
  ])('is kept for good, since its name changes with it: %s', async (name, contentType, body) => {
    const { statusCode, headers, rawPayload } = await get(`/console/assets/${name}`);
    expect({ statusCode, headers }).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': contentType, 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
    });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(rawPayload).toEqual(Buffer.from(body));
  });

  it('is packed for those who take it so, where that is worth it', async () => {
    const packed = await get('/console/assets/index-1a2B.js', { 'accept-encoding': 'br, gzip' });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(packed.rawPayload.length).toBeLessThan(SCRIPT.length / 5);
    expect(gunzipSync(packed.rawPayload).toString()).toBe(SCRIPT);
    expect((await get('/console/assets/index-1a2B.js')).headers).toMatchObject({ vary: 'accept-encoding' });
    expect((await get('/console/assets/font-3.woff2', { 'accept-encoding': 'gzip' })).headers).not.toHaveProperty('content-encoding');
  });

  it.each([
    '/console/assets/gone-1.js', '/console/assets/', '/console/assets/index-1a2B.js.map', '/console/assets/..%2findex.html', '/console/assets/%2e%2e/index.html', '/console/index.html',
    '/console/favicon.ico', '/console/assets/constructor', '/console/assets/%00', '/console/package.json', '/console/..%2f..%2fpackage.json', '/consoles', '/console.html',
  ])('that is not there is no page: %s', async (url) => {
    const { statusCode, headers, payload } = await get(url);
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(payload).not.toContain('<');
  });

  it.each([
    ['gzip', true], ['br, GZIP;q=0.5', true], ['x-gzip', true], ['*', true], ['br, *;q=0.1', true],
    ['', false], ['br', false], ['gzip;q=0', false], ['gzip; q=0.000', false], ['*, gzip;q=0', false], ['*;q=0', false], ['notgzip', false],
  ])('is packed for Accept-Encoding %j: %j', (text, taken) => expect(takesGzip(text)).toBe(taken));
});

describe('a gateway without a console', () => {
  it('says so once, at start, and to whoever looks for it', async () => {
    expect(consoleSite(() => join(directory, 'nowhere'), log)).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('not built')]);
    const notInstalled = (): never => {
      throw new Error("Cannot find module '@portcullis/console/package.json'");
    };
    expect(consoleSite(notInstalled, log)).toBeNull();
    const without = await serving(null);
    for (const url of ['/console', '/console/tokens', '/console/assets/index-1a2B.js']) {
      const answer = await without.inject({ method: 'GET', url });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'not_found', detail: expect.stringContaining('npm run build') as string });
    }
    await without.close();
  });
});

it('is looked for where the package of the console is built to', () => {
  expect(consoleDirectory()).toMatch(/apps\/console\/dist$/);
});
