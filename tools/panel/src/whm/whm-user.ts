import { randomBytes } from 'node:crypto';
import { ALL, PRIVILEGES } from './privileges.js';

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

/** @throws Error when a user occurs twice or is given a privilege that there is not. */
export function createWhmUsers(options: readonly WhmUserOptions[]): Map<string, WhmUser> {
  const users = new Map<string, WhmUser>();
  for (const { user, token, acls = [ALL] } of options) {
    if (users.has(user)) throw new Error(`two WHM users are named ${user}`);
    const unknown = acls.find((acl) => !PRIVILEGES.includes(acl));
    if (unknown !== undefined) throw new Error(`there is no privilege ${unknown}`);
    users.set(user, { user, token, acls });
  }
  return users;
}

/** Leaves one that is a reseller already as it is. */
export function makeReseller(users: Map<string, WhmUser>, user: string): void {
  // Nobody knows this token: a real reseller comes in with a password first, and there are none here.
  if (!users.has(user)) users.set(user, { user, token: randomBytes(32).toString('hex'), acls: [] });
}

export function holds(user: WhmUser, acl: string): boolean {
  return user.acls.includes(acl) || hasAll(user);
}

export function hasAll(user: WhmUser): boolean {
  return user.acls.includes(ALL);
}

/** Every privilege with 1 where the user holds it, else 0. */
export function privilegeSwitches(user: WhmUser): Record<string, 0 | 1> {
  return Object.fromEntries(PRIVILEGES.map((acl) => [acl, holds(user, acl) ? 1 : 0]));
}
