export const createToken = { title: 'Create a token' } as const;
