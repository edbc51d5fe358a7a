/** One step of the division for each possible byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32/ISO-HDLC (as in zip and PNG) of the first `length` characters, which must be ASCII. 0…2^32-1. */
export function crc32(ascii: string, length: number): number {
  let rest = 0xffffffff;
  for (let i = 0; i < length; i++) rest = (rest >>> 8) ^ TABLE[(rest ^ ascii.charCodeAt(i)) & 0xff]!;
  return (rest ^ 0xffffffff) >>> 0;
}
