import type { Figure } from '../figure.js';
import { issueRatio } from './issue-ratio.js';
import { panelProxyRatio } from './panel-proxy-ratio.js';

/** All figures, in the order in which they are measured. */
export const FIGURES: readonly Figure[] = [panelProxyRatio, issueRatio];
