import type { AddressRange } from '@portcullis/kernel';
import type { Logger } from '@portcullis/platform/runtime';
import type { Gateway } from '../../gateway.js';
import type { Gates } from './admit.js';
import { CallSlots } from './call-slots.js';
import { CONNECTIONS_PER_PANEL, panelConnections, type PanelConnections } from './connections.js';
import { UpstreamGate } from './upstream-gate.js';
import { ZoneQueue } from './zone-queue.js';

/** What bounds all that panels are asked by this process, whoever wants to know. */
export interface SharedWorks extends Gates {
  readonly connections: PanelConnections;
  readonly log: Logger;
}

/** What all calls to panels share in this process. */
export interface PanelWorks extends SharedWorks {
  readonly gateway: Gateway;
}

export interface SharedParts {
  readonly log: Logger;
  /** Special-purpose addresses (loopback, private, …) that panels may have. */
  readonly privatePanels: readonly AddressRange[];
  /** Monotonic. */
  readonly elapsedMs: () => number;
}

/** An account's slow calls leave most connections to the others. */
const CALLS_PER_ACCOUNT = 16;
const WAITING_PER_ACCOUNT = 64;
const WAITING_FOR_TRIALS = 256;
const LONGEST_TRIAL_MS = 750;
/** Whoever sends its edits of a zone at once sends about as many as it has calls. */
const EDITS_WAITING_PER_HOLDER = 16;
const WAITING_FOR_ZONES = 4_096;

export function sharedWorks({ log, privatePanels, elapsedMs }: SharedParts): SharedWorks {
  return {
    ...{ connections: panelConnections({ privatePanels }), log },
    slots: new CallSlots({ perPanel: CONNECTIONS_PER_PANEL, perAccount: CALLS_PER_ACCOUNT, waitingPerAccount: WAITING_PER_ACCOUNT }),
    gate: new UpstreamGate({ elapsedMs, waitingPerPanel: WAITING_FOR_TRIALS, longestTrialMs: LONGEST_TRIAL_MS }),
    zones: new ZoneQueue({ waitingPerHolder: EDITS_WAITING_PER_HOLDER, waiting: WAITING_FOR_ZONES }),
  };
}
