import type { Sourced } from './settings.js';

/** What `doctor` found out, and what to do about it. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly advice?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, verdict: 'ok', found });
export const warn = (check: string, found: string, advice: string): Finding => ({ check, verdict: 'warn', found, advice });
export const fail = (check: string, found: string, advice: string): Finding => ({ check, verdict: 'fail', found, advice });

const CLOCK_WARN_SECONDS = 5;
const CLOCK_FAIL_SECONDS = 60;

/** @param aheadMs how much the server's clock is before ours; `Date` names whole seconds, so one of them says nothing */
export function judgeClock(aheadMs: number): Finding {
  const seconds = Math.abs(aheadMs) / 1000;
  const found = seconds < 1.5 ? 'as here' : `${seconds.toFixed(0)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`;
  const advice = 'Set the clock of this machine or of the gateway (NTP): expiry dates are judged by the clock over there.';
  if (seconds > CLOCK_FAIL_SECONDS) return fail('clock', found, advice);
  return seconds > CLOCK_WARN_SECONDS ? warn('clock', found, advice) : ok('clock', found);
}

/** @param url one that a token may travel to: settings are resolved no further than that */
export function judgeTransport(url: string): Finding {
  return ok('transport', url.startsWith('https:') ? 'TLS' : 'plain http, which does not leave this machine');
}

/** @param reason why nobody answered, as Node says it */
export function judgeSilence(reason: string): Finding {
  const untrusted = /certificate|CERT_|self.signed/i.test(reason);
  const advice = untrusted
    ? 'Nobody that this machine trusts vouches for its certificate. If your own authority does: NODE_EXTRA_CA_CERTS=ca.pem'
    : 'Check the address, the name service, and what is in between (firewall, proxy).';
  return fail('reachable', reason, advice);
}

/** @param bits the permission bits that let others in; null: there is no such file */
export function judgeFile(path: string, bits: number | null): Finding | null {
  if (bits === null) return null;
  if (bits === 0) return ok('credentials', `${path}, for you alone to read`);
  return fail('credentials', `others may read ${path}`, `chmod 600 ${path}; and regenerate the token if others use this machine.`);
}

export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return enough ? ok('node', version) : fail('node', version, 'Use Node 20.19 or later.');
}

export function judgeVersion(own: string, theirs: string | null): Finding {
  if (theirs === null) return warn('version', `${own} here, unknown over there`, 'It serves no /openapi.json: it is older than this program, or something is in between.');
  return own === theirs ? ok('version', `API ${own} on both sides`) : warn('version', `API ${own} here, ${theirs} over there`, 'Use the program that came with the gateway.');
}

/** @param source what the token that is not accepted came from: what comes first goes on coming first */
export function anotherToken(source: string): string {
  switch (source) {
    case '--token-file':
      return 'Name a file with another one, or leave --token-file out.';
    case 'PORTCULLIS_TOKEN':
      return 'Put another one into PORTCULLIS_TOKEN. Until it is unset, what login stores is not looked at.';
    default:
      return 'Log in with another one: portcullis login';
  }
}

export function sourceText({ value, source }: Sourced<string>): string {
  return `${value} (from ${source})`;
}
