interface Standing {
  readonly status: string;
}

/** Whether an owner of tokens is active, and every tenant above it. Anything but "active" counts against it. */
export function isActive({ tenant, account }: { readonly tenant: Standing & { readonly ancestors: readonly Standing[] }; readonly account: Standing | null }): boolean {
  return [tenant, ...tenant.ancestors, ...(account ? [account] : [])].every(({ status }) => status === 'active');
}
