import type { AccountOptions } from './account.js';

const TEXTS = ['user', 'token', 'mainDomain'];
const LISTS = ['addonDomains', 'parkedDomains', 'subDomains'];

/**
 * Reads the accounts file: a JSON array of `AccountOptions`.
 * @throws Error that names the place and never the content: the file holds tokens, and JSON.parse quotes what it read.
 */
export function readAccountsFile(text: string): AccountOptions[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('the accounts file is not JSON');
  }
  if (!Array.isArray(value)) throw new Error('the accounts file must hold a JSON array');
  return value.map((account: unknown, at) => {
    if (!isAccount(account)) {
      throw new Error(
        `account ${at} of the accounts file must have ${TEXTS.join(', ')} as texts, may have ${LISTS.join(', ')} ` +
          'as lists of texts, and nothing else',
      );
    }
    return account;
  });
}

function isAccount(value: unknown): value is AccountOptions {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    TEXTS.every((name) => isText(fields[name])) &&
    LISTS.every((name) => fields[name] === undefined || isTextList(fields[name])) &&
    Object.keys(fields).every((name) => TEXTS.includes(name) || LISTS.includes(name))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
