import { createHash } from 'node:crypto';
import { BoundedMap } from './bounded-map.js';

/** A credential that the gateway keeps, and the panel it is for. */
export interface Upstream {
  /** The origin that the tenant has set, whichever of the panel's ports is called: its guard counts over all of them. */
  readonly panel: string;
  /** From `credentialKey`. */
  readonly credential: string;
  /** Whose it is: a provider has to see to the credentials of its accounts. */
  readonly tenant: string;
}

/** Leave to call the panel with a credential. To be settled, by `succeeded`, `failed` or `ended`; after the first, others do nothing. */
export interface Attempt {
  /** Whether the panel takes the credential is what this call shows: nothing else is sent with it meanwhile. */
  readonly trial: boolean;
}

export type Leave =
  | { readonly try: true; readonly attempt: Attempt }
  | {
      readonly try: false;
      /** The panel has refused this credential; it has refused too many; other calls are about to show more (worth waiting for). */
      readonly because: 'credential_refused' | 'panel_refuses' | 'trial_under_way';
      readonly retryAfterSeconds: number;
    };

/** A refused credential rests so long; what a panel has refused counts as long. The window of panels' guards, as they come. */
const REST_MS = 300_000;
/** Refusals of one panel within that time, after which only credentials are sent that it takes. */
const MOST_REFUSALS = 5;
/** Of these, what refused credentials may use up once they have rested: the others are for those that were never tried. */
const MOST_REFUSED_AGAIN = 3;
/** Of these, what one tenant may use up, so that none closes a panel to another; and what its rested credentials may of that. */
const MOST_OF_TENANT = 2;
const MOST_OF_TENANT_AGAIN = 1;
/** A 403 may be about a privilege that the call wants: of a credential that the panel takes, so many in a row are about itself. */
const REFUSED_IN_A_ROW = 3;
const MOST_CREDENTIALS = 50_000;
const MOST_PANELS = 10_000;

interface Standing {
  acceptedMs: number | null;
  /** Since it was accepted. */
  failuresInARow: number;
  /** Null: it is not refused. After that time it takes a trial to end this. */
  restsUntilMs: number | null;
  onTrial: boolean;
}

interface Refusal {
  readonly atMs: number;
  readonly tenant: string;
}

interface PanelState {
  /** When credentials were refused for good, the latest few of each tenant, oldest first. */
  refusals: readonly Refusal[];
  /** How many are under way, by tenant. */
  readonly trials: Map<string, number>;
}

interface OpenAttempt extends Attempt {
  settled: boolean;
  /** Others need not wait for it any more; what it shows in the end counts as before. */
  presumed: boolean;
  readonly standing: Standing;
  readonly panel: PanelState;
  readonly tenant: string;
}

/**
 * Keeps stale credentials from the panels. A panel's guard against guessing counts failures by user and by address, and once
 * it has had enough it refuses all that comes from there: every account behind this gateway. In this process, in bounded
 * memory; `nowMs` is monotonic.
 *
 * - A credential that was never accepted is tried by one call at a time, and the first refusal counts. One that was accepted
 *   counts as refused after three in a row. Either then rests, and is tried again by one call at a time.
 * - A panel that has refused five in a while gets only those that it accepted within that time. Of one tenant no more than two
 *   count, and it gets no more than two refused that the panel never took: nobody closes a panel to others alone.
 */
export class UpstreamBreaker {
  private readonly standings = new BoundedMap<string, Standing>(MOST_CREDENTIALS);
  private readonly panels = new BoundedMap<string, PanelState>(MOST_PANELS);

  mayTry({ panel: origin, credential, tenant }: Upstream, nowMs: number): Leave {
    const key = `${origin} ${credential}`;
    const standing = this.standings.get(key) ?? { acceptedMs: null, failuresInARow: 0, restsUntilMs: null, onTrial: false };
    const panel = this.panels.get(origin) ?? { refusals: [], trials: new Map<string, number>() };
    const { acceptedMs, restsUntilMs } = standing;
    if (restsUntilMs !== null && nowMs < restsUntilMs) return no('credential_refused', restsUntilMs - nowMs);

    const trial = acceptedMs === null || restsUntilMs !== null;
    const rested = restsUntilMs !== null;
    const most = rested ? MOST_REFUSED_AGAIN : MOST_REFUSALS;
    // What a panel once took is not closed for two others of its tenant.
    const mostOfTenant = !trial ? MOST_REFUSALS : rested ? MOST_OF_TENANT_AGAIN : MOST_OF_TENANT;
    const recent = recentRefusals(panel, nowMs);
    if (trial || acceptedMs + REST_MS <= nowMs) {
      const waitMs = Math.max(leftMs(counted(recent), most, nowMs), leftMs(recent.filter((one) => one.tenant === tenant), mostOfTenant, nowMs));
      if (waitMs > 0) return no('panel_refuses', waitMs);
    }
    if (trial && (standing.onTrial || load(recent, panel.trials) >= most || loadOf(tenant, recent, panel.trials) >= mostOfTenant)) return no('trial_under_way', 0);

    // As the youngest of all: what is in use is not forgotten.
    this.standings.set(key, standing);
    this.panels.set(origin, panel);
    if (trial) {
      standing.onTrial = true;
      panel.trials.set(tenant, (panel.trials.get(tenant) ?? 0) + 1);
    }
    const attempt: OpenAttempt = { trial, settled: false, presumed: false, standing, panel, tenant };
    return { try: true, attempt };
  }

