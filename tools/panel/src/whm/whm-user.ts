/** Root or a reseller, who calls WHM functions with a token of their own. */
export interface WhmUserOptions {
  readonly user: string;
  readonly token: string;
  /** Privileges by name; default `['all']`. */
  readonly acls?: readonly string[];
}

export interface WhmUser {
  readonly user: string;
  readonly token: string;
  acls: readonly string[];
}

/** @throws Error when a user occurs twice. */
export function createWhmUsers(options: readonly WhmUserOptions[]): Map<string, WhmUser> {
  const users = new Map<string, WhmUser>();
  for (const { user, token, acls } of options) {
    if (users.has(user)) throw new Error(`two WHM users are named ${user}`);
    users.set(user, { user, token, acls: acls ?? ['all'] });
  }
  return users;
}
