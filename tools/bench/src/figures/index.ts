import type { Figure } from '../figure.js';
import { consoleFirstRowMs } from './console-first-row-ms.js';
import { consoleLongestFrameMs } from './console-longest-frame-ms.js';
import { decideFullMicros } from './decide-full-micros.js';
import { decideRatio } from './decide-ratio.js';
import { issueRatio } from './issue-ratio.js';
import { bulkAccountRatio } from './bulk-account-ratio.js';
import { bulkNeighbourMs } from './bulk-neighbour-ms.js';
import { panelProxyRatio } from './panel-proxy-ratio.js';
import { revokeFrozenRatio } from './revoke-frozen-ratio.js';
import { verifyRatio } from './verify-ratio.js';
import { revokeP50Ms, revokeP99Ms, revokeSkeletonRatio } from './revokes.js';

/** All figures, in the order in which they are measured: those that need no stack first. */
export const FIGURES: readonly Figure[] = [decideRatio, decideFullMicros, consoleFirstRowMs, consoleLongestFrameMs, panelProxyRatio, verifyRatio, issueRatio, revokeSkeletonRatio, revokeP50Ms, revokeP99Ms, bulkAccountRatio, bulkNeighbourMs, revokeFrozenRatio];
