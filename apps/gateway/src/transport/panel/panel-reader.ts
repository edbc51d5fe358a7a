import { Fault } from '@portcullis/kernel';
import type { PanelReader } from '../../use-cases/list-records.js';
import { askPanel } from './ask-panel.js';
import { Unsent, warnOfUnreached } from './connections.js';
import { isRefusal } from './forward.js';
import type { SharedWorks } from './panel-works.js';

const LONGEST_WAIT_MS = 2_000;
/** Somebody looks at a page meanwhile. */
const LONGEST_ANSWER_MS = 10_000;

/** Reads from panels within the same bounds as clients' calls: a credential that rests is not sent, and an account takes its own share alone. */
export function panelReader({ slots, gate, connections, log }: Omit<SharedWorks, 'zones'>): PanelReader {
  return {
    async read(credential, path, { requestId }, mayGo) {
      const { panel, name, tenant, holder, panelUrl } = credential;
      const entered = await gate.enter({ panel, credential: name, tenant }, AbortSignal.timeout(LONGEST_WAIT_MS));
      if (!entered.ok) {
        if (entered.refusal.because === 'credential_refused') return 'refused';
        throw new Fault('the panel is not asked now', 'unavailable');
      }
      const pass = entered.value;
      try {
        const slot = await slots.wait({ panel: new URL(panelUrl).origin, account: holder }, AbortSignal.timeout(LONGEST_WAIT_MS));
        if (slot === null) throw new Fault('too many calls of the account are under way', 'unavailable');
        try {
          const { status, body } = await askPanel(connections, credential, { method: 'GET', path }, { client: AbortSignal.timeout(LONGEST_ANSWER_MS), mayGo });
          if (pass.tell(status)) log.error('a panel does not take the credential that is kept for it: it is not sent again for a while', { requestId, upstreamStatus: status });
          return isRefusal(status) ? 'refused' : status === 200 ? body : null;
        } catch (error) {
          if (!(error instanceof Unsent)) warnOfUnreached(log, requestId, error);
          throw new Fault('no answer came from the panel', 'unavailable', { cause: error });
        } finally {
          slot.free();
        }
      } finally {
        pass.end();
      }
    },
  };
}
