export const token = { title: 'Token' } as const;
