import { permissionsRpc } from '@portcullis/contracts';
import { newId, type RandomBytes } from '@portcullis/kernel';
import type { RpcClient } from '@portcullis/platform/nats-client';
import type { Policies } from '../use-cases/ports.js';

/** What tenants have laid down, asked of the service that keeps it. */
export function policiesOverNats(rpc: RpcClient, randomBytes: RandomBytes): Policies {
  return {
    async deadTokenDays({ tenantId, shard }) {
      const asked = await rpc.call(permissionsRpc.readPolicy, { tenantId }, { tenantId, shard, requestId: newId('req', randomBytes) });
      return asked.ok ? asked.value.effective.deadTokenDays : null;
    },
  };
}
