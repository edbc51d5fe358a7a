export const rights = { title: '' } as const;
