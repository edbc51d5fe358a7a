import { compile, decide, DEFAULT_POLICY, type Decision, type Grant } from '@portcullis/access';
import type { Situation } from '@portcullis/cli/policy-tests';
import { instant, toRfc3339 } from '@portcullis/kernel';
import type { Answer, Api } from '../clients/api.js';
import type { RealToken } from './scene.js';

/** What a door said to a question; or why the question cannot be put to it; or what it did that no door should. */
export type Said = Verdict | { readonly notAsked: string } | { readonly wrong: string };

interface Verdict {
  readonly allowed: boolean;
  /** Null: it tells none. */
  readonly code: string | null;
}

/** What is needed to ask anybody. */
export interface AsOperator {
  readonly operator: Api;
}

/** A door that is asked about one question at a time. */
export type Door = (situation: Situation, token: RealToken, as: AsOperator) => Promise<Said>;

const ZONES: Said = { notAsked: 'its records stand in several zones, or in none that is known' };

/** The question as the API takes it, but for the token; null where one zone cannot be named for all its records. */
function questionBody({ asked, resources, leaves, ip }: Situation): object | null {
  const zones = new Set(leaves.flatMap((leaf) => (leaf.kind === 'record' ? [leaf.zone] : [])));
  if (zones.size > 1) return null;
  const [zone = null] = zones;
  return { operation: asked, ...(resources.length > 0 && { resources }), ...(zone !== null && { zone }), ...(ip !== null && { ip }) };
}

export const verify: Door = async (situation, { issued }, { operator }) => {
  const question = questionBody(situation);
  if (question === null) return ZONES;
  const { status, body } = (await operator.post('/v1/verify', { token: issued.secret, ...question })) as Answer<Verdict>;
  return status === 200 ? { allowed: body.allowed, code: body.code } : { wrong: `verify answered ${status}: ${JSON.stringify(body)}` };
};

const MOST_IN_BATCH = 100;

/** All at once, as the batch is there for; each answer stands where its question stood. */
export async function verifyBatch(questions: readonly (readonly [Situation, RealToken])[], { operator }: AsOperator): Promise<Said[]> {
  const said: Said[] = questions.map(() => ZONES);
  const asked = questions.flatMap(([situation, { issued }], place) => {
    const question = questionBody(situation);
    return question === null ? [] : [{ place, item: { token: issued.secret, ...question } }];
  });
  for (let from = 0; from < asked.length; from += MOST_IN_BATCH) {
    const page = asked.slice(from, from + MOST_IN_BATCH);
    const { status, body } = (await operator.post('/v1/verify/batch', { items: page.map(({ item }) => item) })) as Answer<{ items: Verdict[] }>;
    for (const [n, { place }] of page.entries()) {
      const answer = status === 200 ? body.items[n]! : null;
      said[place] = answer ? { allowed: answer.allowed, code: answer.code } : { wrong: `the batch was answered ${status}: ${JSON.stringify(body)}` };
    }
  }
  return said;
}

/** At the very moment that the file names, moved like everything else. */
export const explain: Door = async (situation, { issued, owner, shifted }, { operator }) => {
  const question = questionBody(situation);
  if (question === null) return ZONES;
  const at = toRfc3339(instant(situation.now + shifted.byMs));
  const { status, body } = (await operator.post(`${owner.path}/tokens/${issued.id}/explain`, { ...question, at })) as Answer<{ decision: Verdict; parts: { verdict: string }[] }>;
  if (status !== 200) return { wrong: `explain answered ${status}: ${JSON.stringify(body)}` };
  const { decision, parts } = body;
  const consents = parts.every(({ verdict }) => verdict === 'consents');
  return consents === decision.allowed ? { allowed: decision.allowed, code: decision.code } : { wrong: `its parts say otherwise than its decision: ${JSON.stringify(body)}` };
};

interface Ability {
  readonly operation: string;
  readonly resources: readonly string[] | null;
  readonly except: readonly string[];
}

/** Whether what is asked lies in what the token is listed to be able to do. */
export const can: Door = async (situation, { issued, owner }, { operator }) => {
  const { asked, operation, ip } = situation;
  if (!operation.known) return { notAsked: 'it lists what the catalogue knows' };
  if (operation.name !== asked) return { notAsked: 'it lists each operation by its one name' };
  const query = new URLSearchParams({ operation: asked, ...(ip !== null && { ip }) });
  const items: Ability[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = (await operator.get(`${owner.path}/tokens/${issued.id}/can?${query.toString()}${cursor && `&cursor=${cursor}`}`)) as Answer<{ items: Ability[]; next: string | null }>;
    if (status !== 200) return { wrong: `can answered ${status}: ${JSON.stringify(body)}` };
    items.push(...body.items);
    cursor = body.next;
  }
  const ability = items.find((one) => one.operation === asked);
  return { allowed: ability !== undefined && isAble(ability, situation), code: null };
};

/** What is listed means what grants and denials of the same words mean. */
function isAble({ operation: name, resources, except }: Ability, { compiled: { facts }, operation, leaves, now }: Situation): boolean {
  const grants: Grant[] = [{ operation: name, ...(resources && { resources: [...resources] }) }, ...(except.length > 0 ? [{ effect: 'deny' as const, operation: name, resources: [...except] }] : [])];
  const bare = { ...facts, access: 'restricted' as const, grants, readOnly: false, ipAllowlist: [], timeWindows: [], notBefore: null, expiresAt: null, revokedAt: null, exhausted: false };
  const token = compile(bare, { presetNamed: () => null, isRolling: () => false });
  return decide({ token, owner: { tenants: ['active'], account: facts.kind === 'account' ? { status: 'active', features: new Set(operation.features) } : null, policy: DEFAULT_POLICY }, operation, leaves, now, ip: null }).allowed;
}

/** Whether the token is among those that may: of several things, of each. */
export const which: Door = async ({ asked, resources, leaves, ip }, { issued, owner }, { operator }) => {
  for (const at of resources.length === 0 ? [null] : resources.keys()) {
    const leaf = at === null ? null : leaves[at]!;
    const zone = leaf?.kind === 'record' ? leaf.zone : null;
    const query = new URLSearchParams({ operation: asked, limit: '200', ...(at !== null && { resource: resources[at]! }), ...(zone !== null && { zone }), ...(ip !== null && { ip }) });
    let listed = false;
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { status, body } = (await operator.get(`${owner.path}/tokens?${query.toString()}${cursor && `&cursor=${cursor}`}`)) as Answer<{ items: { id: string }[]; next: string | null }>;
      if (status !== 200) return { wrong: `the list was answered ${status}: ${JSON.stringify(body)}` };
      listed ||= body.items.some(({ id }) => id === issued.id);
      cursor = body.next;
    }
    if (!listed) return { allowed: false, code: null };
  }
  return { allowed: true, code: null };
};

/** What a door said, held against what the file and the rules say. Null: it agrees, or was not asked. */
export function disagreement(said: Said, decision: Decision): string | null {
  if ('notAsked' in said) return null;
  if ('wrong' in said) return said.wrong;
  const code = decision.allowed ? 'allowed' : decision.code;
  if (said.allowed === decision.allowed && (said.code === null || said.code === code)) return null;
  return `said ${said.allowed ? 'allowed' : 'denied'}${said.code === null ? '' : ` (${said.code})`}, not ${code}`;
}
