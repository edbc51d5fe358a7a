import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DOCS_PATHS, type DocsPath, type DocsSite } from '../docs-site.js';
import { isKnown, parseCondition } from '../entity-tags.js';
import { Open } from '../serves.js';

export const DOCS_SITE = Symbol('docs-site');

/** The pages run what this server serves and talk to this server, and to nobody else; nothing in their own text is run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The document of the API, the reference made from it, and what the codes mean. For anybody, and for caches, which ask again. */
@Controller()
export class DocsController {
  constructor(@Inject(DOCS_SITE) private readonly site: DocsSite) {}

  @Get([...DOCS_PATHS])
  @Open()
  @Header('cache-control', 'public, no-cache')
  @Header('content-security-policy', POLICY)
  @Header('x-content-type-options', 'nosniff')
  @Header('referrer-policy', 'no-referrer')
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const file = this.site[request.routeOptions.url as DocsPath];
    const { contentType, body, etag } = file;
    reply.header('etag', etag);
    const condition = parseCondition(request.headers['if-none-match'] ?? '');
    if (condition !== null && isKnown(condition, etag)) await reply.status(304).send();
    else await reply.header('content-type', contentType).send(body);
  }
}
