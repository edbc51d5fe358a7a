import type { CallScope, Contract, RefusalOf, RequestOf } from '@portcullis/contracts';
import type { Result } from '@portcullis/kernel';
import { Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { z } from 'zod';
import type { Settling } from './settling.js';

type Outcome<C extends Contract> = Result<z.input<C['reply']>, RefusalOf<C>>;
type Handler<C extends Contract> = (request: RequestOf<C>, scope: CallScope) => Promise<Outcome<C> | Settling<Outcome<C>>>;

/** Nest's own last filter answers every error with "Internal server error" and keeps the Fault to itself. */
@Catch()
class PassOn implements ExceptionFilter<unknown> {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes a controller's method the handler of a contract. It is called with the validated request and the call's scope,
 * answers the reply or one of the contract's refusals, and throws Faults. The types say so at compile time. With `settling(…)`
 * it gives back its work slot before the answer is there.
 */
export function Handles<C extends Contract>(contract: C) {
  return <Method extends Handler<C>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    MessagePattern(`${contract.service}.${contract.name}`, { contract })(target, key, descriptor);
    UseFilters(PassOn)(target, key, descriptor);
    // Nest hands a method its second argument only where it is asked for.
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
}
