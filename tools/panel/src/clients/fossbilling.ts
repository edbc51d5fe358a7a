import { dial, type Dialled } from './dial.js';
import { quotedPairs, type Pairs } from './quoted-pairs.js';

/**
 * A replay of FOSSBilling's server manager for WHM: POST forms in the oldest dialect, without `api.version`, to a host
 * and a port. Written from the outside contract, its long list of what counts as failure included.
 */
export interface FossbillingOptions extends Dialled {
  readonly user: string;
  /** Null: it sends `Basic user:password`, in the clear. */
  readonly token: string | null;
  readonly password?: string;
}

export interface HostingPlan {
  readonly name: string;
  readonly quota: string;
  readonly bandwidth: string;
}

export interface NewHosting {
  readonly username: string;
  readonly domain: string;
  readonly password: string;
  readonly email: string;
  readonly plan: HostingPlan;
  /** Sets it up as a reseller as well, with these privileges by the name of a list. */
  readonly resellerAclList?: string;
}

/** What it knows of an account after looking. */
export interface Hosting {
  readonly suspended: boolean;
  readonly domain: string;
  readonly user: string;
  readonly ip: string;
}

/** Every function throws Error with what the administrator would read. */
export interface Fossbilling {
  testConnection(): Promise<void>;
  createAccount(account: NewHosting): Promise<void>;
  synchronize(username: string): Promise<Hosting>;
  suspend(username: string, reason: string): Promise<void>;
  unsuspend(username: string): Promise<void>;
  cancel(username: string): Promise<void>;
  changePlan(username: string, plan: HostingPlan): Promise<void>;
  changePassword(username: string, password: string): Promise<void>;
  changeUsername(username: string, newUsername: string): Promise<void>;
  changeDomain(username: string, domain: string): Promise<void>;
  changeIp(domain: string, ip: string): Promise<void>;
  loginUrl(username: string, service: 'cpaneld' | 'whostmgrd'): Promise<string>;
}

interface Status {
  readonly status?: string | number;
  readonly statusmsg?: string;
}

interface LegacyReply extends Status {
  readonly cpanelresult?: { readonly error?: string };
  readonly data?: { readonly result?: string | number; readonly reason?: string; readonly url?: string } | null;
  readonly result?: readonly Status[];
  readonly package?: readonly { readonly name: string }[];
  readonly passwd?: readonly Status[];
  readonly acct?: readonly { readonly suspended: string | number; readonly domain: string; readonly user: string; readonly ip: string }[];
}

const TIMEOUT_MS = 90_000;

export function fossbilling(options: FossbillingOptions): Fossbilling {
  const { user, token, password = '' } = options;
  const authorization = token === null ? `Basic ${user}:${password}` : `WHM ${user}:${token}`;

  async function call(action: string, parameters: Pairs = []): Promise<LegacyReply> {
    const { status, body } = await dial(options, {
      method: 'POST',
      path: `/json-api/${action}`,
      headers: { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(quotedPairs(parameters)),
      timeoutMs: TIMEOUT_MS,
    });
    if (status >= 400) throw new Error(`HTTP ${status} returned for ${action}`);
    const reply = objectIn(body);
    if (!reply) throw new Error(`Function call ${action} response is invalid`);
    const words = failureIn(reply);
    if (words !== null) throw new Error(`${action}: ${words}`);
    return reply;
  }

  /** A plan that the server does not know is made there first. */
  async function ensurePlan({ name, quota, bandwidth }: HostingPlan): Promise<void> {
    const { package: plans = [] } = await call('listpkgs');
    if (plans.some((each) => each.name === name)) return;
    await call('addpkg', [['name', name], ['quota', quota], ['bwlimit', bandwidth]]);
  }

  function passes({ result }: LegacyReply, action: string): void {
    if (String(result?.[0]?.status) !== '1') throw new Error(`${action}: no success in the response`);
  }

  return {
    testConnection: async () => void (await call('version')),

    async createAccount({ username, domain, password: secret, email, plan, resellerAclList }) {
      await ensurePlan(plan);
      const reseller: Pairs = resellerAclList === undefined ? [] : [['reseller', 1]];
      const made = await call('createacct', [
        ['username', username],
        ['domain', domain],
        ['password', secret],
        ['contactemail', email],
        ['plan', plan.name],
        ['useregns', 0],
        ...reseller,
      ]);
      passes(made, 'createacct');
      if (resellerAclList === undefined) return;
      await call('setupreseller', [['user', username], ['makeowner', 0]]);
      await call('setacls', [['reseller', username], ['acllist', resellerAclList]]);
    },

    async synchronize(username) {
      const { acct } = await call('accountsummary', [['user', username]]);
      const account = acct?.[0];
      if (!account) throw new Error('accountsummary: no account in the response');
      const { suspended, domain, user: name, ip } = account;
      return { suspended: String(suspended) === '1', domain, user: name, ip };
    },

    suspend: async (username, reason) => void (await call('suspendacct', [['user', username], ['reason', reason]])),
    unsuspend: async (username) => void (await call('unsuspendacct', [['user', username]])),
    cancel: async (username) => void (await call('removeacct', [['user', username], ['keepdns', 0]])),

    async changePlan(username, plan) {
      await ensurePlan(plan);
      passes(await call('changepackage', [['user', username], ['pkg', plan.name]]), 'changepackage');
    },

    async changePassword(username, secret) {
      const { passwd } = await call('passwd', [['user', username], ['pass', secret], ['db_pass_update', 1]]);
      if (String(passwd?.[0]?.status) !== '1') throw new Error(passwd?.[0]?.statusmsg ?? 'passwd: no success in the response');
    },

    changeUsername: async (username, newUsername) =>
      void (await call('modifyacct', [['user', username], ['newuser', newUsername]])),
    changeDomain: async (username, domain) => void (await call('modifyacct', [['user', username], ['domain', domain]])),
    changeIp: async (domain, ip) => void (await call('setsiteip', [['domain', domain], ['ip', ip]])),

    async loginUrl(username, service) {
      const { data } = await call('create_user_session', [['api.version', 2], ['user', username], ['service', service]]);
      if (typeof data?.url !== 'string') throw new Error('create_user_session: no url in the response');
      return data.url;
    },
  };
}

function objectIn(body: string): LegacyReply | null {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Numbers and texts alike: PHP compares loosely. */
function failureIn({ cpanelresult, data, result, status, statusmsg }: LegacyReply): string | null {
  if (cpanelresult?.error !== undefined) return cpanelresult.error;
  if (String(data?.result) === '0') return data?.reason ?? '';
  if (String(result?.[0]?.status) === '0') return result?.[0]?.statusmsg ?? '';
  if (status !== undefined && String(status) !== '1') return statusmsg ?? '';
  return null;
}
