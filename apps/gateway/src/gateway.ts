import type { OperationFacts } from '@portcullis/access';
import type { PortcullisCatalogue } from '@portcullis/catalogue';
import type { Catalogue } from '@portcullis/cpanel';
import type { Instant, RandomBytes, Shard } from '@portcullis/kernel';
import type { Verifier } from '@portcullis/verifier';
import type { SliceBook } from './domain/slice-book.js';
import { mayStillUse } from './domain/use-quota.js';
import { allowDenial } from './use-cases/allow-denial.js';
import { authenticate } from './use-cases/authenticate.js';
import { authoriseCall } from './use-cases/authorise-call.js';
import { chargeCall } from './use-cases/charge-call.js';
import { createLink } from './use-cases/create-link.js';
import { editToken } from './use-cases/edit-token.js';
import { explainToken } from './use-cases/explain-token.js';
import { findDenial, type FoundDenial } from './use-cases/find-denial.js';
import { followAccountEffect } from './use-cases/follow-account-effect.js';
import { issueToken } from './use-cases/issue-token.js';
import { judgePanelCall } from './use-cases/judge-panel-call.js';
import { listAbilities } from './use-cases/list-abilities.js';
import { listRecords, type PanelReader } from './use-cases/list-records.js';
import { openSession } from './use-cases/open-session.js';
import type { CredentialWatch, DenialLog, Origin, Services, UpstreamKeys, UseLog } from './use-cases/ports.js';
import type { PresentedToken } from './use-cases/presented-token.js';
import { putPolicy } from './use-cases/put-policy.js';
import { putTenantUpstream } from './use-cases/put-tenant-upstream.js';
import { putUpstream } from './use-cases/put-upstream.js';
import { readEnforcement } from './use-cases/read-enforcement.js';
import { readReceipt } from './use-cases/read-receipt.js';
import { regenerateToken } from './use-cases/regenerate-token.js';
import { reportLeaks } from './use-cases/report-leaks.js';
import { revokeMany } from './use-cases/revoke-many.js';
import { rekey } from './use-cases/rekey.js';
import { showToken, showTokens } from './use-cases/show-tokens.js';
import { showDenial } from './use-cases/show-denial.js';
import { serveTokens } from './use-cases/serve-tokens.js';
import { spendAllowance } from './use-cases/spend-allowance.js';
import { takeGrants } from './use-cases/take-grants.js';
import { tokenTarget } from './use-cases/token-target.js';
import { verifyTokens } from './use-cases/verify-tokens.js';
import { whichTokens } from './use-cases/which-tokens.js';

export interface GatewayParts {
  readonly services: Services;
  readonly panel: PanelReader;
  /** What decides comes from its memory. Told of `slices`. */
  readonly verifier: Verifier;
  /** What this gateway has drawn of what bounds tokens. */
  readonly slices: SliceBook;
  readonly denials: DenialLog;
  readonly uses: UseLog;
  readonly watch: CredentialWatch;
  readonly sealKeys: UpstreamKeys;
  readonly randomBytes: RandomBytes;
  /** The address that clients use, without a slash at its end. */
  readonly publicUrl: string;
  /** Monotonic, for durations. */
  readonly elapsedMs: () => number;
  /** Looks an operation up in the panel's catalogue and ours. */
  readonly operationFacts: (name: string) => OperationFacts;
  /** Whichever panel it belongs to, in all versions. */
  readonly grantCatalogue: PortcullisCatalogue;
  /** Of the panel's own functions and privileges. */
  readonly catalogue: Pick<Catalogue, 'privileges' | 'openedBy' | 'operationNamed'>;
}

/** What this process can do, for the doors in `transport/`. */
export function createGateway(parts: GatewayParts) {
  const { services, verifier, slices, uses, randomBytes, elapsedMs, publicUrl, grantCatalogue } = parts;
  const held = { ...parts, mayStillUse: mayStillUse(slices) };
  const spend = spendAllowance({ services, slices });
  const take = takeGrants({ services });
  const edit = editToken(parts);
  const find = findDenial({ services });
  return {
    ...{ services, verifier, uses, randomBytes, elapsedMs, grantCatalogue, publicOrigin: new URL(publicUrl).origin },
    authenticate: authenticate(parts),
    authoriseCall: authoriseCall(parts),
    createLink: createLink(parts),
    explainToken: explainToken(held),
    editToken: edit,
    findDenial: find,
    allowDenial: allowDenial({ find, edit, grantCatalogue }),
    showDenial: (found: FoundDenial, now: Instant) => showDenial(found, now, grantCatalogue),
    followAccountEffect: followAccountEffect(parts),
    issueToken: issueToken(parts),
    listAbilities: listAbilities({ ...held, operations: parts.grantCatalogue.operations }),
    listRecords: listRecords(parts),
    openSession: openSession(parts),
    putPolicy: putPolicy(parts),
    putUpstream: putUpstream(parts),
    putTenantUpstream: putTenantUpstream(parts),
    readEnforcement: readEnforcement(parts),
    readReceipt: readReceipt(parts),
    regenerateToken: regenerateToken(parts),
    rekey: rekey(parts),
    reportLeaks: reportLeaks(parts),
    revokeMany: revokeMany(parts),
    serveTokens: serveTokens(parts),
    tokenTarget: (presented: PresentedToken, account: string | null, origin: Origin) => tokenTarget(services, presented, account, origin),
    showToken: showToken(parts),
    showTokens: showTokens(parts),
    takeGrants: take,
    verifyTokens: verifyTokens({ ...parts, spend, take }),
    whichTokens: whichTokens({ ...held, presetsWith: parts.grantCatalogue.presetsWith }),
    judgePanelCall: judgePanelCall(parts),
    chargeCall: chargeCall({ ...parts, spend }),
    /** Hears of changes that may be about tokens of that shard, once they are in force here. Answers what ends the hearing. */
    onChange: (shard: Shard, listener: () => void) => verifier.onChange((change) => (change.shard === shard ? listener() : undefined)),
  };
}

export type Gateway = ReturnType<typeof createGateway>;
export const GATEWAY = Symbol('Gateway');
