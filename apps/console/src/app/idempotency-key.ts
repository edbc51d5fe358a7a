/** A key of 128 random bits for one request and its repeats. `randomUUID` is not there where a page came over plain http. */
export const newIdempotencyKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
