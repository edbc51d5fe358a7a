import type { Logger } from '@portcullis/platform/runtime';
import type { Gateway } from '../../gateway.js';
import type { Gates } from './admit.js';
import type { PanelConnections } from './connections.js';

/** What all calls to panels share in this process. */
export interface PanelWorks extends Gates {
  readonly gateway: Gateway;
  readonly connections: PanelConnections;
  readonly log: Logger;
}
