import { fromRfc3339, type Instant } from '@portcullis/kernel';
import { compileAddresses, type CompiledAddresses } from './address-list.js';
import type { GrantCatalogue } from './catalogue.js';
import type { TokenFacts } from './facts.js';
import { expand, type ExpandedGrant } from './expand.js';
import { isDenial, moduleOf, type Grant, type GivenUnder, type SimpleGrant } from './grant.js';
import { canonicalOperation } from './management.js';
import type { OperationFacts } from './operation.js';
import { reachOf, type Reach } from './reach.js';
import { parseResource, type ResourcePattern } from './resource.js';
import { compileWindows, type CompiledWindows } from './time-window.js';

/** One grant, read. */
export interface CompiledGrant {
  readonly grant: SimpleGrant;
  /** Its place among the token's grants, from 0: several where a preset has several parts. */
  readonly at: number;
  readonly preset: string | null;
  readonly givenUnder: GivenUnder;
  /** Null: with the token. */
  readonly until: Instant | null;
  /** Null: everything. Only of grants that allow. */
  readonly reach: Reach | null;
  /** Null: everything. Only of denials. */
  readonly patterns: readonly ResourcePattern[] | null;
}

/** Grants by what they select, so that a decision looks at few of them. */
interface GrantIndex {
  /** By `DNS::parse_zone`, and by `DNS::` for a whole module. */
  readonly byName: ReadonlyMap<string, readonly CompiledGrant[]>;
  readonly byFeature: ReadonlyMap<string, readonly CompiledGrant[]>;
}

/** A token's own say, read once. What others own of a decision, such as its account's features, is no part of it. */
export interface CompiledToken {
  readonly facts: TokenFacts;
  readonly allows: GrantIndex;
  /** Null: it is denied nothing. */
  readonly denials: GrantIndex | null;
  readonly addresses: CompiledAddresses;
  readonly windows: CompiledWindows;
}

export function compile(facts: TokenFacts, catalogue: Pick<GrantCatalogue, 'presetNamed' | 'isRolling'>): CompiledToken {
  const all = expand(facts.grants, facts.catalogueVersion, catalogue);
  const denials = all.filter(({ grant }) => isDenial(grant));
  return {
    facts,
    allows: indexOf(all.filter(({ grant }) => !isDenial(grant))),
    denials: denials.length === 0 ? null : indexOf(denials),
    addresses: compileAddresses(facts.ipAllowlist),
    windows: compileWindows(facts.timeWindows),
  };
}

function indexOf(grants: readonly ExpandedGrant[]): GrantIndex {
  const byName = new Map<string, CompiledGrant[]>();
  const byFeature = new Map<string, CompiledGrant[]>();
  for (const expanded of grants) {
    const read = compileGrant(expanded);
    const { grant } = expanded;
    const [index, key] = 'feature' in grant ? [byFeature, grant.feature] : [byName, keyOf(grant.operation)];
    const others = index.get(key);
    if (others) others.push(read);
    else index.set(key, [read]);
  }
  return { byName, byFeature };
}

function keyOf(operation: string): string {
  return operation.endsWith('::*') ? moduleOf(operation) : canonicalOperation(operation);
}

function compileGrant({ grant, at, preset, givenUnder }: ExpandedGrant): CompiledGrant {
  const { resources, until } = grant;
  const denies = isDenial(grant);
  return {
    ...{ grant, at, preset, givenUnder },
    until: until === undefined ? null : readEnd(until),
    reach: resources === undefined || denies ? null : reachOf(resources),
    // A denial that cannot be read is of everything.
    patterns: resources === undefined || !denies ? null : orNull(resources.map(parseResource)),
  };
}

/** An end that cannot be read has come. */
function readEnd(text: string): Instant {
  return fromRfc3339(text) ?? (0 as Instant);
}

function orNull(patterns: readonly (ResourcePattern | null)[]): readonly ResourcePattern[] | null {
  return patterns.includes(null) ? null : (patterns as readonly ResourcePattern[]);
}

const NONE: readonly CompiledGrant[] = [];

/** All grants of an index that may select the operation, whatever row of the catalogue they mean. */
export function candidates({ byName, byFeature }: GrantIndex, operation: OperationFacts): readonly CompiledGrant[] {
  const own = byName.get(operation.name) ?? NONE;
  const ofModule = byName.get(moduleOf(operation.name)) ?? NONE;
  let found = ofModule.length === 0 ? own : own.length === 0 ? ofModule : [...own, ...ofModule];
  if (byFeature.size === 0) return found;
  for (const feature of featuresOf(operation)) {
    const more = byFeature.get(feature);
    if (more) found = found.length === 0 ? more : [...found, ...more];
  }
  return found;
}

function featuresOf({ features, earlier }: OperationFacts): readonly string[] {
  return earlier === undefined ? features : [...new Set([features, ...earlier.map((row) => row.features)].flat())];
}

/** Whether the token holds grants that one call takes from it. */
export function isOnce({ grant }: CompiledGrant): boolean {
  return grant.once === true;
}

/** As the token has it: a part of a preset stands for the preset. */
export function originOf({ facts }: CompiledToken, { at }: CompiledGrant): Grant {
  return facts.grants[at]!;
}
