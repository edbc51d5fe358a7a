import { decide, decideLive, tokenState, within, type Decision, type Leaf, type OperationFacts } from '@portcullis/access';
import type { verifyHttp, AnswerOf, BodyOf } from '@portcullis/contracts';
import type { Result } from '@portcullis/kernel';
import { namedLeaf } from '../domain/named-leaf.js';
import { isActive } from '../domain/owner-standing.js';
import type { AuthorisedCall } from './authorise-call.js';
import type { Origin, UseLog } from './ports.js';
import { readPresentedToken, useOf, withAUse, type PresentedToken, type TokenReaders } from './presented-token.js';
import type { spendAllowance, SpendRefusal, Spent } from './spend-allowance.js';

export type VerifyAnswer = AnswerOf<typeof verifyHttp.verifyToken>;
export type VerifyQuestion = BodyOf<typeof verifyHttp.verifyToken>;

const UNKNOWN: VerifyAnswer = { allowed: false, code: 'token_unknown', detail: 'the token is not known', token: null };
/** How many tokens of one request are looked at side by side: a batch shall not crowd others out. */
const TOKENS_AT_ONCE = 8;

export interface VerifyDeps extends TokenReaders {
  readonly operationFacts: (name: string) => OperationFacts;
  readonly spend: ReturnType<typeof spendAllowance>;
  readonly uses: UseLog;
}
type VerifyCall = Pick<AuthorisedCall, 'caller'> & { readonly origin: Origin };

/**
 * Is a token live, or may it do this operation? Each question gets its answer, in their order. A token that several of them are about is read
 * once, and all of them are judged by what was read. Another tenant's token is as unknown as no token at all.
 * To be told that it may do an operation is a use of it, paid in the order of the questions; whether it is live may be asked for nothing.
 */
export function verifyTokens(deps: VerifyDeps) {
  return async (call: VerifyCall, questions: readonly VerifyQuestion[]): Promise<VerifyAnswer[]> => {
    const answers: VerifyAnswer[] = [];
    const asked = [...new Set(questions.map(({ token }) => token))];
    const next = async (): Promise<void> => {
      for (let text = asked.shift(); text !== undefined; text = asked.shift()) {
        const places = questions.flatMap(({ token }, place) => (token === text ? [place] : []));
        const given = await aboutOne(call, text, places.map((place) => questions[place]!));
        places.forEach((place, n) => (answers[place] = given[n]!));
      }
    };
    await Promise.all(Array.from({ length: TOKENS_AT_ONCE }, next));
    return answers;
  };

  async function aboutOne({ caller, origin }: VerifyCall, text: string, questions: readonly VerifyQuestion[]): Promise<VerifyAnswer[]> {
    const look = () => readPresentedToken(deps, { text, forms: ['token'] }, origin.requestId);
    const first = await look();
    if (!first || !isBelow(caller, first)) return questions.map(() => UNKNOWN);
    const asked = questions.map(read);
    const judged = asked.map((one) => judge(first, one));
    const paid: (Result<Spent, SpendRefusal> | null)[] = [];
    let seen: PresentedToken | null = first;
    let waited: boolean;
    try {
      for (const [n, { operation }] of asked.entries()) paid.push(operation !== null && judged[n]!.allowed ? await deps.spend(first, origin.requestId) : null);
      waited = paid.some((payment) => payment?.ok && payment.value.waited);
      // What was judged before a wait is no longer fresh: the token may have been revoked meanwhile.
      if (waited) seen = await look().then((again) => again && withAUse(again));
    } catch (fault) {
      for (const payment of paid) if (payment?.ok) payment.value.giveBack();
      throw fault;
    }
    return asked.map((one, n) => {
      const payment = paid[n]!;
      const decision = waited && seen && judged[n]!.allowed ? judge(seen, one) : judged[n]!;
      if (payment?.ok && !(seen && decision.allowed)) payment.value.giveBack();
      if (!seen) return UNKNOWN;
      if (!decision.allowed) return { allowed: false, code: decision.code, detail: decision.missing, token: shown(seen) };
      if (payment && !payment.ok) return { allowed: false, code: payment.refusal.code, detail: payment.refusal.detail, token: shown(seen) };
      if (payment) deps.uses.record(useOf(seen, { ip: one.ip ?? origin.ip, agent: null }));
      return { allowed: true, code: 'allowed', detail: null, token: shown(seen) };
    });
  }

  function read(question: VerifyQuestion): Asked {
    const { operation, resources = [], zone = null, ip = null } = question;
    return { operation: operation === undefined ? null : deps.operationFacts(operation), leaves: resources.map((text) => namedLeaf(text, zone)), ip };
  }
}

interface Asked {
  /** Null: is it live? */
  readonly operation: OperationFacts | null;
  readonly leaves: readonly Leaf[];
  readonly ip: string | null;
}

function judge({ token, owner, now }: PresentedToken, { operation, leaves, ip }: Asked): Decision {
  return operation === null ? decideLive(token, owner, { now, ip }) : decide({ token, owner, operation, leaves, now, ip });
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
