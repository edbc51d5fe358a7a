import { compile, decide, decideLive, hangsOnUnread, holdsEverything, missingGrant, type CompiledToken, type DenialCode, type Grant, type Leaf, type Question } from '@portcullis/access';
import type { OwnerFactsMessage } from '@portcullis/contracts';
import { namedAccounts, type FoundAccounts } from './named-accounts.js';
import type { Asked, Forward, JudgedCall, PanelCaller, PanelJudgement, Place } from './panel-asked.js';
import { panelCredential } from './panel-credential.js';
import type { CredentialWatch, DenialLog, Origin, Services, UpstreamKeys } from './ports.js';
import { presentedToken, type PresentedToken, type Taken, type TokenReaders } from './presented-token.js';
import { tellDenial } from './told-denial.js';

export interface JudgingState {
  /** What the call has taken of the token before, so that its being gone is no reason to refuse it. */
  readonly taken: Taken;
  /** What stands at the lines that the one call names, in place of what was unread; null: it was not read. */
  readonly lines: readonly Leaf[] | null;
}

export type JudgePanelCallDeps = TokenReaders & { services: Services; denials: DenialLog; sealKeys: UpstreamKeys; watch: CredentialWatch };

/**
 * May this go to the panel, and as whom? Denials of known tokens are written down before they are answered.
 * `asked` null: all that can be told yet is whether the token is good here.
 */
export function judgePanelCall(deps: JudgePanelCallDeps) {
  return async (caller: PanelCaller, asked: Asked | null, origin: Origin, state: JudgingState): Promise<PanelJudgement> => {
    const accounts: FoundAccounts = new Map();
    const look = async (): Promise<PanelJudgement> => {
      const presented = await presentedToken(deps, { text: caller.tokenText }, origin.requestId, state.taken);
      return presented === null ? BAD_CREDENTIALS : judge(deps, caller, asked, presented, origin, state.lines, accounts);
    };
    const first = await look();
    // Accounts that the call names are asked for behind the look at its token.
    const judged = 'presented' in first && !first.presented.isCurrent() ? await look() : first;
    deps.watch[judged.verdict === 'bad_credentials' ? 'refused' : 'accepted'](origin.ip, caller.tokenText);
    return judged;
  };
}

/** Each is compared with each resource of the token's grants, while others wait. */
const MOST_LEAVES = 500;

/** The credential is good, and whoever holds it can see to it: a client that is told "bad credentials" would look in the wrong place. */
const TOLD_IN_WORDS: ReadonlySet<DenialCode> = new Set(['outside_time_window', 'policy_expiry_required', 'policy_address_required', 'policy_preset_required'] as const);

const BAD_CREDENTIALS: PanelJudgement = { verdict: 'bad_credentials' };