  /** The panel took the credential. */
  succeeded(attempt: Attempt, nowMs: number): void {
    const open = settle(attempt);
    if (open) Object.assign(open.standing, { acceptedMs: nowMs, failuresInARow: 0, restsUntilMs: null });
  }

  /**
   * The panel is at it for so long that it has hardly refused the credential: the others go, too. It may be one that is slow to
   * refuse, so what it says in the end counts as that of a trial.
   */
  presume(attempt: Attempt, nowMs: number): void {
    const open = attempt as OpenAttempt;
    if (open.settled || open.presumed || !open.trial) return;
    endTrial(open);
    open.presumed = true;
    Object.assign(open.standing, { acceptedMs: nowMs, failuresInARow: 0, restsUntilMs: null });
  }

  /** The panel answered with 401 or 403. True: from now on the credential rests. */
  failed(attempt: Attempt, nowMs: number): boolean {
    const open = settle(attempt);
    if (!open) return false;
    const { standing, panel, trial, tenant } = open;
    standing.failuresInARow++;
    const late = !trial && standing.restsUntilMs !== null;
    if (late || (!trial && standing.failuresInARow < REFUSED_IN_A_ROW)) return false;
    standing.restsUntilMs = nowMs + REST_MS;
    const recent = recentRefusals(panel, nowMs);
    const own = recent.filter((one) => one.tenant === tenant);
    // More of one tenant tell nothing new.
    panel.refusals = [...recent.filter((one) => own.length < MOST_REFUSALS || one !== own[0]), { atMs: nowMs, tenant }];
    return true;
  }

  /** The call ended without a word about the credential. */
  ended(attempt: Attempt): void {
    settle(attempt);
  }
}

/**
 * Names a sealed secret. Another secret has another name, and so starts afresh; the same one under another key of the keyring
 * keeps its name: only the last part of an envelope is the secret's own.
 */
export function credentialKey({ scheme, user, sealed }: { readonly scheme: string; readonly user: string; readonly sealed: string }): string {
  const own = sealed.slice(sealed.lastIndexOf('.') + 1);
  return createHash('sha256').update(JSON.stringify([scheme, user, own])).digest('base64url');
}

function settle(attempt: Attempt): OpenAttempt | null {
  const open = attempt as OpenAttempt;
  if (open.settled) return null;
  open.settled = true;
  if (open.trial && !open.presumed) endTrial(open);
  return open;
}

function endTrial({ standing, panel: { trials }, tenant }: OpenAttempt): void {
  standing.onTrial = false;
  const others = trials.get(tenant)! - 1;
  if (others > 0) trials.set(tenant, others);
  else trials.delete(tenant);
}

function recentRefusals({ refusals }: PanelState, nowMs: number): readonly Refusal[] {
  return refusals.filter(({ atMs }) => nowMs < atMs + REST_MS);
}

/** Those that count for everybody: the latest two of each tenant. */
function counted(recent: readonly Refusal[]): readonly Refusal[] {
  return recent.filter(({ tenant }, index) => recent.slice(index + 1).filter((later) => later.tenant === tenant).length < MOST_OF_TENANT);
}

/** How long there are still `most` of these; 0: there are fewer. */
function leftMs(refusals: readonly Refusal[], most: number, nowMs: number): number {
  const last = refusals.at(-most);
  return last === undefined ? 0 : last.atMs + REST_MS - nowMs;
}

/** What is under way counts as refused until it is known. */
function loadOf(tenant: string, recent: readonly Refusal[], trials: ReadonlyMap<string, number>): number {
  return recent.filter((one) => one.tenant === tenant).length + (trials.get(tenant) ?? 0);
}

function load(recent: readonly Refusal[], trials: ReadonlyMap<string, number>): number {
  const tenants = new Set([...recent.map(({ tenant }) => tenant), ...trials.keys()]);
  return [...tenants].reduce((sum, tenant) => sum + Math.min(MOST_OF_TENANT, loadOf(tenant, recent, trials)), 0);
}

function no(because: Extract<Leave, { try: false }>['because'], waitMs: number): Leave {
  return { try: false, because, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}
