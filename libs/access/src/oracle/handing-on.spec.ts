import * as fc from 'fast-check';
import { exceeds, type Power } from '../attenuate.js';
import { compile } from '../compile.js';
import { decide } from '../decide.js';
import type { TokenFacts } from '../facts.js';
import type { Grant } from '../grant.js';
import { PRINCIPAL_KINDS } from '../principal.js';
import { holds } from '../random-cases-for-spec.js';
import { policyTrouble } from '../under-policy.js';
import { ADDRESSES, anything, anyWindow, mostly, ownerFacts, quiet } from './cases-for-spec.js';
import { anyResourceGrant, MANAGEMENT_NAMES, PANEL_NAMES, THEMES } from './grant-cases-for-spec.js';
import { catalogueOf, operationIn } from './naive-catalogue-for-spec.js';
import type { Situation } from './naive-decision-for-spec.js';

type Token = TokenFacts & Power;
const unlimited = { rateLimit: null, useQuota: null };

/** What a maker might ask for: what it holds itself, some of it left out, narrowed or widened, and now and then something else. */
const anyChange = fc.record({
  drop: mostly(false, true),
  access: fc.constantFrom<{ access?: 'read' | 'write' }>({}, {}, { access: 'read' }, { access: 'write' }),
  resources: fc.constantFrom('as they are', 'as they are', 'fewer', 'none named'),
  until: fc.constantFrom('as it is', 'as it is', 'as it is', 'left out'),
  operation: mostly('as it is', ...PANEL_NAMES),
});

function changed(grant: Grant, change: typeof anyChange extends fc.Arbitrary<infer T> ? T : never): Grant[] {
  if (change.drop) return [];
  const { resources, until, once: _, ...rest } = grant;
  const some = change.resources === 'fewer' ? resources?.slice(0, 1) : change.resources === 'none named' ? undefined : resources;
  const aimed = 'operation' in rest && change.operation !== 'as it is' ? { ...rest, operation: change.operation } : rest;
  const narrowed = 'preset' in rest ? rest : { ...aimed, ...change.access };
  return [{ ...narrowed, ...(some && { resources: some }), ...(until !== undefined && change.until === 'as it is' && { until }) }];
}

const anyWish = fc.record({
  changes: fc.array(anyChange, { minLength: 6, maxLength: 6 }),
  more: fc.array(fc.constantFrom(...THEMES).chain(anyResourceGrant).map(({ until: _, once: __, ...grant }) => grant as Grant), { maxLength: 1 }),
  kind: fc.constantFrom('same', 'same', ...PRINCIPAL_KINDS),
  version: mostly(0, 1, 2),
  full: mostly(false, true),
  freer: mostly(false, true),
  windows: fc.constantFrom('same', 'same', 'one', 'another'),
  window: anyWindow,
});

/** A token, and another that it asks for. */
const anyPair = fc.tuple(anything.map(quiet), mostly(false, true), anyWish).map(([situation, makerIsFull, wish]) => {
  const maker: Token = { ...situation.token, ...unlimited, ...(makerIsFull && { access: 'full', grants: [] }) };
  const grants = [...maker.grants.flatMap((grant, at) => changed(grant, wish.changes[at]!)), ...wish.more];
  const timeWindows = { same: maker.timeWindows, one: maker.timeWindows.slice(0, 1), another: [wish.window] }[wish.windows as 'same'];
  const child: Token = {
    ...maker,
    kind: wish.kind === 'same' ? maker.kind : wish.kind,
    ...(wish.full ? { access: 'full', grants: [] } : { access: 'restricted', grants }),
    ...(wish.freer && { readOnly: false, ipAllowlist: [], timeWindows: [] }),
    timeWindows,
    catalogueVersion: wish.version === 0 ? maker.catalogueVersion : Math.min(wish.version, situation.editions.length),
  };
  return { situation, maker, child };
});

describe('the law of handing on', () => {
  it('a token that does not exceed its maker is never allowed what its maker is not', () => {
    let accepted = 0;
    const enough = holds(fc.property(anyPair, ({ situation, maker, child }) => {
      const { editions, now, leaves } = situation;
      const catalogue = catalogueOf(editions);
      // One that is nothing under its policy, as full access is where presets are asked for, makes nothing.
      if (policyTrouble(maker, ownerFacts(situation).policy, now) !== null || exceeds(maker, child, catalogue) !== null) return;
      const asks = [[], ...leaves.map((leaf) => [leaf]), leaves];
      const answersOf = (token: Token) => {
        const [compiled, owner] = [compile(token, catalogue), ownerFacts(ownedBy(token, situation))];
        return (name: string, touched: typeof leaves, ip: string | null): boolean => decide({ token: compiled, owner, operation: operationIn(editions, name), leaves: touched, now, ip }).allowed;
      };
      const [ofMaker, ofChild] = [answersOf(maker), answersOf(child)];
      for (const name of [...PANEL_NAMES, ...MANAGEMENT_NAMES]) {
        for (const touched of asks) {
          for (const ip of [ADDRESSES[0], ADDRESSES[4]]) {
            if (!ofChild(name, touched, ip)) continue;
            accepted++;
            expect({ name, touched, ip, maker: ofMaker(name, touched, ip) }).toEqual({ name, touched, ip, maker: true });
          }
        }
      }
    }), 3_000);
    // A few hundred at least: else the law would be about nothing.
    if (enough) expect(accepted).toBeGreaterThan(100);
  });
});

/** Who stands above an account has none of its own, and what a policy lays down for tokens of accounts does not bind it. */
function ownedBy({ kind }: Token, situation: Situation): Situation {
  const account = { status: 'active' as const, features: situation.owner.account?.features ?? new Set(['zoneedit']) };
  return { ...situation, owner: { ...situation.owner, account: kind === 'account' ? account : null } };
}