async function judge(
  deps: JudgePanelCallDeps,
  caller: PanelCaller,
  asked: Asked | null,
  presented: PresentedToken,
  origin: Origin,
  lines: readonly Leaf[] | null,
  accounts: FoundAccounts,
): Promise<PanelJudgement> {
  const { token, owner, now, earliest, ownerFacts } = presented;
  const at = { now, earliest, ip: origin.ip };
  const place = placeOf(ownerFacts);
  const calls = (asked?.calls ?? []).map(({ operation, leaves, ...rest }) => ({ ...rest, operation, leaves: withLines(leaves(place), lines) }));
  const deny = async (call: JudgedCall | undefined, code: string, missing: string, grant: Grant | null = null): Promise<PanelJudgement> => {
    const denied = { operation: call?.operation.name ?? 'panel', leaves: call?.leaves ?? [], code, missing, grant };
    return { verdict: 'denied', missing, denial: await tellDenial(deps.denials, presented, origin, denied) };
  };

  const mismatch = mismatchOf(caller, asked, presented);
  const live = decideLive(token, owner, at);
  if (mismatch !== null || (!live.allowed && !TOLD_IN_WORDS.has(live.code))) {
    await (live.allowed ? deny(calls[0], 'wrong_place', mismatch!) : deny(calls[0], live.code, live.missing));
    return BAD_CREDENTIALS;
  }
  // In words is in the shape of the call, so it has to wait for the call.
  if (asked === null) return { verdict: 'live', presented };
  if (!live.allowed) return deny(calls[0], live.code, live.missing);

  const touched = calls.reduce((sum, { leaves }) => sum + leaves.length, 0);
  if (!holdsEverything(token.facts) && touched > MOST_LEAVES) return deny(calls[0], 'not_forwarded', `A call of a restricted token may touch ${MOST_LEAVES} things at most.`);
  let readFirst = false;
  const once: Grant[] = [];
  for (const call of calls) {
    const question = { token: without(token, once, deps), owner, operation: call.operation, leaves: call.leaves, ...at };
    const decision = decide(question);
    if (decision.allowed) {
      readFirst ||= call.byRecord && !allowsWith(decision.once, { ...question, leaves: call.leaves.map(anyRecordOfItsZone) });
      once.push(...decision.once);
      continue;
    }
    // Of several calls in one request each would have to be read where the one before it has left things.
    readFirst = calls.length === 1 && call.account === null && hangsOnUnread(question);
    // A grant helps nobody where the request would be refused with it, too.
    if (!readFirst) return deny(call, decision.code, decision.missing, asked.refusal(place) === null ? missingGrant(question) : null);
  }
  const refusal = asked.refusal(place);
  if (refusal !== null) return deny(calls[0], 'not_forwarded', refusal);
  const named = await namedAccounts(deps.services, accounts, presented, calls, origin);
  if (!named.ok) return deny(calls[0], 'not_forwarded', named.refusal);
  if (asked.servedHere) return { verdict: 'serve', presented, calls, once };
  const credential = panelCredential(deps.sealKeys, presented, asked.panelKind);
  if (typeof credential === 'string') return { verdict: 'denied', missing: credential, denial: null };
  return { verdict: 'forward', presented, calls, credential, accounts: named.value, once, readFirst };
}

/** Whether a token that was let in may do this as well, judged by what was known then. */
export function allowsAsWell({ presented: { token, owner, now, earliest, ownerFacts }, once }: Forward, ip: string, call: (place: Place) => JudgedCall): boolean {
  return allowsWith(once, { token, owner, now, earliest, ip, ...call(placeOf(ownerFacts)) });
}

/** Whether the answer is yes with these grants for one call and no others. */
function allowsWith(once: readonly Grant[], question: Question): boolean {
  const decision = decide(question);
  return decision.allowed && decision.once.every((grant) => once.includes(grant));
}

/** As the token is for the next call of a request, when those before it have taken grants that are for one call. */
function without(token: CompiledToken, taken: readonly Grant[], { grantCatalogue }: TokenReaders): CompiledToken {
  if (taken.length === 0) return token;
  return compile({ ...token.facts, grants: token.facts.grants.filter((grant) => !taken.includes(grant)) }, grantCatalogue);
}

function placeOf({ account }: Pick<OwnerFactsMessage, 'account'>): Place {
  return { user: account?.username ?? null, domains: account?.domains ?? [] };
}

/** What was unread gives way to what was read in its place. */
function withLines(leaves: readonly Leaf[], lines: readonly Leaf[] | null): readonly Leaf[] {
  return lines === null ? leaves : [...leaves.filter(({ kind }) => kind !== 'unread'), ...lines];
}

function anyRecordOfItsZone(leaf: Leaf): Leaf {
  return leaf.kind === 'record' ? { kind: 'unread', of: 'record', zone: leaf.zone, account: leaf.account } : leaf;
}

/** The token must be used by its owner's name, under its own tenant's address: slugs and host names are only hints. */
function mismatchOf({ address, user }: PanelCaller, asked: Asked | null, { facts, ownerFacts: { tenant, account } }: PresentedToken): string | null {
  if (facts.kind !== 'account' && facts.kind !== 'tenant') return 'only tokens of accounts and providers work here';
  if (asked !== null && asked.caller !== facts.kind) return `only a token of kind ${asked.caller} works here`;
  if (asked !== null && asked.panelKind !== tenant.panelKind) return 'the panel of this provider does not speak this API';
  if ('slug' in address ? address.slug !== tenant.slug : !tenant.hosts.includes(address.host)) return 'the token belongs to another address';
  const owner = facts.kind === 'account' ? account?.username : tenant.upstream?.user;
  if (owner === undefined) return facts.kind === 'account' ? 'the token has no account' : 'no panel credential is set for this provider';
  return user !== null && user !== owner ? 'the user is not the owner of the token' : null;
}
