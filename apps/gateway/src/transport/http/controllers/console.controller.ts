import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { takesGzip, type ConsoleSite } from '../console-site.js';
import { Problem } from '../problem.js';
import { Open } from '../serves.js';

export const CONSOLE_SITE = Symbol('console-site');

/**
 * The page runs what this server serves, talks to this server alone and stands in no frame. Its components put style elements into
 * it, which carry the nonce of the answer; no script needs one.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' } as const;
const HEADERS_OF_PAGE = {
  ...HEADERS,
  'content-type': 'text/html; charset=utf-8',
  // Links into the console hold a secret in their fragment, and addresses of its pages say who has which accounts.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // Nobody who gets hold of the page shall get at the machine it is open on.
  'permissions-policy': ['accelerometer', 'bluetooth', 'camera', 'clipboard-read', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'microphone', 'midi', 'payment', 'serial', 'usb'].map((name) => `${name}=()`).join(', '),
  // For people for whom the browser frames nothing else: RFC 7034.
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

/** The console, a page that talks to `/v1`. Whatever the address is below it, the page is the same: what it shows, it finds out itself. */
@Controller()
export class ConsoleController {
  constructor(@Inject(CONSOLE_SITE) private readonly site: ConsoleSite | null) {}

  @Get('/console')
  @Open()
  async open(@Res() reply: FastifyReply): Promise<void> {
    await this.sendPage(reply);
  }

  @Get('/console/assets/*')
  @Open()
  async asset(@Param('*') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asset = this.built().assets.get(name);
    if (asset === undefined) throw new Problem('not_found', 'there is no such file');
    const { contentType, body, gzipped } = asset;
    reply.headers({ ...HEADERS, 'content-type': contentType, 'cache-control': 'public, max-age=31536000, immutable' });
    if (gzipped !== null) reply.header('vary', 'accept-encoding');
    if (gzipped !== null && takesGzip(String(request.headers['accept-encoding'] ?? ''))) await reply.header('content-encoding', 'gzip').send(gzipped);
    else await reply.send(body);
  }

  /** A link to any of its pages opens it. What looks like a file is none of them. */
  @Get('/console/*')
  @Open()
  async openAt(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    if (/\.[^/]*$/.test(path)) throw new Problem('not_found', 'there is no such file');
    await this.sendPage(reply);
  }

  private async sendPage(reply: FastifyReply): Promise<void> {
    const built = this.built();
    const nonce = randomBytes(18).toString('base64');
    await reply.headers({ ...HEADERS_OF_PAGE, 'content-security-policy': policyWith(nonce) }).send(built.page(nonce));
  }

  private built(): ConsoleSite {
    if (this.site === null) throw new Problem('not_found', 'the console is not built here: npm run build, and start the gateway again');
    return this.site;
  }
}
