import { answer } from '../answer.js';
import type { Answer } from '../panel-request.js';
import { createState, type PanelState } from '../panel-state.js';

export type FormFields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** A panel with two resellers beside root, and an account of each, for the specs here. */
export function specState(acls: readonly string[] = ['list-accts']): PanelState {
  return createState({
    accounts: [
      { user: 'alice', token: 'A', mainDomain: 'example.com', addonDomains: ['example.net'], owner: 'reseller' },
      { user: 'bob', token: 'B', mainDomain: 'bob.example' },
    ],
    whmUsers: [
      { user: 'root', token: 'R' },
      { user: 'reseller', token: 'S', acls },
    ],
    now: () => 1_800_000_000,
  });
}

interface AskOptions {
  readonly authorization?: string;
  /** Null: none. */
  readonly version?: string | null;
}

/** Calls a WHM function without a socket: with `api.version=1`, as root, unless told otherwise. */
export function askWhm(
  state: PanelState,
  name: string,
  fields: FormFields = {},
  { authorization = 'whm root:R', version = '1' }: AskOptions = {},
): Answer {
  const form = new URLSearchParams(fields as [string, string][]);
  if (version !== null) form.append('api.version', version);
  return answer(state, {
    method: 'POST',
    url: `/json-api/${name}`,
    authorization,
    contentType: 'application/x-www-form-urlencoded',
    body: Buffer.from(form.toString()),
  });
}

export interface WhmReply {
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata: { readonly command: string; readonly reason: string; readonly result: 0 | 1 };
}

export function whm(state: PanelState, name: string, fields?: FormFields, authorization = 'whm root:R'): WhmReply {
  return JSON.parse(askWhm(state, name, fields, { authorization }).reply.body.toString()) as WhmReply;
}

/** The same in the API before version 1. */
export function legacyWhm(state: PanelState, name: string, fields?: FormFields): unknown {
  return JSON.parse(askWhm(state, name, fields, { version: null }).reply.body.toString());
}

/** `api function(touched, …)` of all that was carried out, `!` after what failed. */
export function carriedOut(state: PanelState): string[] {
  return state.executed.list().map((call) => {
    const name = call.module ? `${call.module}::${call.function}` : call.function;
    return `${call.api} ${name}(${call.touched.join(', ')})${call.ok ? '' : '!'}`;
  });
}
