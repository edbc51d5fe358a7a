import { candidates, type CompiledGrant } from './compile.js';
import { decide, type Decision } from './decide.js';
import type { DenialCode } from './denial.js';
import { allowing, deniedOn, denying, holdsEverything } from './granted.js';
import { covers, describeGrant, isDenial, type Grant } from './grant.js';
import { LIVE_PARTS, OPERATION_PARTS } from './parts.js';
import type { Question } from './question.js';
import { reaches } from './reach.js';
import { leafText, type Leaf } from './resource.js';

/** One part of the decision, judged whatever the others say. */
export interface JudgedPart {
  readonly part: string;
  readonly verdict: 'consents' | 'objects' | 'unknown';
  /** Null: it consents. */
  readonly code: DenialCode | null;
  readonly detail: string | null;
}

/** What one of the token's grants has to do with the question. */
export interface JudgedGrant {
  /** Its place among the token's grants, from 0. */
  readonly at: number;
  readonly grant: Grant;
  readonly says: 'allows' | 'denies' | 'nothing';
  /** Why it says nothing; null where it says something. */
  readonly because: 'other_operation' | 'for_reading' | 'ended' | 'not_a_preset_of_the_policy' | null;
  readonly words: string;
}

/** What of the call is allowed and denied, and by which grants. */
export interface JudgedLeaf {
  readonly resource: string;
  readonly allowedBy: readonly number[];
  readonly deniedBy: readonly number[];
  /** Whether a denial may be of it, and nobody can tell. */
  readonly unclear: boolean;
}

/** The whole reasoning behind a decision. */
export interface Explanation {
  readonly decision: Decision;
  readonly parts: readonly JudgedPart[];
  /** Whether it holds whatever its owner does, so that no grant is asked. */
  readonly holdsEverything: boolean;
  readonly grants: readonly JudgedGrant[];
  readonly leaves: readonly JudgedLeaf[];
}

/** Why the token may, or may not: every part is judged, also behind the first that objects. Decides as `decide` does. */
export function explain(question: Question): Explanation {
  const parts = [...LIVE_PARTS, ...OPERATION_PARTS].map(({ name, judge }): JudgedPart => {
    const objected = judge(question);
    if (objected === null) return { part: name, verdict: 'consents', code: null, detail: null };
    return { part: name, verdict: objected.unknown ? 'unknown' : 'objects', code: objected.code, detail: objected.missing };
  });
  const { facts } = question.token;
  const [allow, deny] = [allowing(question), denying(question)];
  return {
    decision: decide(question),
    parts,
    holdsEverything: holdsEverything(facts),
    grants: facts.grants.map((grant, at) => judgeGrant(question, grant, at, allow, deny)),
    leaves: (question.leaves ?? []).map((leaf) => judgeLeaf(leaf, allow, deny)),
  };
}

function judgeGrant(question: Question, grant: Grant, at: number, allow: readonly CompiledGrant[], deny: readonly CompiledGrant[]): JudgedGrant {
  const says = (isDenial(grant) ? deny : allow).some((one) => one.at === at) ? (isDenial(grant) ? 'denies' : 'allows') : 'nothing';
  return { at, grant, says, because: says === 'nothing' ? because(question, grant, at) : null, words: describeGrant(grant) };
}

function because({ token, operation, now }: Question, grant: Grant, at: number): JudgedGrant['because'] {
  const own = candidates(isDenial(grant) ? (token.denials ?? token.allows) : token.allows, operation).filter((one) => one.at === at);
  if (own.length === 0) return 'other_operation';
  if (isDenial(grant)) return 'for_reading';
  const covering = own.filter((one) => covers(one.grant, operation, one.givenUnder));
  if (covering.length === 0) return grant.access === 'read' ? 'for_reading' : 'other_operation';
  return covering.every(({ until }) => until !== null && until <= now) ? 'ended' : 'not_a_preset_of_the_policy';
}

function judgeLeaf(leaf: Leaf, allow: readonly CompiledGrant[], deny: readonly CompiledGrant[]): JudgedLeaf {
  const denials = deny.map((one) => ({ at: one.at, overlap: deniedOn([one], leaf) }));
  return {
    resource: leafText(leaf),
    allowedBy: places(allow.filter(({ reach }) => reach === null || reaches(reach, leaf))),
    deniedBy: places(denials.filter(({ overlap }) => overlap === 'yes')),
    unclear: denials.some(({ overlap }) => overlap === 'unknown'),
  };
}

function places(grants: readonly { readonly at: number }[]): number[] {
  return [...new Set(grants.map(({ at }) => at))];
}
