export interface WorkLimits {
  readonly total: number;
  readonly perTenant: number;
  /** Calls whose work is done and whose answer is waited for. */
  readonly settling: number;
}

/** What one call holds while it is worked on. */
export interface Slot {
  /** The work is done, and the answer is waited for: somebody else may have the slot. Where too many wait, it stays taken. */
  settle(): void;
  /** The call is over. Once. */
  giveBack(): void;
}

/**
 * How many calls are being worked on, in all and per tenant, so that no tenant takes every slot. There is no queue: the
 * caller has a deadline and another instance to ask, and a full queue would be work for nobody.
 */
export class WorkInHand {
  private total = 0;
  private settling = 0;
  private readonly perTenant = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: WorkLimits) {}

  /** Null: there is none. Whoever took it must give it back. */
  take(tenantId: string): Slot | null {
    const ofTenant = this.perTenant.get(tenantId) ?? 0;
    if (this.total >= this.limits.total || ofTenant >= this.limits.perTenant) return null;
    this.total += 1;
    this.perTenant.set(tenantId, ofTenant + 1);
    let settles = false;
    return {
      settle: () => {
        if (settles || this.settling >= this.limits.settling) return;
        settles = true;
        this.settling += 1;
        this.free(tenantId);
      },
      giveBack: () => {
        if (settles) this.settling -= 1;
        else this.free(tenantId);
        if (this.count > 0) return;
        for (const wake of this.waiting) wake();
        this.waiting.clear();
      },
    };
  }

  /** All calls that are not answered yet. */
  get count(): number {
    return this.total + this.settling;
  }

  /** Resolves when every call is answered. */
  async idle(): Promise<void> {
    if (this.count > 0) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  private free(tenantId: string): void {
    this.total -= 1;
    const ofTenant = (this.perTenant.get(tenantId) ?? 1) - 1;
    if (ofTenant === 0) this.perTenant.delete(tenantId);
    else this.perTenant.set(tenantId, ofTenant);
  }
}
