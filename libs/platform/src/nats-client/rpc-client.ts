import { setTimeout as pause } from 'node:timers/promises';
import type { Msg } from '@nats-io/transport-node';
import type { CallScope, Contract, RefusalOf, ReplyOf } from '@portcullis/contracts';
import { Defect, Fault, granted, refused, type Result } from '@portcullis/kernel';
import { z } from 'zod';
import type { NatsDoor } from './connect.js';
import { isNoResponders } from './faults.js';
import { decodeReply, describeIssues, encodeRequest } from './wire.js';

export interface RpcClient {
  /**
   * Asks the service and waits `contract.deadlineMs` at most.
   *
   * An idempotent contract is tried once more, after 20-60 ms and within the same deadline, when no instance was there
   * or the one that was asked had no slot free. Never after a timeout: the first attempt may still be at work.
   * After any fault of a contract that is not idempotent, it is unknown whether the call took effect.
   *
   * @throws Fault `unavailable` (no instance, or no broker: at once), `overloaded`, `timeout`, or `broken` (the service
   *   failed, or its answer breaks the contract).
   * @throws Defect when `request` does not fit the contract.
   */
  call<C extends Contract>(
    contract: C,
    request: z.input<C['request']>,
    scope: CallScope,
  ): Promise<Result<ReplyOf<C>, RefusalOf<C>>>;
}

export function createRpcClient(door: NatsDoor): RpcClient {
  return {
    async call<C extends Contract>(contract: C, request: z.input<C['request']>, scope: CallScope) {
      const parsed = contract.request.safeParse(request);
      if (!parsed.success) {
        throw new Defect(`the request of ${contract.name} does not fit its contract: ${describeIssues(parsed.error)}`);
      }
      const endsAt = performance.now() + contract.deadlineMs;
      try {
        return await ask(door, contract, parsed.data, scope, contract.deadlineMs);
      } catch (error) {
        if (!contract.idempotent || !isRetryable(error)) throw error;
        await pause(20 + 40 * Math.random());
        const leftMs = endsAt - performance.now();
        if (leftMs < 1) throw error;
        return ask(door, contract, parsed.data, scope, leftMs);
      }
    },
  };
}

function isRetryable(error: unknown): boolean {
  return error instanceof Fault && (error.kind === 'overloaded' || isNoResponders(error));
}

async function ask<C extends Contract>(
  door: NatsDoor,
  contract: C,
  request: unknown,
  scope: CallScope,
  deadlineMs: number,
): Promise<Result<ReplyOf<C>, RefusalOf<C>>> {
  const { headers, payload } = encodeRequest(request, scope, deadlineMs);
  const subject = door.subjects.rpc(contract, scope.shard);
  await door.turn();
  const answer = await door.whileUp(() => door.connection.request(subject, payload, { headers, timeout: deadlineMs }));
  return read(contract, answer);
}

const refusalBody = z.strictObject({ code: z.string(), detail: z.string() });

function read<C extends Contract>(contract: C, answer: Msg): Result<ReplyOf<C>, RefusalOf<C>> {
  const decoded = decodeReply(answer);
  if (decoded.outcome === 'fault') throw decoded.fault;
  if (decoded.outcome === 'refusal') {
    const body = refusalBody.safeParse(decoded.body);
    if (!body.success || !contract.refusals.some((code) => code === body.data.code)) {
      throw new Fault(`${contract.service} refused ${contract.name} in a way its contract does not name`, 'broken');
    }
    return refused(body.data as RefusalOf<C>);
  }
  const body = contract.reply.safeParse(decoded.body);
  if (!body.success) {
    throw new Fault(`the reply to ${contract.name} does not fit its contract: ${describeIssues(body.error)}`, 'broken');
  }
  return granted(body.data as ReplyOf<C>);
}
