/** The frame around pages of providers and operators. */
export const staff = {
  platform: 'Portcullis',
  tenants: 'Tenants',
  panels: 'Panels',
  enforcement: 'Enforcement',
  resellers: 'Resellers',
  accounts: 'Accounts',
  allTokens: 'All tokens',
  featureLists: 'Feature lists',
  policy: 'Policy',
  place: 'Where you are',
  suspended: 'Suspended',
} as const;
