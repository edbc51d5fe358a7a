import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Misbehaviour, Panel } from '@portcullis/panel';
import type { OwnStack } from './stacks.js';

/** What of a request a test may choose. */
interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The operator's token unless given; null: none. */
  readonly authorization?: string | null;
  readonly cookie?: string;
  readonly idempotencyKey?: string;
  /** An object goes as JSON, URLSearchParams as a form, a text as it is; `type` is JSON unless given. */
  readonly body?: object | string;
  readonly type?: string;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TENANT = '/v1/tenants/marked';
const BOB = `${TENANT}/accounts/bob`;
const LIST_MAILBOXES = 'execute/Email/list_pops';

/** A text that passes for a token: 15 characters that say whose it is, a secret of 32, and their checksum. */
function tokenText(head: string, secret = randomBytes(16).toString('hex')): string {
  let digits = '';
  for (let sum = crc32(head + secret); digits.length < 6; sum = Math.floor(sum / 62)) {
    digits = DIGITS[sum % 62]! + digits;
  }
  return head + secret + digits;
}

/** Sends secrets in every way in which clients send them, rightly and wrongly, and keeps what was sent and answered. */
export class SecretScenario {
  /** By what it was for. */
  readonly secrets = new Map<string, string>();
  /** Status, headers and body as they came; of those that create a token, without the one secret that is theirs. */
  readonly answers = new Map<string, string>();
  readonly statuses = new Map<string, number>();
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly own: OwnStack,
    private readonly panel: Panel,
    given: Readonly<Record<'upstream' | 'operator' | 'demo full' | 'demo restricted' | 'demo upstream', string>>,
  ) {
    for (const [name, text] of Object.entries(given)) this.secrets.set(name, text);
  }

  async run(): Promise<void> {
    await this.setUp();
    await this.makeOthers();
    await this.presentAll();
    await this.callThePanel();
    await this.sendNonsense();
    await this.meetOutages();
    const authorization = `cpanel bob:${this.secret('full token')}`;
    await this.send('revoke', `${BOB}/tokens/${this.ids.get('full token')}`, { method: 'DELETE' });
    await this.send('the dead token', `/t/marked/${LIST_MAILBOXES}`, { authorization });
    await this.send('list tokens', `${TENANT}/tokens`);
    await this.send('read account', BOB);
    await this.send('read tenant', TENANT);
    await this.send('read audit', `${TENANT}/audit?limit=200`);
  }

  private secret(name: string): string {
    const text = this.secrets.get(name);
    if (text === undefined) throw new Error(`no secret is named ${name}`);
    return text;
  }

  /** A new text that occurs nowhere else. */
  private marked(what: string): string {
    const text = `MARKED${what.replaceAll(/\W/g, '')}${randomBytes(8).toString('hex')}`;
    this.secrets.set(what, text);
    return text;
  }

  private async send(what: string, path: string, request: Request = {}): Promise<string> {
    const { method, authorization, cookie, idempotencyKey, body, type = 'application/json' } = request;
    const { gateways, operatorToken } = this.own.stack.info;
    const isForm = body instanceof URLSearchParams;
    const sent = body === undefined || isForm || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(gateways[this.answers.size % gateways.length]! + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(authorization !== null && { authorization: authorization ?? `Bearer ${operatorToken}` }),
        ...(cookie !== undefined && { cookie }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(body !== undefined && !isForm && { 'content-type': type }),
      },
      ...(sent !== undefined && { body: sent }),
    });
    const text = await response.text();
    this.statuses.set(what, response.status);
    this.answers.set(what, [response.status, response.statusText, ...response.headers, text].join('\n'));
    return text;
  }

  private put(what: string, path: string, body: object): Promise<string> {
    return this.send(what, path, { method: 'PUT', body });
  }

  /** Makes a token, and takes its secret out of the one answer that may hold it. */
  private async issue(what: string, path: string, body: object): Promise<void> {
    const answer = await this.send(what, `${path}/tokens`, { body: { name: what.replace(' ', '-'), ...body } });
    const { token, secret } = JSON.parse(answer) as { token: { id: string }; secret: string };
    this.take(what, secret);
    this.ids.set(what, token.id);
  }

  /** Keeps a new secret, and expects it in this answer once. */
  private take(what: string, secret: string): void {
    const [before, after, ...more] = this.answers.get(what)!.split(secret);
    expect(more).toEqual([]);
    this.answers.set(what, `${before}${after}`);
    this.secrets.set(what, secret);
  }

  /** Secrets that are made in other ways, under keys of the client's own, which are as good as half of each; and shown again. */
  private async makeOthers(): Promise<void> {
    const regenerate = { path: `${BOB}/tokens/${this.ids.get('full token')}/regenerate`, body: { overlapSeconds: 600 }, secretIn: /"secret":"(\w+)"/ };
    const keyed = { 'regenerated secret': regenerate, link: { path: `${BOB}/sessions`, body: undefined, secretIn: /#link=(\w+)/ } };
    for (const [what, { path, body, secretIn }] of Object.entries(keyed)) {
      const request = { method: 'POST', idempotencyKey: this.marked(`key of ${what}`), ...(body && { body }) } as const;
      const secret = secretIn.exec(await this.send(what, path, request))![1]!;
      this.take(what, secret);
      await this.send(`${what} again`, path, request);
      this.take(`${what} again`, secret);
    }
    await this.send('session', '/v1/sessions', { method: 'POST', authorization: `Bearer ${this.secret('link')}` });
    this.take('session', /__Host-portcullis=(\w+)/.exec(this.answers.get('session')!)![1]!);
    const cookie = `__Host-portcullis=${this.secret('session')}`;
    await this.send('as the session', '/v1/sessions/current', { authorization: null, cookie });
    await this.send('across sites', '/v1/sessions/current', { method: 'DELETE', authorization: null, cookie });
  }

  private putUpstream(what: string, token: string): Promise<string> {
    return this.put(what, `${BOB}/upstream`, { scheme: 'cpanel', user: 'bob', token });
  }

  private putTenantUpstream(what: string, token: string): Promise<string> {
    return this.put(what, `${TENANT}/upstream`, { scheme: 'whm', user: 'root', token });
  }

  private putPanel(what: string, url: string): Promise<string> {
    return this.put(what, `${TENANT}/panel`, { url, hosts: [] });
  }

  private async setUp(): Promise<void> {
    const bob = { username: 'bob', domains: ['marked.example'], featureList: 'plan' };
    await this.send('create tenant', '/v1/tenants', { body: { slug: 'marked', name: 'Marked' } });
    await this.put('put features', `${TENANT}/feature-lists/plan`, { features: ['popaccts', 'zoneedit'] });
    await this.putPanel('put panel', this.panel.url);
    await this.send('create account', `${TENANT}/accounts`, { body: bob });
    await this.putUpstream('put upstream', this.secret('upstream'));
    await this.putTenantUpstream('put tenant upstream', this.marked('tenant upstream'));
    const only = (operation: string) => ({ access: 'restricted', grants: [{ operation }] });
    await this.issue('full token', BOB, { access: 'full' });
    await this.issue('narrow token', BOB, only('Email::list_pops'));
    await this.issue('tenant token', TENANT, { access: 'full', kind: 'tenant' });
    await this.issue('service token', TENANT, { ...only('Portcullis::verify'), kind: 'service' });
    await this.issue('operator token', '/v1/tenants/platform', { access: 'full', kind: 'operator' });
  }

  /** Every token, right or wrong, at every door, and in places where none belongs. */
  private async presentAll(): Promise<void> {
    const head = this.secret('full token').slice(0, 15);
    this.secrets.set('a wrong secret', tokenText(head));
    this.secrets.set('an unknown token', tokenText(`${head.slice(0, 7)}${randomBytes(4).toString('hex')}`));
    this.secrets.set('a token with a slip', `${tokenText(head).slice(0, 52)}_`);
    const junk = this.marked('junk');
    for (const [name, text] of [...this.secrets]) {
      const inAddresses = `/v1/tenants/${text}/tokens/${text}?access_token=${text}`;
      await this.send(`verify ${name}`, '/v1/verify', { body: { token: text, operation: 'Email::list_pops' } });
      await this.send(`${name} as bearer`, TENANT, { authorization: `Bearer ${text}` });
      const [bob, eve] = [{ authorization: `cpanel bob:${text}` }, { authorization: `cpanel eve:${text}` }];
      await this.send(`${name} on the panel path`, `/t/marked/${LIST_MAILBOXES}`, bob);
      await this.send(`${name} for another user`, `/t/demo/${LIST_MAILBOXES}`, eve);
      await this.send(`${name} in addresses`, inAddresses);
      await this.send(`${name} as an address`, `/${text}`, { authorization: text, cookie: `session=${text}` });
      await this.send(`${name} as a tenant`, `/t/${text}/${LIST_MAILBOXES}`, { authorization: `whm root:${text}` });
    }
    const basic = Buffer.from(`bob:${junk}`).toString('base64');
    await this.send('basic', TENANT, { authorization: `Basic ${basic}` });
    const logIn = new URLSearchParams({ user: 'bob', pass: this.marked('login password') });
    await this.send('log in', '/t/marked/login/?login_only=1', { body: logIn });
  }

  /** Calls with a password in the form and marked values in query and cookie: done, denied, and failed in every way. */
  private async callThePanel(): Promise<void> {
    const addMailbox = (what: string, token = 'full token', place = '/t/marked', user = 'bob') => {
      const form = { email: `box${this.answers.size}`, password: this.marked(`password of ${what}`) };
      return this.send(what, `${place}/execute/Email/add_pop?note=${this.marked(`query of ${what}`)}`, {
        authorization: `cpanel ${user}:${this.secret(token)}`,
        cookie: `session=${this.marked(`cookie of ${what}`)}`,
        body: new URLSearchParams(form),
      });
    };
    await addMailbox('mailbox');
    await addMailbox('mailbox on the demo panel', 'demo full', '/t/demo', 'alice');
    await addMailbox('denied mailbox', 'narrow token');
    const failures: Misbehaviour[] = ['redirect', 'reset', 'unauthorized', 'garbage'];
    for (const next of failures) {
      this.panel.misbehave({ next });
      await addMailbox(`panel: ${next}`);
    }
    await this.putPanel('move panel', 'http://127.0.0.1:9');
    await addMailbox('panel: nobody there');
    await this.putPanel('move panel back', this.panel.url);
    await this.putUpstream('another upstream', this.marked('refused upstream'));
    await addMailbox('panel: refuses the gateway');
  }

  /** Requests of the API that are refused: marked values in all that cannot be read or is not known. */
  private async sendNonsense(): Promise<void> {
    const json = (what: string) => `"${this.marked(what)}"`;
    const full = this.secret('full token');
    const bodies: Readonly<Record<string, object | string>> = {
      'cut off': `{"name":"x","access":"full","description":${json('cut off').slice(0, -1)}`,
      'a comma too many': `{"name":${json('a comma too many')},}`,
      'no JSON': this.marked('no JSON'),
      'a name twice': `{"description":${json('first of two')},"description":${json('second of two')}}`,
      'unknown fields': { name: 'x', access: 'full', password: this.marked('unknown field'), nested: { token: full } },
      'wrong types': { name: { text: this.marked('wrong type') }, access: this.marked('wrong choice') },
      'wrong times': { name: 'x', access: 'full', expiresAt: this.marked('wrong time') },
      'a token for a name': { name: full, access: full, grants: [{ operation: full }, { feature: full }] },
      'too large': { name: 'x', description: this.marked('too large').repeat(3_000) },
    };
    for (const [what, body] of Object.entries(bodies)) await this.send(what, `${BOB}/tokens`, { body });
    await this.send('another type', `${BOB}/tokens`, { body: this.marked('another type'), type: 'text/plain' });
    await this.send('name taken', `${BOB}/tokens`, { body: { name: 'full-token', access: 'full' } });
    await this.putUpstream('upstream with a blank', `${this.marked('blank')} ${this.secret('blank')}`);
    await this.putTenantUpstream('tenant upstream with a blank', `${this.marked('blank of a tenant')} ${this.secret('blank')}`);
    await this.putPanel('panel with a password', `https://root:${this.marked('panel password')}@panel.example`);
    const query = new URLSearchParams({ limit: this.marked('limit'), cursor: this.marked('cursor'), token: full });
    await this.send('query', `${TENANT}/tokens?${query.toString()}`);
  }

  /** What is in hand when a part is missing must not end up in the log that says so. */
  private async meetOutages(): Promise<void> {
    const full = this.secret('full token');
    for (const part of ['postgres', 'nats']) {
      const path = `/t/marked/${LIST_MAILBOXES}?q=${this.marked(`query without ${part}`)}`;
      await this.own.stack.stopProcess(part);
      await this.send(`create without ${part}`, `${BOB}/tokens`, { body: { name: 'lost', access: 'full' } });
      await this.send(`verify without ${part}`, '/v1/verify', { body: { token: full } });
      await this.putUpstream(`upstream without ${part}`, this.secret('upstream'));
      await this.putTenantUpstream(`tenant upstream without ${part}`, this.secret('tenant upstream'));
      await this.send(`panel without ${part}`, path, { authorization: `cpanel bob:${full}` });
      await this.own.stack.startProcess(part);
      await this.own.untilReady();
    }
  }
}
