import { alice, arrived, carol, change, heads, open, openDoor, revoked, scene, until } from './panel-door-for-spec.js';

openDoor();

/** Of something that alice's token hangs on, and of the token itself where that is so. */
function revoke(): void {
  revoked.add(alice);
  revoked.add(carol);
  change();
}

describe('a revoke that returns while a call waits for its connection', () => {
  it.each([
    ['a call', () => open(alice, 'GET').reply],
    ['a call with a body', () => sending('a=1')],
    ['a body that is sent on while it comes', () => sending(Buffer.alloc(600_000, 'a=1&'))],
  ])('%s: the panel hears nothing of it', async (_, call) => {
    scene.onceLookedUp = revoke;
    expect(await call()).toMatchObject({ status: 401 });
    expect([arrived, scene.looks]).toEqual([[], expect.any(Number)]);
  });

  it('the lines that a call names are not even read', async () => {
    scene.onceLookedUp = revoke;
    expect(await open(carol, 'GET', {}, '/t/acme/execute/DNS/mass_edit_zone?zone=example.com&serial=7&remove=4').reply).toMatchObject({ status: 401 });
    expect(arrived).toEqual([]);
  });
});

describe('another change while a call waits for its connection', () => {
  it('has it judged again, and sent once', async () => {
    scene.onceLookedUp = () => {
      scene.onceLookedUp = null;
      change();
    };
    expect(await sending('a=1')).toMatchObject({ status: 200 });
    expect([arrived.length, scene.looks]).toEqual([1, 2]);
  });

  it('and another and another: the client is told to come back', async () => {
    scene.onceLookedUp = change;
    const { status, headers } = await sending('a=1');
    expect([status, headers['retry-after'], arrived, scene.looks]).toEqual([503, '1', [], 2]);
  });
});

describe('an upload', () => {
  /** One whose beginning has reached the panel, and how much has. */
  async function underWay() {
    let received = 0;
    let dropped = false;
    scene.answer = (request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.length));
      request.once('aborted', () => (dropped = true));
      request.on('error', () => undefined);
      request.once('end', () => response.end('{"status":1}'));
    };
    const opened = heads(1);
    const { sent, reply } = open(alice, 'POST', { 'content-type': 'application/x-www-form-urlencoded' });
    sent.on('error', () => undefined);
    await opened;
    sent.write(Buffer.alloc(700_000, 'a=1&'));
    await until(() => received >= 600_000);
    return { sent, reply, isDropped: () => dropped };
  }

  it('is cut as soon as its token is revoked, though nothing more of it comes', async () => {
    const { reply, isDropped } = await underWay();
    revoke();
    expect(await reply).toMatchObject({ status: 401 });
    await until(isDropped);
  });

  it('is cut where nobody can say any more what its token is worth', async () => {
    const { reply, isDropped } = await underWay();
    scene.away = true;
    change();
    expect(await reply).toMatchObject({ status: 503 });
    await until(isDropped);
  });

  it('goes on when something else has changed', async () => {
    const { sent, reply } = await underWay();
    const { looks } = scene;
    change();
    await until(() => scene.looks > looks);
    sent.end('b=2');
    expect(await reply).toMatchObject({ status: 200 });
    expect(arrived).toHaveLength(1);
  });
});

function sending(body: string | Buffer) {
  const { sent, reply } = open(alice, 'POST', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length });
  sent.on('error', () => undefined);
  sent.end(body);
  return reply;
}
