import type { OperationFacts } from '@portcullis/access';
import type { RandomBytes } from '@portcullis/kernel';
import { authenticate } from './use-cases/authenticate.js';
import { authoriseCall } from './use-cases/authorise-call.js';
import { issueToken } from './use-cases/issue-token.js';
import { judgePanelCall } from './use-cases/judge-panel-call.js';
import type { DenialLog, Services, UpstreamKeys } from './use-cases/ports.js';
import { putUpstream } from './use-cases/put-upstream.js';
import { verifyToken } from './use-cases/verify-token.js';

export interface GatewayParts {
  readonly services: Services;
  readonly denials: DenialLog;
  readonly sealKeys: UpstreamKeys;
  readonly randomBytes: RandomBytes;
  /** Monotonic, for durations. */
  readonly elapsedMs: () => number;
  /** Looks an operation up in the panel's catalogue and ours. */
  readonly operationFacts: (name: string) => OperationFacts;
}

/** What this process can do, for the doors in `transport/`. */
export function createGateway(parts: GatewayParts) {
  const { services, randomBytes, elapsedMs } = parts;
  return {
    ...{ services, randomBytes, elapsedMs },
    authenticate: authenticate(parts),
    authoriseCall: authoriseCall(parts),
    issueToken: issueToken(parts),
    putUpstream: putUpstream(parts),
    verifyToken: verifyToken(parts),
    judgePanelCall: judgePanelCall(parts),
  };
}

export type Gateway = ReturnType<typeof createGateway>;
export const GATEWAY = Symbol('Gateway');
