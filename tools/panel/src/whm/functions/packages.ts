import { LIMIT_NAMES, readPackage } from '../package.js';
import type { PanelState } from '../../panel-state.js';
import { hasAll, type WhmUser } from '../whm-user.js';
import {
  bare,
  done,
  inResult,
  missing,
  refused,
  type WhmCall,
  type WhmFunctions,
  type WhmOutcome,
} from '../whm-function.js';

export const packages: WhmFunctions = {
  /** Every package that the caller may use, its limits in upper case. */
  listpkgs: {
    acl: 'list-pkgs',
    legacy: bare(({ pkg }) => ({ package: pkg! })),
    run: ({ state, caller }) => done({ pkg: usable(state, caller).map((name) => shown(state, name)) }),
  },

  /** `name` and the limits in lower case. A reseller's packages carry the reseller's name in front. */
  addpkg: {
    acl: 'add-pkg',
    legacy: inResult(({ pkg }) => ({ pkg: pkg! })),
    run({ state, caller, parameters }) {
      const given = parameters.first('name');
      if (given === undefined) return missing('name');
      if (!/^[A-Za-z0-9_. -]{1,64}$/.test(given)) return refused('The name of the package is not valid.');
      const name = isOwn(caller, given) ? given : `${caller.user}_${given}`;
      if (state.whm.packages.has(name)) return refused(`A package named ${name} exists already.`);
      state.whm.packages.set(name, readPackage(parameters));
      return done({ pkg: name }, `Successfully added package ${name}`);
    },
  },

  /** As `addpkg`; what is not given stays as it is. */
  editpkg: {
    acl: 'edit-pkg',
    legacy: inResult(({ pkg }) => ({ pkg: pkg! })),
    run: (call) =>
      withPackage(call, 'name', (name) => {
        call.state.whm.packages.set(name, readPackage(call.parameters, call.state.whm.packages.get(name)));
        return done({ pkg: name }, `Successfully modified package ${name}`);
      }),
  },

  /** `pkgname`. Accounts that have the plan keep its name. */
  killpkg: {
    acl: 'add-pkg',
    legacy: inResult(),
    run: (call) =>
      withPackage(call, 'pkgname', (name) => {
        call.state.whm.packages.delete(name);
        return done(null, `Successfully removed package ${name}`);
      }),
  },
};

function withPackage(call: WhmCall, parameter: string, act: (name: string) => WhmOutcome): WhmOutcome {
  const name = call.parameters.first(parameter);
  if (name === undefined) return missing(parameter);
  return usable(call.state, call.caller).includes(name) ? act(name) : refused(`There is no package named ${name}.`);
}

function usable(state: PanelState, caller: WhmUser): string[] {
  return [...state.whm.packages.keys()].filter((name) => isOwn(caller, name));
}

function isOwn(caller: WhmUser, name: string): boolean {
  return hasAll(caller) || name.startsWith(`${caller.user}_`);
}

function shown(state: PanelState, name: string): Record<string, string> {
  const limits = state.whm.packages.get(name)!;
  return { name, ...Object.fromEntries(LIMIT_NAMES.map((limit) => [limit, limits.get(limit)!])) };
}
