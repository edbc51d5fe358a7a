import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user of that name in the text of passwd(5); null when there is none. */
export function findUser(passwd: string, name: string): OsUser | null {
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields === undefined ? null : { name, uid: Number(fields[2]), gid: Number(fields[3]) };
}

/**
 * Whom Postgres runs as: it refuses to run as root, so root lends it an existing user without rights of its own.
 * null: as whoever runs the launcher. Nothing on the machine is changed.
 */
export function postgresUser(): OsUser | null {
  if (process.getuid?.() !== 0) return null;
  const passwd = readFileSync('/etc/passwd', 'utf8');
  return findUser(passwd, 'postgres') ?? findUser(passwd, 'nobody');
}

/**
 * Whether that user can enter the folder. Asked of the kernel: mode bits of all parents, ACLs and mounts count alike.
 */
export function mayEnter(user: OsUser, folder: string): boolean {
  const { uid, gid } = user;
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
