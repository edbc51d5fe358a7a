import { HttpException, Inject, Injectable, SetMetadata, UseGuards, applyDecorators, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Verifier } from '../verifier.js';
import { checkBearer, remember, type Required } from './bearer.js';

export { tokenOf, type Required } from './bearer.js';

/** Under which a verifier is provided: `{ provide: VERIFIER, useValue: verifier }`. */
export const VERIFIER = Symbol('Verifier');

type RequiredOf = Required | ((request: IncomingRequest) => Required);
const REQUIRED = Symbol('Required');

/** What Fastify's and Express' requests have in common. */
export interface IncomingRequest {
  readonly headers: { readonly authorization?: string };
  readonly ip?: string;
  readonly params: unknown;
}

/**
 * Lets requests pass with a token that may do what is required; `tokenOf(request)` tells which. On a method, or on a whole controller.
 *
 *     @Get('zones') @RequireToken({ operation: 'DNS::parse_zone' })
 */
export function RequireToken(required: RequiredOf = {}): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(REQUIRED, required), UseGuards(TokenGuard));
}

@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    @Inject(VERIFIER) private readonly verifier: Pick<Verifier, 'verify'>,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<IncomingRequest>();
    const required = this.reflector.getAllAndOverride<RequiredOf>(REQUIRED, [context.getHandler(), context.getClass()]);
    const wanted = typeof required === 'function' ? required(request) : required;
    const checked = await checkBearer(this.verifier, { authorization: request.headers.authorization, ip: request.ip }, wanted);
    if (!checked.ok) {
      const { status, headers, body } = checked.refusal;
      // Under both platforms: Fastify's reply has `header`, Express' response too.
      const response = context.switchToHttp().getResponse<{ header(name: string, value: string): unknown }>();
      for (const [name, value] of Object.entries(headers)) response.header(name, value);
      throw new HttpException(body, status);
    }
    remember(request, checked.token);
    return true;
  }
}
