import 'reflect-metadata';
import { openApiDocument } from '@portcullis/contracts';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Module } from '@nestjs/common';
import { DOCS_SITE, DocsController } from './controllers/docs.controller.js';
import { DOCS_PATHS, docsSite } from './docs-site.js';

@Module({ controllers: [DocsController], providers: [{ provide: DOCS_SITE, useFactory: docsSite }] })
class DocsModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(DocsModule, new FastifyAdapter(), { logger: false });
  await app.init();
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
const pages = DOCS_PATHS.filter((path) => !/\.\w+$/.test(path));

describe('the documents', () => {
  it('hold the OpenAPI document of the code that serves them', async () => {
    const answer = await get('/openapi.json');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });

  it.each(DOCS_PATHS)('are kept by caches, which ask again: %s', async (path) => {
    const { statusCode, headers, rawPayload } = await get(path);
    expect({ statusCode, headers }).toMatchObject({
      statusCode: 200,
      headers: { 'cache-control': 'public, no-cache', etag: expect.stringMatching(/^"[\w-]{43}"$/), 'x-content-type-options': 'nosniff' },
    });
    expect(rawPayload.length).toBeGreaterThan(0);
    const etag = String(headers.etag);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': known });
      expect(again).toMatchObject({ statusCode: 304, payload: '', headers: { etag } });
    }
    expect(await get(path, { 'if-none-match': '"other"' })).toMatchObject({ statusCode: 200 });
  });

  it.each(pages)('load nothing from elsewhere, and run nothing that stands in the page: %s', async (path) => {
    const { payload, headers } = await get(path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const [, address] of payload.matchAll(/(?:src|href)="([^"]*)"/g)) {
      expect([...DOCS_PATHS, 'data:,']).toContain(address);
    }
    expect(payload).not.toMatch(/<script(?! src=)|<style|\son\w+=|\sstyle=/);
  });

  it('answer nothing else that lies beside them', async () => {
    for (const path of ['/docs/', '/docs/index.html', '/docs/package.json', '/docs/..%2f..%2fpackage.json']) {
      expect(await get(path)).toMatchObject({ statusCode: 404 });
    }
  });
});
