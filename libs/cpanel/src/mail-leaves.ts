import type { Leaf } from '@portcullis/access';
import type { PanelCall } from './call.js';
import { UNREAD_REQUEST } from './leaf-name.js';

/** Where mail may go without starting anything: to an address, back, away, or to the account's own mailbox. */
const HARMLESS_FORWARDS: ReadonlySet<string> = new Set(['fwd', 'fail', 'blackhole', 'system']);
/** Not `|program`, `/a/file` or `:include:/a/list`, as mail servers write them. */
const ADDRESS = /^[^/|:"]*$/;
/** A folder of mail. Any other file that a filter saves to might be a page, or be read at a log-in. */
const MAIL_FOLDER = /^(?:\$home\/|\/home\d{0,3}\/[^/]+\/)mail\/(?!(?:.*\/)?\.\.(?:\/|$))[^|:"]*$/;
/** What a filter does, and with what: `action1`, `dest1`. The text of a refusal goes nowhere. */
const HARMLESS_ACTIONS: ReadonlyMap<string, RegExp> = new Map([['deliver', ADDRESS], ['save', MAIL_FOLDER], ['fail', /^/], ['finish', /^/]]);

/**
 * A call that hands mail to a program, or writes it to a file, touches more than the mailbox or domain that it names: only who may do
 * it on everything may do that.
 */
export function mailLeaves(call: PanelCall): Leaf[] {
  if (call.api !== 'uapi' || call.module !== 'Email') return [];
  switch (call.function) {
    case 'add_forwarder':
    case 'set_default_address':
      return forwardsFurther(call) ? [UNREAD_REQUEST] : [];
    case 'store_filter':
      return filtersFurther(call) ? [UNREAD_REQUEST] : [];
    default:
      return [];
  }
}

function forwardsFurther({ arguments: given }: PanelCall): boolean {
  const some = (name: string, matches: (value: string) => boolean): boolean => given.named(name).some(({ value }) => matches(value));
  return some('fwdopt', (option) => !HARMLESS_FORWARDS.has(option)) || some('pipefwd', (program) => program !== '') || some('fwdemail', (address) => !ADDRESS.test(address));
}

function filtersFurther({ arguments: given }: PanelCall): boolean {
  const partner = (name: string, of: 'action' | 'dest', wanted: string) => given.named(`${wanted}${name.slice(of.length)}`);
  // Numbered in another way than what is done with it: nobody knows what belongs together.
  if (given.named('dest').some(({ name }) => partner(name, 'dest', 'action').length === 0)) return true;
  return given.named('action').some(({ name, value }) => {
    const target = HARMLESS_ACTIONS.get(value);
    return target === undefined || partner(name, 'action', 'dest').some((dest) => !target.test(dest.value));
  });
}
