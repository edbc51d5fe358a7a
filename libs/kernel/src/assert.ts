/** We are wrong: an invariant of this code does not hold. Never shown to a caller. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Defect(message);
}

/** Closes a switch over a union: a new member does not compile until it is handled. */
export function unreachable(value: never): never {
  throw new Defect(`unreachable value: ${JSON.stringify(value)}`);
}
