import { assert } from './assert.js';

/** Digits in order of value: 0-9, A-Z, a-z. Letters and digits only, since panel clients validate `^[A-Za-z0-9]+$`. */
export const BASE62_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Source of unpredictable bytes, passed in. `crypto.randomBytes` fits. */
export type RandomBytes = (count: number) => Uint8Array;

/** `value` as base62, zero-padded to `length` digits, most significant first. */
export function toBase62(value: number, length: number): string {
  assert(Number.isSafeInteger(value) && value >= 0 && value < 62 ** length, 'value does not fit');
  let text = '';
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 62)) text = BASE62_DIGITS[rest % 62] + text;
  return text;
}

/** The value of a base62 text of at most 8 digits; null when it holds any other character. */
export function fromBase62(text: string): number | null {
  assert(text.length <= 8, 'more than 8 digits do not fit a number');
  let value = 0;
  for (const digit of text) {
    const index = BASE62_DIGITS.indexOf(digit);
    if (index < 0) return null;
    value = value * 62 + index;
  }
  return value;
}

/** `length` digits, each drawn evenly: bytes of 248 and above are thrown away, since 256 is no multiple of 62. */
export function randomBase62(length: number, randomBytes: RandomBytes): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length + 8)) {
      if (byte < 248 && text.length < length) text += BASE62_DIGITS[byte % 62];
    }
  }
  return text;
}
