export interface WorkLimits {
  readonly total: number;
  readonly perTenant: number;
}

/**
 * How many calls are being worked on, in all and per tenant, so that no tenant takes every slot. There is no queue: the
 * caller has a deadline and another instance to ask, and a full queue would be work for nobody.
 */
export class WorkInHand {
  private total = 0;
  private readonly perTenant = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: WorkLimits) {}

  /** Takes a slot, if there is one. Whoever took it must give it back. */
  take(tenantId: string): boolean {
    const ofTenant = this.perTenant.get(tenantId) ?? 0;
    if (this.total >= this.limits.total || ofTenant >= this.limits.perTenant) return false;
    this.total += 1;
    this.perTenant.set(tenantId, ofTenant + 1);
    return true;
  }

  giveBack(tenantId: string): void {
    this.total -= 1;
    const ofTenant = (this.perTenant.get(tenantId) ?? 1) - 1;
    if (ofTenant === 0) this.perTenant.delete(tenantId);
    else this.perTenant.set(tenantId, ofTenant);
    if (this.total > 0) return;
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  get count(): number {
    return this.total;
  }

  /** Resolves when nothing is in hand. */
  async idle(): Promise<void> {
    if (this.total > 0) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }
}
