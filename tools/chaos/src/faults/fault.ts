import type { LinkFault, ServerName } from '@portcullis/stack';

/** What befalls a running stack. Processes by the names that the stack gives them. */
export type Fault =
  | { readonly kind: 'kill'; readonly process: string }
  | { readonly kind: 'freeze'; readonly process: string; readonly forMs: number }
  | { readonly kind: 'cut'; readonly process: string; readonly from: ServerName; readonly how: LinkFault; readonly forMs: number }
  /** `emptied`: its store is lost as well. */
  | { readonly kind: 'restart'; readonly server: 'nats'; readonly how: 'orderly' | 'killed' | 'emptied' }
  | { readonly kind: 'restart'; readonly server: 'postgres'; readonly how: 'fast' | 'immediate' }
  | { readonly kind: 'delete stream' }
  | { readonly kind: 'set clock'; readonly process: string; readonly aheadMs: number };

export interface PlannedFault {
  /** Since the beginning of the run. */
  readonly atMs: number;
  readonly fault: Fault;
}

/** Faults rest, and everything has to come back. */
export interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface FaultPlan {
  readonly faults: readonly PlannedFault[];
  readonly pauses: readonly Pause[];
}

/** As a line tells it. */
export function faultText(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${fault.process}`;
    case 'freeze':
      return `freeze ${fault.process} for ${fault.forMs} ms`;
    case 'cut': {
      const how = typeof fault.how === 'string' ? fault.how : `${fault.how.latencyMs} ms late`;
      return `cut ${fault.process} from ${fault.from}, ${how}, for ${fault.forMs} ms`;
    }
    case 'restart':
      return `restart ${fault.server}, ${fault.how}`;
    case 'delete stream':
      return fault.kind;
    case 'set clock':
      return `set the clock of ${fault.process}, ${fault.aheadMs / 60_000} min ahead`;
  }
}
