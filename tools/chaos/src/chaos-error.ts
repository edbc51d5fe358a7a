/** What keeps a run from being made at all; told in one line. */
export class ChaosError extends Error {}
