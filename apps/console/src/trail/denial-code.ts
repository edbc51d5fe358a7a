/** The code in what somebody pasted, which may be the whole message that a program showed; null: there is none. */
export const denialCode = (text: string): string | null => /\bdny_[0-9A-Za-z]{22}\b/.exec(text)?.[0] ?? null;
