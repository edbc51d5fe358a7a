import {
  compile, DENIAL_CODES, effectivePolicy, parseLeaf, type CompiledToken, type Grant, type GrantCatalogue, type Leaf, type OperationFacts, type OwnerFacts, type OwnerStatus, type TenantPolicy,
  type TokenFacts,
} from '@portcullis/access';
import { assert, fromRfc3339, type Instant } from '@portcullis/kernel';
import type { OwnerInFile, TenantInFile } from './format.js';
import type { Path } from './positions.js';
import type { Mistake, Reading, Suite, SuiteTest, SuiteToken } from './read-suite.js';

/** One question that a file asks, with what it expects. */
export interface Situation {
  readonly test: SuiteTest;
  readonly token: SuiteToken;
  readonly compiled: CompiledToken;
  readonly owner: OwnerFacts;
  /** By the name that the file uses, which may be an alias. */
  readonly asked: string;
  readonly operation: OperationFacts;
  /** As the file names them; none: everything that the owner has. */
  readonly resources: readonly string[];
  readonly leaves: readonly Leaf[];
  readonly now: Instant;
  readonly ip: string | null;
  readonly expected: { readonly allowed: boolean; /** Null: whichever. */ readonly code: string | null };
  /** Where the file says what is expected. */
  readonly line: number;
}

/** `DNS::parse_zone zone:alice.example`, as files say it under `allow` and `reasons`. */
export function questionText({ asked, resources }: Pick<Situation, 'asked' | 'resources'>): string {
  return `${asked} ${resources.length === 0 ? 'everything' : resources.join(' + ')}`;
}

/** All that a file asks, each with what it expects: what the file does not list is denied. */
export function situationsOf(suite: Suite, catalogue: GrantCatalogue): Reading<readonly Situation[]> {
  const mistakes: Mistake[] = [];
  const situations = suite.tests.flatMap((test) => {
    const questions = questionsOf(test, catalogue);
    mistakes.push(...contradictions(test, questions));
    const now = instantOf(test.at ?? suite.now);
    return test.tokens.flatMap((token) => {
      const compiled = compile(factsOf(token, suite, now, catalogue), catalogue);
      const owner = ownerFacts(token.owner);
      return questions.map((question): Situation => {
        const leaves = question.resources.map((resource) => leafOf(resource, test.zone ?? null, token.owner.domains));
        return { test, token, compiled, owner, ...question, leaves, now, ip: test.ip ?? null };
      });
    });
  });
  return mistakes.length > 0 ? { ok: false, mistakes: mistakes.sort((one, other) => one.line - other.line) } : { ok: true, value: situations };
}

type Question = Pick<Situation, 'asked' | 'operation' | 'resources' | 'expected' | 'line'>;

function questionsOf(test: SuiteTest, catalogue: GrantCatalogue): Question[] {
  const { operations, resources } = test.ask;
  return operations.flatMap((asked) => resources.map((entry, at) => questionOf(test, asked, catalogue.operationNamed(asked), entry === 'everything' ? [] : [entry].flat(), at)));
}

function questionOf(test: SuiteTest, asked: string, operation: OperationFacts, resources: readonly string[], at: number): Question {
  const text = questionText({ asked, resources });
  const allowed = test.allow.findIndex((line) => line === text || line === asked);
  // What is said of this very question counts before what is said of its operation.
  const reason = [text, asked].find((line) => Object.hasOwn(test.reasons, line));
  const line = allowed >= 0 ? test.lineOf('allow', allowed) : reason === undefined ? test.lineOf('ask', 'resources', at) : test.lineOf('reasons', reason);
  return { asked, operation, resources, expected: allowed >= 0 ? { allowed: true, code: null } : { allowed: false, code: reason === undefined ? null : test.reasons[reason]! }, line };
}

