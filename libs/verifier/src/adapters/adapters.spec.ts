import { Fault } from '@portcullis/kernel';
import { Controller, Get, Module, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import express from 'express';
import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Verdict, VerifiedToken, VerifyRequest } from '../verdict.js';
import { requireToken as forExpress, tokenOf } from './express.js';
import { requireToken as forFastify } from './fastify.js';
import { RequireToken, VERIFIER } from './nest.js';

const TOKEN = { id: 'tok_1', kind: 'account', name: 'dns', state: 'active' } as unknown as VerifiedToken;
const asked: { token: string; request: VerifyRequest | undefined }[] = [];

/** Knows `good`, which may read zones, and cannot tell of `unclear`. */
const verifier = {
  verify(token: string, request?: VerifyRequest): Promise<Verdict> {
    asked.push({ token, request });
    if (token === 'unclear') return Promise.reject(new Fault('no authority answers', 'unavailable'));
    if (token !== 'good') return Promise.resolve({ allowed: false, code: 'token_unknown', detail: 'no', token: null });
    const allowed = request?.operation === undefined || request.operation === 'DNS::parse_zone';
    return Promise.resolve(allowed ? { allowed, code: 'allowed', detail: null, token: TOKEN } : { allowed, code: 'not_granted', detail: 'The token may not edit zones.', token: TOKEN });
  },
};

@Controller()
class Zones {
  @Get('read')
  @RequireToken({ operation: 'DNS::parse_zone' })
  read(@Req() request: object): string {
    return tokenOf(request)!.id;
  }

  @Get('edit/:zone')
  @RequireToken((request) => ({ operation: 'DNS::mass_edit_zone', resources: [`zone:${(request.params as { zone: string }).zone}`] }))
  edit(): string {
    return 'edited';
  }
}

@Module({ controllers: [Zones], providers: [{ provide: VERIFIER, useValue: verifier }] })
class Zoning {}

/** Each serves the same two routes. @returns the address, and what ends it */
const frameworks: Record<string, () => Promise<[string, () => Promise<unknown>]>> = {
  async express() {
    const app = express();
    app.get('/read', forExpress(verifier, { operation: 'DNS::parse_zone' }), (request, response) => void response.send(tokenOf(request)!.id));
    app.get('/edit/:zone', forExpress(verifier, (request) => ({ operation: 'DNS::mass_edit_zone', resources: [`zone:${request.params['zone'] as string}`] })), (_request, response) => void response.send('edited'));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return [`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => new Promise((resolve) => server.close(resolve))];
  },
  async fastify() {
    const app = fastify();
    app.get('/read', { preHandler: forFastify(verifier, { operation: 'DNS::parse_zone' }) }, (request) => Promise.resolve(tokenOf(request)!.id));
    app.get<{ Params: { zone: string } }>('/edit/:zone', { preHandler: forFastify(verifier, (request) => ({ operation: 'DNS::mass_edit_zone', resources: [`zone:${(request.params as { zone: string }).zone}`] })) }, () => Promise.resolve('edited'));
    return [await app.listen({ port: 0, host: '127.0.0.1' }), () => app.close()];
  },
  async nest() {
    const app = await NestFactory.create<NestFastifyApplication>(Zoning, new FastifyAdapter(), { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    return [await app.getUrl(), () => app.close()];
  },
};

describe.each(Object.keys(frameworks))('under %s', (framework) => {
  let url: string;
  let close: () => Promise<unknown>;
  beforeAll(async () => {
    [url, close] = await frameworks[framework]!();
  });
  afterAll(() => close());
  beforeEach(() => void asked.splice(0));
  const get = (path: string, authorization?: string) => fetch(url + path, authorization === undefined ? {} : { headers: { authorization } });

  it('a request with a token that may passes, and the handler knows which token it was', async () => {
    const answer = await get('/read', 'Bearer good');
    expect([answer.status, await answer.text()]).toEqual([200, 'tok_1']);
    expect(asked.at(-1)).toEqual({ token: 'good', request: { operation: 'DNS::parse_zone', ip: '127.0.0.1' } });
  });

  it('one whose token may not is told in words what is missing, for what the request itself names', async () => {
    const answer = await get('/edit/example.com', 'bearer good');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="portcullis", error="insufficient_scope"');
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toEqual({ title: 'Forbidden', status: 403, detail: 'The token may not edit zones.', code: 'not_granted' });
    expect(asked.at(-1)!.request!.resources).toEqual(['zone:example.com']);
  });

  it.each([
    [undefined, 'Bearer realm="portcullis"'],
    ['Basic Z29vZA==', 'Bearer realm="portcullis"'],
    ['Bearer other', 'Bearer realm="portcullis", error="invalid_token"'],
    ['Bearer good good', 'Bearer realm="portcullis"'],
  ])('one with %p does not', async (authorization, challenge) => {
    const answer = await get('/read', authorization);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, challenge]);
  });

  it('nobody passes while nobody can tell', async () => {
    const answer = await get('/read', 'Bearer unclear');
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('www-authenticate')]).toEqual([503, '1', null]);
  });
});
