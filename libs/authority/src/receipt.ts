import type { ChangePosition } from '@portcullis/contracts';
import type { Id } from '@portcullis/kernel';

/** Whose power a call took. */
export interface ReceiptOwner {
  readonly tenantId: string;
  /** Of whom, or of whose tokens, it was. Null: the tenant itself, or several of its accounts. */
  readonly accountId: string | null;
}

/** What became of a power-taking call. */
export interface Receipt {
  readonly id: Id<'rcp'>;
  /** None: what took the power was over long ago. */
  readonly parts: ChangePosition[];
  /** Who held a lease after the commit, who of them has applied it, and who was waited for until its lease was dead. */
  readonly verifiers: { readonly live: number; readonly confirmed: number; readonly fenced: number };
  readonly durationMs: number;
  /** Whether verifiers may still grant what was taken. */
  readonly pending: boolean;
}