/** What of a test's answers has no question, or cannot be meant. A line that nobody reads would look like a test. */
function contradictions(test: SuiteTest, questions: readonly Question[]): Mistake[] {
  const answerable = new Set(questions.flatMap((question) => [question.asked, questionText(question)]));
  const listed = new Set([...test.allow, ...Object.keys(test.reasons)]);
  const stray = (line: string, ...path: Path): Mistake[] => (answerable.has(line) ? [] : [{ line: test.lineOf(...path), text: `nothing of this kind is asked: ${line}` }]);
  return [
    ...test.allow.flatMap((line, at) => stray(line, 'allow', at)),
    ...Object.entries(test.reasons).flatMap(([line, code]) => {
      const at = test.lineOf('reasons', line);
      if (!(DENIAL_CODES as readonly string[]).includes(code)) return [{ line: at, text: `there is no code ${code}; there are ${DENIAL_CODES.join(', ')}` }];
      if (test.allow.includes(line)) return [{ line: at, text: `${line} is listed as allowed as well` }];
      return stray(line, 'reasons', line);
    }),
    ...strayRecords(test, questions),
    // Else a misspelt name would be denied, as expected, for ever.
    ...test.ask.operations.flatMap((name, at) => {
      const known = questions.some(({ asked, operation }) => asked === name && operation.known);
      const meant = questions.every((question) => question.asked !== name || listed.has(name) || listed.has(questionText(question)));
      return known || meant ? [] : [{ line: test.lineOf('ask', 'operations', at), text: `the catalogue knows no operation ${name}; where that is what is tested, say so: reasons: { ${name}: operation_unclassified }` }];
    }),
  ];
}

/** A zone is named for the records that stand in it. */
function strayRecords({ zone, lineOf }: SuiteTest, questions: readonly Question[]): Mistake[] {
  if (zone === undefined) return [];
  const stray = questions.flatMap(({ resources }) => resources).find((resource) => {
    const leaf = parseLeaf(resource);
    return leaf?.kind === 'record' && !within(leaf.name, zone);
  });
  return stray === undefined ? [] : [{ line: lineOf('zone'), text: `${stray} cannot stand in the zone ${zone}` }];
}

function factsOf({ body, life, owner }: SuiteToken, suite: Suite, now: Instant, catalogue: GrantCatalogue): TokenFacts {
  const createdAt = instantOf(life.createdAt ?? suite.now);
  return {
    kind: owner.user === undefined ? ('kind' in body ? body.kind : 'tenant') : 'account',
    form: 'token',
    access: body.access,
    grants: body.grants as readonly Grant[],
    catalogueVersion: life.catalogueVersion ?? suite.catalogueVersion ?? catalogue.version,
    readOnly: body.readOnly,
    ipAllowlist: body.ipAllowlist,
    timeWindows: body.timeWindows,
    notBefore: body.notBefore === null ? null : instantOf(body.notBefore),
    expiresAt: body.expiresAt === null ? null : instantOf(body.expiresAt),
    revokedAt: life.revoked ? createdAt : null,
    exhausted: life.exhausted,
    credentialEndsAt: null,
    createdAt,
    // A test that is not about idleness need not say when the token was used last.
    activeAt: life.lastUsedAt === undefined ? now : instantOf(life.lastUsedAt),
  };
}

function ownerFacts({ user, features = [], status = 'active', tenant }: OwnerInFile): OwnerFacts {
  const chain = chainOf(tenant);
  return {
    tenants: chain.map((one) => one.status) as [OwnerStatus, ...OwnerStatus[]],
    account: user === undefined ? null : { status, features: new Set(features) },
    policy: effectivePolicy(chain.map((one) => one.policy) as [TenantPolicy, ...TenantPolicy[]]),
  };
}

/** A tenant and all above it. */
export function chainOf(tenant: TenantInFile): [TenantInFile, ...TenantInFile[]] {
  return [tenant, ...(tenant.parent === undefined ? [] : chainOf(tenant.parent))];
}

/** A record stands in the zone that the test names or, where it names none, in that of the owner's domains that fits best. */
function leafOf(resource: string, named: string | null, domains: readonly string[]): Leaf {
  const leaf = parseLeaf(resource);
  assert(leaf !== null, 'a file names only what one call can touch');
  if (leaf.kind !== 'record') return leaf;
  const [longest = null] = domains.filter((domain) => within(leaf.name, domain)).sort((one, other) => other.length - one.length);
  return { ...leaf, zone: named ?? longest };
}

function within(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** The schema of files lets only times through. */
function instantOf(text: string): Instant {
  const at = fromRfc3339(text);
  assert(at !== null, 'a file names only times');
  return at;
}
