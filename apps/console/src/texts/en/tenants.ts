export const tenants = {
  title: 'Tenants',
  intro: 'Hosting providers, and the resellers below them.',
  loading: 'The tenants are being read',
  more: 'Show more',
} as const;
