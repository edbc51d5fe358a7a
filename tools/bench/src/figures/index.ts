import type { Figure } from '../figure.js';
import { decideFullMicros } from './decide-full-micros.js';
import { decideRatio } from './decide-ratio.js';
import { issueRatio } from './issue-ratio.js';
import { panelProxyRatio } from './panel-proxy-ratio.js';

/** All figures, in the order in which they are measured: those that need no stack first. */
export const FIGURES: readonly Figure[] = [decideRatio, decideFullMicros, panelProxyRatio, issueRatio];
