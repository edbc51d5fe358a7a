import { findUser } from './os-user.js';

describe('a user in passwd(5)', () => {
  const passwd =
    'root:x:0:0::/root:/bin/sh\npostgres-x:x:7:8::/:/bin/sh\npostgres:x:101:104:PostgreSQL,,,:/var/lib/pg:/bin/sh\n';

  it('is found by its whole name', () => {
    expect(findUser(passwd, 'postgres')).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    expect(findUser(passwd, 'post')).toBeNull();
    expect(findUser(passwd, 'nobody')).toBeNull();
  });
});
