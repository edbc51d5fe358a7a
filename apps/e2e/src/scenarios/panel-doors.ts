import { decideLive, type DenialCode } from '@portcullis/access';
import { judge, type Situation } from '@portcullis/cli/policy-tests';
import { replies, type Catalogue } from '@portcullis/cpanel';
import { powerdnsReplies } from '@portcullis/powerdns';
import { exchange, type RawAnswer } from '../clients/raw-http.js';
import { withoutCodes } from '../denial-codes.js';
import type { Said } from './doors.js';
import { bearsMark, panelRequest, type PanelRequest } from './panel-request.js';
import { askOurselves } from './own-request.js';
import { powerdnsRequest } from './powerdns-request.js';
import { WHM_USER, type RealToken } from './scene.js';

export interface PanelDoor {
  /** A gateway that trusts what is said of where a request comes from. */
  readonly base: string;
  readonly catalogue: Catalogue;
}

const NO_REQUEST: Said = { notAsked: 'the panel has no request that says just this' };
const KNOWN_ADDRESS: Said = { notAsked: 'a request always comes from somewhere, which decides here' };
/** Where a request comes from whose file says nothing of it. */
const SOMEWHERE = '192.0.2.1';

let asked = 0;

/**
 * A real call of the panel's API with the token: it may if, and only if, the call arrived there. What did not arrive must have been
 * answered in the very bytes that its client reads.
 */
export async function callThePanel(situation: Situation, token: RealToken, { base, catalogue }: PanelDoor): Promise<Said> {
  const { owner, issued } = token;
  const ip = situation.ip ?? SOMEWHERE;
  const expected = judge({ ...situation, ip }).decision;
  if (situation.ip === null && codeOf(expected) !== codeOf(judge(situation).decision)) return KNOWN_ADDRESS;
  const ourselves = await askOurselves(situation.asked, token, base, ip);
  if (ourselves !== null) return { allowed: ourselves.status === 200, code: problemMeans(situation, ip, ourselves) };
  if (situation.compiled.facts.kind === 'service') return { notAsked: 'a service calls no panel' };
  if (owner.powerdns !== null) return callPowerDns(situation, token, base, ip);

  const mark = String(++asked);
  const request = panelRequest(situation, owner, catalogue, mark);
  if (request === null) return NO_REQUEST;
  const asWhm = request.path.startsWith('/json-api/') && !request.path.startsWith('/json-api/cpanel?');
  const authorization = `${asWhm ? `whm ${owner.user ?? WHM_USER}` : `cpanel ${owner.user}`}:${issued.secret}`;
  const answer = await exchange(base, { path: `/t/${owner.slug}${request.path}`, headers: { authorization, 'x-forwarded-for': ip } });
  const allowed = request.ours ? /"(?:status|result)":1[,}]/.test(answer.body.toString()) : owner.panel.calls().some(({ url, body }) => bearsMark(decodeURIComponent(`${url}&${body.toString('latin1')}`.replaceAll('+', ' ')), mark));
  if (allowed) return aimedElsewhere(situation, token, mark) ?? { allowed, code: 'allowed' };
  return { allowed, code: refusalMeans(situation, ip, request, answer) };
}

/** What the panel really did, where it could do it, must be what was asked, and nothing besides. */
function aimedElsewhere({ resources }: Situation, { owner: { panel } }: RealToken, mark: string): Said | null {
  const executed = panel.executed().find(({ arguments: given }) => given.some(([name, value]) => bearsMark(`${name}=${value}`, mark)));
  if (executed === undefined || executed.touched.length === 0) return null;
  const stray = executed.touched.filter((touched) => !resources.includes(touched));
  return resources.length === 0 || stray.length === 0 ? null : { wrong: `the panel touched ${stray.join(', ')} as well` };
}

/** What its holder can see to is told in words; everything else that makes a token worth nothing looks like a wrong one. */
const IN_WORDS: readonly DenialCode[] = ['outside_time_window', 'policy_expiry_required', 'policy_address_required', 'policy_preset_required'];

/** The code that the bytes of a refusal stand for: that of the decision where they are what it is told by, else the bytes. */
function refusalMeans(situation: Situation, ip: string, { envelope, surface }: PanelRequest, { status, body }: RawAnswer): string {
  const { compiled, owner, now } = situation;
  const { decision } = judge({ ...situation, ip });
  const live = decideLive(compiled, owner, { now, ip });
  const text = withoutCodes(body.toString());
  if (decision.allowed) return `refused: ${text}`;
  const notHere = owner.account !== null && situation.operation.name.startsWith('WHM::');
  const reply = (!live.allowed && !IN_WORDS.includes(live.code)) || notHere ? replies.badCredentials(surface) : replies.denied(envelope, decision.missing);
  const alternatives = notHere ? [reply, replies.denied(envelope, 'This address is for tokens of providers.')] : [reply];
  return alternatives.some((one) => one.status === status && one.body === text) ? decision.code : `${status} ${text}`;
}

/** The same of our own API, where a problem tells it. */
function problemMeans(situation: Situation, ip: string, { status, body }: RawAnswer): string {
  const { decision } = judge({ ...situation, ip });
  if (decision.allowed) return status === 200 ? 'allowed' : body.toString();
  const told = JSON.parse(body.toString()) as { code?: string; detail?: string };
  return status === 403 && told.code === 'permission_denied' && told.detail === decision.missing ? decision.code : body.toString();
}

async function callPowerDns(situation: Situation, { owner, issued }: RealToken, base: string, ip: string): Promise<Said> {
  const request = powerdnsRequest(situation.asked, situation.leaves);
  if (request === null) return NO_REQUEST;
  const { method, path, body } = request;
  const mark = String(++asked);
  const answer = await exchange(base, {
    method,
    path: `/t/${owner.slug}${path}`,
    headers: { 'x-api-key': issued.secret, accept: 'application/json', 'x-forwarded-for': ip, 'user-agent': `question-${mark}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  });
  if (owner.powerdns!.heads.some(({ headers }) => headers['user-agent'] === `question-${mark}`)) return { allowed: true, code: 'allowed' };
  const { decision } = judge({ ...situation, ip });
  if (decision.allowed) return { allowed: false, code: `refused: ${answer.body.toString()}` };
  const told = powerdnsReplies.denied(decision.missing);
  const text = withoutCodes(answer.body.toString());
  return { allowed: false, code: told.status === answer.status && told.body === text ? decision.code : `${answer.status} ${text}` };
}

function codeOf(decision: { readonly allowed: boolean; readonly code?: string }): string {
  return decision.allowed ? 'allowed' : decision.code!;
}
