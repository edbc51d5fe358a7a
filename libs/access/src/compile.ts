import { fromRfc3339, type Instant } from '@portcullis/kernel';
import { compileAddresses, type CompiledAddresses } from './address-list.js';
import type { GrantCatalogue } from './catalogue.js';
import type { TokenFacts } from './facts.js';
import { expand, type ExpandedGrant } from './expand.js';
import { isDenial, moduleOf, wildcardModule, type Grant, type GivenUnder, type SimpleGrant } from './grant.js';
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

/** Grants with the same selector. */
export interface Selected {
  readonly grants: readonly CompiledGrant[];
  /** Where there are many: those that name a resource which means one thing, by its text. Null: they are few, and looked through. */
  readonly byText: ReadonlyMap<string, readonly CompiledGrant[]> | null;
  /** Where there are many: those that mean other things as well. */
  readonly wide: readonly CompiledGrant[];
}

type SelectedBy = ReadonlyMap<string, Selected> | null;

/** Grants by what they select, so that a decision looks at few of them. Null where there are none of a kind. */
interface GrantIndex {
  /** By `DNS::parse_zone`. */
  readonly byName: SelectedBy;
  /** By `DNS::`. */
  readonly byModule: SelectedBy;
  readonly byFeature: SelectedBy;
}

/** A token's own say, read once. What others own of a decision, such as its account's features, is no part of it. */
export interface CompiledToken {
  readonly facts: TokenFacts;
  readonly allows: GrantIndex;
  /** Null: it is denied nothing. */
  readonly denials: GrantIndex | null;
  readonly addresses: CompiledAddresses;
  readonly windows: CompiledWindows;
  /** Whether one call takes any of its grants from it. */
  readonly hasOnce: boolean;
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
    hasOnce: facts.grants.some(({ once }) => once === true),
  };
}

function indexOf(grants: readonly ExpandedGrant[]): GrantIndex {
  const [byName, byModule, byFeature] = [new Map<string, CompiledGrant[]>(), new Map<string, CompiledGrant[]>(), new Map<string, CompiledGrant[]>()];
  for (const expanded of grants) {
    const { grant } = expanded;
    if ('feature' in grant) add(byFeature, grant.feature, compileGrant(expanded));
    else if (wildcardModule(grant) !== null) add(byModule, moduleOf(grant.operation), compileGrant(expanded));
    else add(byName, canonicalOperation(grant.operation), compileGrant(expanded));
  }
  return { byName: selectedBy(byName), byModule: selectedBy(byModule), byFeature: selectedBy(byFeature) };
}

function add(index: Map<string, CompiledGrant[]>, key: string, grant: CompiledGrant): void {
  // Copied: what grows in place keeps room for a dozen more, and these are kept by the hundred thousand.
  index.set(key, (index.get(key) ?? []).concat(grant));
}

function selectedBy(index: ReadonlyMap<string, CompiledGrant[]>): SelectedBy {
  return index.size === 0 ? null : new Map([...index].map(([key, grants]) => [key, selected(grants)]));
}

/** So many texts are compared as fast as one is looked up. */
const FEW_TEXTS = 8;

function selected(grants: readonly CompiledGrant[]): Selected {
  const texts = grants.reduce((count, { reach }) => count + (reach?.exact.length ?? 0), 0);
  if (texts <= FEW_TEXTS) return { grants, byText: null, wide: NONE };
  const byText = new Map<string, CompiledGrant[]>();
  for (const grant of grants) for (const text of new Set(grant.reach?.exact)) add(byText, text, grant);
  return { grants, byText, wide: [...grants.filter(({ reach }) => reach === null || reach.open.length > 0)] };
}

function compileGrant({ grant, at, preset, givenUnder }: ExpandedGrant): CompiledGrant {
  const { resources, until } = grant;
  const denies = isDenial(grant);
  // Each by its name: what a spread makes has a shape of its own in V8, which takes more room than the grant and is slower to read.
  return {
    grant,
    at,
    preset,
    givenUnder,
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
export function candidates(index: GrantIndex, operation: OperationFacts): readonly CompiledGrant[] {
  const all = selecting(index, operation);
  return all.length === 1 ? all[0]!.grants : all.flatMap(({ grants }) => grants);
}

/** The same by selector: of the operation, of its module, of its features. */
export function selecting({ byName, byModule, byFeature }: GrantIndex, operation: OperationFacts): readonly Selected[] {
  const found: Selected[] = [];
  const gather = (selected: Selected | undefined): void => {
    if (selected !== undefined) found.push(selected);
  };
  gather(byName?.get(operation.name));
  if (byModule !== null) gather(byModule.get(moduleOf(operation.name)));
  if (byFeature !== null) for (const feature of featuresOf(operation)) gather(byFeature.get(feature));
  return found;
}

function featuresOf({ features, earlier }: OperationFacts): readonly string[] {
  return earlier === undefined ? features : [...new Set([features, ...earlier.map((row) => row.features)].flat())];
}

/** As the token has it: a part of a preset stands for the preset. */
export function originOf({ facts }: CompiledToken, { at }: CompiledGrant): Grant {
  return facts.grants[at]!;
}
