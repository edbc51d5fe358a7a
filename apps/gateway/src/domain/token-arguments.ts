import type { Parameters } from '@portcullis/cpanel';
import { granted, instant, parseAddressRange, refused, toRfc3339, type Result } from '@portcullis/kernel';

/** Why a parameter cannot be used, as a sentence for whoever called. */
type Read<Value> = Result<Value, string>;

const NAME = /^[A-Za-z0-9_-]{1,50}$/;
/** The end of the year 9999 in Unix seconds: later than that no date is written alike everywhere. */
const LAST_SECOND = 253_402_300_799;
const MOST_ADDRESSES = 100;

/** A name that a token has or shall have. */
export function nameArgument(given: Parameters, parameter: string): Read<string> {
  const one = only(given, parameter);
  if (!one.ok) return one;
  const name = one.value ?? '';
  if (name === '') return refused(`${parameter} is missing.`);
  return NAME.test(name) ? granted(name) : refused(`${parameter} must be 1-50 letters, digits, - or _.`);
}

/** The same where it may be left out: null. */
export function optionalNameArgument(given: Parameters, parameter: string): Read<string | null> {
  const one = only(given, parameter);
  if (!one.ok || one.value === null || one.value === '') return one.ok ? granted(null) : one;
  return nameArgument(given, parameter);
}

export function flagArgument(given: Parameters, parameter: string): Read<boolean> {
  const one = only(given, parameter);
  if (!one.ok) return one;
  if (one.value === null || one.value === '' || one.value === '0') return granted(false);
  return one.value === '1' ? granted(true) : refused(`${parameter} must be 0 or 1.`);
}

/**
 * When a token ends, RFC 3339; `at` null for 0, which is never. Null: nothing was said.
 * Whether it lies ahead is for the authority's clock to say.
 */
export function expiryArgument(given: Parameters): Read<{ readonly at: string | null } | null> {
  const one = only(given, 'expires_at');
  if (!one.ok) return one;
  if (one.value === null || one.value === '') return granted(null);
  if (/^0+$/.test(one.value)) return granted({ at: null });
  const seconds = /^\d{1,12}$/.test(one.value) ? Number(one.value) : Infinity;
  return seconds <= LAST_SECOND ? granted({ at: toRfc3339(instant(seconds * 1000)) }) : refused('expires_at must be a whole number of seconds since 1970.');
}

/** Where a token may be used from; `[]` for the word `any`: from anywhere. Null: nothing was said. */
export function addressesArgument(given: Parameters): Read<string[] | null> {
  const values = given.named('whitelist_ip').map(({ value }) => value.trim()).filter((value) => value !== '');
  if (values.length === 0) return granted(null);
  if (values.includes('any')) return values.length === 1 ? granted([]) : refused('whitelist_ip is either any or a list of addresses.');
  const addresses = [...new Set(values)];
  if (addresses.length > MOST_ADDRESSES) return refused(`whitelist_ip may name at most ${MOST_ADDRESSES} addresses or ranges.`);
  const wrong = addresses.find((address) => address.length > 49 || parseAddressRange(address) === null);
  return wrong === undefined ? granted(addresses) : refused('whitelist_ip must name IP addresses, or ranges such as 192.0.2.0/24 with no bits behind the prefix.');
}

/** Every value that a list has, in order; null: it was left out. */
export function listArgument(given: Parameters, parameter: string): string[] | null {
  const values = given.named(parameter).map(({ value }) => value);
  return values.length === 0 ? null : values;
}

/** Null: it was left out. Given twice it could be read in two ways, and one of them might be the wider. */
export function only(given: Parameters, parameter: string): Read<string | null> {
  const values = given.named(parameter);
  if (values.length > 1) return refused(`${parameter} is given more than once.`);
  return granted(values[0]?.value ?? null);
}
