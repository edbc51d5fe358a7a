import { answer } from './answer.js';
import type { Dialect } from './dialect.js';
import type { ExecutedCall } from './executed-call.js';
import type { RawRequest } from './panel-request.js';
import { copyState, type PanelState } from './panel-state.js';

/**
 * What a panel of this dialect and content would carry out if the request reached it: pure, without a socket, for
 * property tests. Empty when it would refuse. A client that wants the reply as well asks a started panel.
 */
export function readAsPanel(request: RawRequest, dialect: Dialect, state: PanelState): readonly ExecutedCall[] {
  const trial = copyState(state, dialect);
  answer(trial, request);
  return trial.executed.list();
}
