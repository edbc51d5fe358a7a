import { takesPower, type HttpOperation } from '@portcullis/contracts';
import { assert } from '@portcullis/kernel';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { GATEWAY, type Gateway } from '../../gateway.js';
import { admitCall } from './admit-call.js';
import { OPEN, SERVED_OPERATION, type AuthorisedRequest } from './serves.js';

/** In front of every operation that a controller's method answers. What lets a call in is `admitCall`. */
@Injectable()
export class CallGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(GATEWAY) private readonly gateway: Gateway,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = this.reflector.get<HttpOperation | undefined>(SERVED_OPERATION, context.getHandler());
    if (!operation) {
      assert(this.reflector.get(OPEN, context.getHandler()), 'a route says what it serves, or that it is open');
      return true;
    }
    const http = context.switchToHttp();
    const request = http.getRequest<AuthorisedRequest>();
    const call = await admitCall(this.gateway, operation, request, http.getResponse<FastifyReply>());
    request.takesPower = takesPower(operation);
    request.call = call;
    return true;
  }
}
