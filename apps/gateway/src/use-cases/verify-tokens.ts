import { decide, decideLive, missingGrant, tokenState, within, type Decision, type Grant, type Leaf, type OperationFacts } from '@portcullis/access';
import type { verifyHttp, AnswerOf, BodyOf } from '@portcullis/contracts';
import { granted, refused, type Result } from '@portcullis/kernel';
import { namedLeaf } from '../domain/named-leaf.js';
import { isActive } from '../domain/owner-standing.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { DenialLog, Origin, UseLog } from './ports.js';
import { NOTHING_TAKEN, presentedToken, useOf, type PresentedToken, type Taken, type TokenReaders } from './presented-token.js';
import type { spendAllowance, SpendRefusal, Spent } from './spend-allowance.js';
import type { NeedsGrants, takeGrants } from './take-grants.js';
import { tellDenial } from './told-denial.js';

export type VerifyAnswer = AnswerOf<typeof verifyHttp.verifyToken>;
export type VerifyQuestion = BodyOf<typeof verifyHttp.verifyToken>;

const UNKNOWN: VerifyAnswer = { allowed: false, code: 'token_unknown', detail: 'the token is not known', token: null, denial: null };
/** How many tokens of one request are looked at side by side: a batch shall not crowd others out. */
const TOKENS_AT_ONCE = 8;

export interface VerifyDeps extends TokenReaders {
  readonly operationFacts: (name: string) => OperationFacts;
  readonly spend: ReturnType<typeof spendAllowance>;
  readonly uses: UseLog;
  readonly take: ReturnType<typeof takeGrants>;
  readonly denials: DenialLog;
}
type VerifyCall = Pick<AuthorisedCall, 'caller'> & { readonly origin: Origin };

/**
 * Is a token live, or may it do this operation? Each question gets its answer, in their order. A token that several of them are about is read
 * once, and all of them are judged by what was read. Another tenant's token is as unknown as no token at all.
 * To be told that it may do an operation is a use of it, paid in the order of the questions; whether it is live may be asked for nothing.
 * `telling`: that a known token may not do an operation is written down, as where it is used.
 */
