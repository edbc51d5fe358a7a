import { zoneOf, type Account } from '../../account.js';
import { callApi2 } from '../../api2/api2.js';
import { callUapi } from '../../modules/uapi.js';
import type { Json } from '../../modules/uapi-function.js';
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
import { reachedAccounts } from './reached-account.js';

const ACL = 'edit-dns';

/** The zones of all accounts that the caller reaches. What they hold and how they are edited is the accounts' API's. */
export const zones: WhmFunctions = {
  listzones: {
    acl: ACL,
    legacy: bare(),
    run(call) {
      const names = reachedAccounts(call).flatMap((account) => [...account.zones.keys()]);
      return done({ zone: names.map((domain) => ({ domain, zonefile: `${domain}.db` })) });
    },
  },

  /** `domain`. */
  dumpzone: {
    acl: ACL,
    legacy: inResult(({ zone }) => (zone as readonly [{ readonly record: Json }])[0]),
    run: (call) =>
      withZone(call, 'domain', (account, domain) => {
        const parameters = call.parameters.inner([['domain', domain]]);
        const { ok, data, error } = callApi2('ZoneEdit', 'fetchzone_records', account, parameters, call);
        if (!ok) return refused(error ?? 'The zone cannot be read.');
        return done({ zone: [{ record: data }] }, 'Zone Serialized');
      }),
  },

  /** `zone`. */
  parse_dns_zone: {
    acl: ACL,
    legacy: null,
    run: (call) =>
      withZone(call, 'zone', (account) => {
        const outcome = callUapi('DNS', 'parse_zone', account, call.parameters, call);
        return outcome.ok ? done({ payload: outcome.data }) : refused(outcome.errors.join(' '));
      }),
  },

  /** `zone`, `serial`, and any number of `add`, `edit`, `remove`; the new serial is a text, as in the accounts' API. */
  mass_edit_dns_zone: {
    acl: ACL,
    legacy: null,
    run: (call) =>
      withZone(call, 'zone', (account) => {
        const outcome = callUapi('DNS', 'mass_edit_zone', account, call.parameters, call);
        return outcome.ok ? done(outcome.data as { readonly new_serial: string }) : refused(outcome.errors.join(' '));
      }),
  },
};

function withZone(
  call: WhmCall,
  parameter: string,
  act: (account: Account, zone: string) => WhmOutcome,
): WhmOutcome {
  const zone = call.parameters.first(parameter);
  if (zone === undefined) return missing(parameter);
  const account = reachedAccounts(call).find((each) => zoneOf(each, zone));
  if (account) return act(account, zone);
  call.touch(`zone:${zone.toLowerCase()}`);
  return refused(`You do not have access to a DNS zone named ${zone}.`);
}
