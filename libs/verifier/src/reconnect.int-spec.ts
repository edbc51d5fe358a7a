import { connectNats } from '@portcullis/platform/nats-client';
import { catalogue, FakeAuthorities, natsUrl, silent, until } from './authorities-for-spec.js';
import { createVerifier } from './index.js';
import { Line } from './line-for-spec.js';

describe('while the broker is away', () => {
  it('leases run out and nobody is answered; once it is back all that was missed is in force, and memory answers again', async () => {
    const line = await Line.to(natsUrl());
    const authorities = await FakeAuthorities.start(natsUrl(), silent);
    const ahead = { monotonicMs: 0, wallMs: 0 };
    const clock = () => ({ monotonicMs: performance.now() + ahead.monotonicMs, wallMs: Date.now() + ahead.wallMs });
    const door = await connectNats({ url: line.url, name: 'verifier', subjectPrefix: authorities.door.subjects.prefix, log: silent });
    const verifier = await createVerifier({ nats: { door }, name: 'spec', catalogue, clock, log: silent });
    const [token, other] = [authorities.issue(), authorities.issue()];
    for (const { text } of [token, other]) expect((await verifier.verify(text)).allowed).toBe(true);

    line.cut();
    await until(() => !door.isUp());
    authorities.revoke(token);
    ahead.monotonicMs += 1_960;
    await expect(verifier.verify(token.text)).rejects.toMatchObject({ kind: 'unavailable' });

    line.mend();
    await until(() => verifier.health().authorities.tokens.leasedShards === 64 && verifier.health().authorities.permissions.leasedShards === 64);
    expect(await verifier.verify(token.text)).toMatchObject({ code: 'token_revoked' });
    const asked = authorities.tokens.asked.length;
    expect((await verifier.verify(other.text)).allowed).toBe(true);
    expect(authorities.tokens.asked.length).toBe(asked);

    // What is told now is heard again.
    authorities.revoke(other);
    authorities.tokens.broadcast();
    await until(() => authorities.tokens.hasConfirmed());
    expect(await verifier.verify(other.text)).toMatchObject({ code: 'token_revoked' });

    await verifier.close();
    await Promise.all([door.drain(), authorities.door.drain()]);
    line.close();
  });
});
