/** Who may hold a token. The meaning of each is in the table of principals in `README.md`. */
export const PRINCIPAL_KINDS = ['account', 'tenant', 'service', 'operator'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];