export function verifyTokens(deps: VerifyDeps) {
  return async (call: VerifyCall, questions: readonly VerifyQuestion[], telling = false): Promise<VerifyAnswer[]> => {
    const [only, ...others] = questions;
    if (only !== undefined && others.length === 0) return aboutOne(call, only.token, questions, telling);
    const answers: VerifyAnswer[] = [];
    const asked = [...new Set(questions.map(({ token }) => token))];
    const next = async (): Promise<void> => {
      for (let text = asked.shift(); text !== undefined; text = asked.shift()) {
        const places = questions.flatMap(({ token }, place) => (token === text ? [place] : []));
        const given = await aboutOne(call, text, places.map((place) => questions[place]!), telling);
        places.forEach((place, n) => (answers[place] = given[n]!));
      }
    };
    await Promise.all(Array.from({ length: TOKENS_AT_ONCE }, next));
    return answers;
  };

  async function aboutOne({ caller, origin }: VerifyCall, text: string, questions: readonly VerifyQuestion[], telling: boolean): Promise<VerifyAnswer[]> {
    const look = (taken: Taken) => presentedToken(deps, { text }, origin.requestId, taken);
    const first = await look(NOTHING_TAKEN);
    if (!first || !isBelow(caller, first)) return questions.map(() => UNKNOWN);
    const asked = questions.map(read);
    const judged = asked.map((one) => judge(first, one));
    const paid: (Result<Spent, SpendRefusal> | null)[] = [];
    const found: Found[] = [];
    try {
      for (const [n, { operation }] of asked.entries()) paid.push(operation !== null && judged[n]!.allowed ? await deps.spend(first, origin.requestId) : null);
      const waited = paid.some((payment) => payment?.ok && payment.value.waited);
      // What was judged before a wait is no longer fresh: the token may have been revoked meanwhile.
      const seen = waited ? await look({ ...NOTHING_TAKEN, paid: true }) : first;
      for (const [n, one] of asked.entries()) {
        const decision = waited && seen && judged[n]!.allowed ? judge(seen, one) : judged[n]!;
        found.push(paid[n]?.ok ? await withGrants(one, { seen, decision }, origin, look) : { seen, decision });
      }
    } catch (fault) {
      for (const payment of paid) if (payment?.ok) payment.value.giveBack();
      throw fault;
    }
    const answers = asked.map((one, n) => answerTo(one, found[n]!, paid[n]!, origin));
    if (!telling) return answers;
    return Promise.all(answers.map(async (answer, n) => ({ ...answer, denial: await told(asked[n]!, found[n]!, answer, origin) })));
  }

  /** The grants for one call that an allowance rests on are taken before it is told. */
  async function withGrants(one: Asked, { seen, decision }: Found, origin: Origin, look: (taken: Taken) => Promise<PresentedToken | null>): Promise<Found> {
    if (seen === null || !decision.allowed) return { seen, decision };
    const grants: Grant[] = [];
    const settled = await deps.take({ presented: seen, once: decision.once }, grants, usedFrom(one, origin), async (): Promise<Result<NeedsGrants, Found>> => {
      const presented = await look({ paid: true, grants, asked: true });
      if (!presented) return refused({ seen: null, decision });
      const next = judge(presented, one);
      return next.allowed ? granted({ presented, once: next.once }) : refused({ seen: presented, decision: next });
    });
    return settled.ok ? { seen: settled.value.presented, decision } : settled.refusal;
  }

  function answerTo(one: Asked, { seen, decision }: Found, payment: Result<Spent, SpendRefusal> | null, origin: Origin): VerifyAnswer {
    if (payment?.ok && !(seen && decision.allowed)) payment.value.giveBack();
    if (!seen) return UNKNOWN;
    const token = shown(seen);
    if (!decision.allowed) return { allowed: false, code: decision.code, detail: decision.missing, token, denial: null };
    if (payment && !payment.ok) return { allowed: false, code: payment.refusal.code, detail: payment.refusal.detail, token, denial: null };
    if (payment) deps.uses.record(useOf(seen, { ip: usedFrom(one, origin).ip, agent: null }));
    return { allowed: true, code: 'allowed', detail: null, token, denial: null };
  }

  async function told({ operation, leaves, ip }: Asked, { seen }: Found, { code, detail }: VerifyAnswer, origin: Origin): Promise<VerifyAnswer['denial']> {
    if (seen === null || operation === null || detail === null) return null;
    const { token, owner, now, earliest } = seen;
    const grant = missingGrant({ token, owner, operation, leaves, now, earliest, ip });
    const denial = await tellDenial(deps.denials, seen, usedFrom({ ip }, origin), { operation: operation.name, leaves, code, missing: detail, grant });
    return denial?.code ?? null;
  }

  function read(question: VerifyQuestion): Asked {
    const { operation, resources = [], zone = null, ip = null } = question;
    return { operation: operation === undefined ? null : deps.operationFacts(operation), leaves: resources.map((text) => namedLeaf(text, zone)), ip };
  }
}

/** Null: nobody knows the token any more. */
interface Found {
  readonly seen: PresentedToken | null;
  readonly decision: Decision;
}

/** Where the token is used, as far as whoever asks has told. */
function usedFrom({ ip }: Pick<Asked, 'ip'>, origin: Origin): Origin {
  return { ...origin, ip: ip ?? origin.ip };
}

interface Asked {
  /** Null: is it live? */
  readonly operation: OperationFacts | null;
  readonly leaves: readonly Leaf[];
  readonly ip: string | null;
}

function judge({ token, owner, now, earliest }: PresentedToken, { operation, leaves, ip }: Asked): Decision {
  return operation === null ? decideLive(token, owner, { now, earliest, ip }) : decide({ token, owner, operation, leaves, now, earliest, ip });
}

function isBelow(caller: AuthorisedCall['caller'], { facts, ownerFacts }: PresentedToken): boolean {
  return within(caller, {
    tenantId: facts.tenantId,
    tenantAncestors: ownerFacts.tenant.ancestors.map(({ id }) => id),
    accountId: facts.accountId,
  });
}

function shown({ facts, token, ownerFacts, now }: PresentedToken): VerifyAnswer['token'] {
  const { id, kind, form, tenantId, accountId, name, access, expiresAt } = facts;
  return { id, kind, form, tenantId, accountId, name, access, expiresAt, state: tokenState(token.facts, now, isActive(ownerFacts)) };
}
