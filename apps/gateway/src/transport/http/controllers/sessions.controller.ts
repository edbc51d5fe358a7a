import { permissionsRpc, sessionsHttp as http, tokensRpc, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { enforced, orProblem, toldIfReplayed } from '../answers.js';
import { NO_SESSION_COOKIE, sessionCookie } from '../credentials.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

/** Signing in to the console and out again: links, and the sessions that they open. */
@Controller()
export class SessionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.createAccountSession)
  async linkForAccount(@TheCall() call: Call<typeof http.createAccountSession>): Promise<AnswerOf<typeof http.createAccountSession>> {
    return this.link(call);
  }

  @Serves(http.createTenantSession)
  async linkForTenant(@TheCall() call: Call<typeof http.createTenantSession>): Promise<AnswerOf<typeof http.createTenantSession>> {
    return this.link(call);
  }

  @Serves(http.openSession)
  async open(@TheCall() call: Call<typeof http.openSession>): Promise<AnswerOf<typeof http.openSession>> {
    // Read first: once the link is spent, nothing may go wrong any more.
    const surroundings = await this.surroundingsOf(call);
    const { session, secret } = orProblem(await this.gateway.openSession(call));
    call.reply.header('set-cookie', sessionCookie(secret));
    return { session, ...surroundings };
  }

  @Serves(http.readCurrentSession)
  async readCurrent(@TheCall() call: Call<typeof http.readCurrentSession>): Promise<AnswerOf<typeof http.readCurrentSession>> {
    const { tokenId, tenantId, accountId } = call.caller;
    const { token } = orProblem(await this.gateway.services.call(tokensRpc.readToken, { tenantId, accountId, tokenId }, scopeOf(call)));
    return { session: await this.gateway.showToken(call, token), ...(await this.surroundingsOf(call)) };
  }

  @Serves(http.endCurrentSession)
  async endCurrent(@TheCall() call: Call<typeof http.endCurrentSession>): Promise<AnswerOf<typeof http.endCurrentSession>> {
    return this.end(call, 'own');
  }

  @Serves(http.endAllSessions)
  async endAll(@TheCall() call: Call<typeof http.endAllSessions>): Promise<AnswerOf<typeof http.endAllSessions>> {
    return this.end(call, 'all');
  }

  /** Whom the caller is, and where: what a page needs to greet whoever opened it. */
  private async surroundingsOf(call: Call<typeof http.openSession | typeof http.readCurrentSession>) {
    const { tenant: { id, slug }, account } = call.target;
    const { tenant } = orProblem(await this.gateway.services.call(permissionsRpc.readTenant, { tenantId: id }, scopeOf(call)));
    return { tenant: { id, slug, name: tenant.name }, account: account && { id: account.id, username: account.username }, ip: call.origin.ip };
  }

  private async link(call: Call<typeof http.createAccountSession | typeof http.createTenantSession>) {
    const { url, expiresAt, replayed } = orProblem(await this.gateway.createLink(call));
    toldIfReplayed(call, replayed);
    return { url, expiresAt };
  }

  private async end(call: Call<typeof http.endCurrentSession | typeof http.endAllSessions>, which: 'own' | 'all') {
    const { caller, respondAsync } = call;
    const { ended, enforcement } = orProblem(await this.gateway.services.call(tokensRpc.endSessions, { caller, respondAsync, which }, scopeOf(call)));
    // Whether or not the caller came with it: in a browser it would be worth nothing from now on.
    call.reply.header('set-cookie', NO_SESSION_COOKIE);
    return { ended, enforcement: enforced(call, enforcement) };
  }
}
