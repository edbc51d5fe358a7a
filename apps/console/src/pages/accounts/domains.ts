/** As the API takes domains: small letters, without a dot at the end. */
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

export const areDomains = (texts: readonly string[]): boolean => texts.every((text) => DOMAIN.test(text));

export const sameTexts = (some: readonly string[], others: readonly string[]): boolean => some.length === others.length && some.every((text, place) => text === others[place]);
