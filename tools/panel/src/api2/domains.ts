import {
  addAddonDomain,
  addSubDomain,
  parkDomain,
  removeAddonDomain,
  unparkDomain,
  type Refused,
} from '../account-domains.js';
import { homeOf, type Account } from '../account.js';
import type { CallParameters } from '../call-parameters.js';
import { rows, type Api2Module, type Api2Outcome } from './api2-function.js';

export const subDomain: Api2Module = {
  /** `domain`: the label or the whole name; `rootdomain`; `dir`. */
  addsubdomain: (account, parameters, place) =>
    outcome(
      addSubDomain(account, place, text(parameters, 'domain'), text(parameters, 'rootdomain'), parameters.first('dir')),
    ),
};

export const addonDomain: Api2Module = {
  /** `newdomain`, `subdomain` (a label), `dir`. */
  addaddondomain: (account, parameters, place) =>
    outcome(
      addAddonDomain(
        account,
        place,
        text(parameters, 'newdomain'),
        text(parameters, 'subdomain'),
        parameters.first('dir'),
      ),
    ),

  /** `domain`, and `subdomain` as a whole name. */
  deladdondomain: (account, parameters, place) =>
    outcome(removeAddonDomain(account, place, text(parameters, 'domain'), text(parameters, 'subdomain'))),

  listaddondomains: (account) => listed(account, account.addonDomains),
};

export const park: Api2Module = {
  /** `domain`, and `topdomain` where it is not to stand for the main domain. */
  park: (account, parameters, place) =>
    outcome(parkDomain(account, place, text(parameters, 'domain'), parameters.first('topdomain'))),

  unpark: (account, parameters, place) => outcome(unparkDomain(account, place, text(parameters, 'domain'))),

  listparkeddomains: (account) => listed(account, account.parkedDomains),

  listaddondomains: (account) => listed(account, account.addonDomains),
};

function text(parameters: CallParameters, name: string): string {
  return parameters.first(name) ?? '';
}

/** Here the row says what became of it, and the error says it again. */
function outcome(refused: Refused): Api2Outcome {
  if (refused === null) return rows({ reason: 'Done.', result: 1 });
  return { ok: false, data: [{ reason: refused, result: 0 }], error: refused };
}

function listed(account: Account, domains: readonly string[]): Api2Outcome {
  return rows(
    ...domains.map((domain) => ({ basedir: 'public_html', dir: `${homeOf(account)}/public_html`, domain, status: 0 })),
  );
}
