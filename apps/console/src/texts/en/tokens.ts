export const tokens = { title: 'API tokens' } as const;
