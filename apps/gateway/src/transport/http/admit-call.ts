import type { Grant } from '@portcullis/access';
import type { HttpOperation } from '@portcullis/contracts';
import { assert, granted, isId } from '@portcullis/kernel';
import type { FastifyRequest } from 'fastify';
import type { Gateway } from '../../gateway.js';
import { useOf, type PresentedToken } from '../../use-cases/presented-token.js';
import type { Target, TargetRef } from '../../use-cases/read-target.js';
import type { Origin } from '../../use-cases/ports.js';
import type { Spent } from '../../use-cases/spend-allowance.js';
import type { NeedsGrants } from '../../use-cases/take-grants.js';
import { repeatableRequest } from '../../domain/repeatable-request.js';
import { clientOf, type Asking } from '../client.js';
import { charge } from './charge.js';
import { credentialOf } from './credentials.js';
import { Problem } from './problem.js';
import type { AnswerHead, Call } from './serves.js';
import { validate, type Input } from './validate.js';

/** What lets a call in, beside what it asks. */
export type CallsGateway = Pick<Gateway, 'authenticate' | 'authoriseCall' | 'chargeCall' | 'takeGrants' | 'uses' | 'publicOrigin'>;

/** A request, as far as it is looked at here. */
export type AskedRequest = Pick<FastifyRequest, 'id' | 'params' | 'query' | 'body'> & Asking;

/**
 * In front of every operation: whose token (401), is the request well formed (400), may the token do this to that (403, 404),
 * does it say which version it means to change, where it has to (428), and may it do so as often as this (429).
 * Who asks comes before what is asked, so that a stranger learns nothing of what a request should hold. Only that a body is JSON
 * of a bounded size is looked at earlier, by the server.
 * @throws Problem that the request is refused with
 */
export async function admitCall<O extends HttpOperation>(gateway: CallsGateway, operation: O, request: AskedRequest, reply: AnswerHead): Promise<Call<O>> {
  reply.header('cache-control', 'no-store');
  assert(isId('req', request.id), 'request ids are made by the server');
  const client = clientOf(request);
  const origin = { requestId: request.id, ip: client.ip };

  const credential = credentialOf(request.headers, operation, gateway.publicOrigin);
  if (credential === 'cross_site') throw new Problem('cross_site', 'the session cookie was sent by a page that is not the console’s own');
  let input: Input<O> | undefined;
  let named: TargetRef | null = null;
  let problem: unknown;
  // Looked at once the caller is known to be live: whom the call is about is read next.
  const look = (): TargetRef | null => {
    try {
      input = validate(operation, request);
      named = namedBy(operation, input);
    } catch (error) {
      problem = error;
    }
    return named;
  };
  const taken: Grant[] = [];
  const judge = async (paid: boolean, asked = false) => {
    const caller = await gateway.authenticate(credential, origin, look, { paid, grants: taken, asked });
    if (!caller.ok) throw new Problem(caller.refusal.code, caller.refusal.detail);
    if (!input) throw problem;
    const { presented } = caller.value;
    const target = named ? caller.value.target : ownTarget(operation, presented);
    const call = await gateway.authoriseCall(presented, operation.operation, target, origin);
    if (!call.ok) throw new Problem(call.refusal.code, call.refusal.detail, [], call.refusal.denial?.code);
    if (operation.precondition === 'required' && input.ifMatch === null) {
      throw new Problem('precondition_required', 'send the ETag of what you read in If-Match');
    }
    const { once, ...authorised } = call.value;
    return { presented, call: authorised, once, input };
  };
  const first = await judge(false);
  const spent = await charge(gateway, first.presented, operation.operation, origin, reply);
  // As a panel call: what was judged before a wait is no longer fresh, and the token may have been revoked meanwhile.
  const fresh = spent.waited ? await orGiveBack(spent, judge(true)) : first;
  const judged = await orGiveBack(spent, withGrants(gateway, fresh, taken, origin, () => judge(true, true)));
  gateway.uses.record(useOf(judged.presented, client));

  const { tokenId: callerTokenId } = judged.call.caller;
  const { idempotencyKey: key, params, body } = judged.input;
  const repeatable = key === null ? null : repeatableRequest({ key, callerTokenId, operation: operation.operation, input: { params, body } });
  return { ...judged.input, ...judged.call, origin, now: judged.presented.now, isCurrent: () => judged.presented.isCurrent(), repeatable, reply };
}

/** The call with the grants for one call that it rests on taken; it throws where it is refused without. */
async function withGrants<Judged extends NeedsGrants>(gateway: CallsGateway, judged: Judged, taken: Grant[], origin: Origin, again: () => Promise<Judged>): Promise<Judged> {
  const outcome = await gateway.takeGrants<Judged, never>(judged, taken, origin, async () => granted(await again()));
  assert(outcome.ok, 'a refusal was thrown');
  return outcome.value;
}

/** A call that is refused after all gets back what it paid. */
async function orGiveBack<Judged>(spent: Spent, judging: Promise<Judged>): Promise<Judged> {
  try {
    return await judging;
  } catch (error) {
    spent.giveBack();
    throw error;
  }
}

/** Null: the call is about its caller. */
function namedBy(operation: HttpOperation, input: Input<HttpOperation>): TargetRef | null {
  const named = (input[operation.target === 'parent' ? 'body' : 'params'] ?? {}) as { tenant?: string; account?: string; parent?: string };
  switch (operation.target) {
    case 'path':
      assert(named.tenant, 'an operation on its path names a tenant there');
      return { tenant: named.tenant, account: named.account ?? null };
    case 'parent':
      return named.parent === undefined ? null : { tenant: named.parent, account: null };
    case 'caller':
      return null;
  }
}

function ownTarget(operation: HttpOperation, { ownerFacts: { tenant, account }, shard }: PresentedToken): Target {
  return { tenant, account: operation.target === 'parent' ? null : account, shard };
}
