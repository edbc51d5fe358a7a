import type { AccountOptions } from './account.js';
import type { WhmUserOptions } from './whm/whm-user.js';

/** The people of a panel: `{"accounts":[…],"whmUsers":[…]}`, or the list of accounts alone. */
export interface PanelPeople {
  readonly accounts: readonly AccountOptions[];
  readonly whmUsers: readonly WhmUserOptions[];
}

interface Shape {
  readonly what: string;
  readonly texts: readonly string[];
  readonly optionalTexts: readonly string[];
  readonly optionalLists: readonly string[];
}

const ACCOUNT: Shape = {
  what: 'account',
  texts: ['user', 'token', 'mainDomain'],
  optionalTexts: ['owner', 'plan'],
  optionalLists: ['addonDomains', 'parkedDomains', 'subDomains'],
};
const WHM_USER: Shape = { what: 'WHM user', texts: ['user', 'token'], optionalTexts: [], optionalLists: ['acls'] };

/**
 * Reads the accounts file.
 * @throws Error that names the place and never the content: the file holds tokens, and JSON.parse quotes what it read.
 */
export function readAccountsFile(text: string): PanelPeople {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('the accounts file is not JSON');
  }
  if (Array.isArray(value)) return { accounts: each<AccountOptions>(value, ACCOUNT), whmUsers: [] };
  const { accounts, whmUsers = [], ...rest } = Object(value) as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw new Error('the accounts file may hold accounts and whmUsers, nothing else');
  return { accounts: each<AccountOptions>(accounts, ACCOUNT), whmUsers: each<WhmUserOptions>(whmUsers, WHM_USER) };
}

function each<Item>(value: unknown, shape: Shape): Item[] {
  if (!Array.isArray(value)) throw new Error(`the accounts file must hold a list of each ${shape.what}`);
  value.forEach((item: unknown, at) => {
    if (!fits(item, shape)) {
      const optional = [...shape.optionalTexts, ...shape.optionalLists];
      throw new Error(
        `${shape.what} ${at} of the accounts file must have ${shape.texts.join(', ')} as texts, ` +
          `may have ${optional.join(', ')}, and nothing else`,
      );
    }
  });
  return value as Item[];
}

function fits(value: unknown, { texts, optionalTexts, optionalLists }: Shape): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const known = [...texts, ...optionalTexts, ...optionalLists];
  return (
    texts.every((name) => isText(fields[name])) &&
    optionalTexts.every((name) => fields[name] === undefined || isText(fields[name])) &&
    optionalLists.every((name) => fields[name] === undefined || isTextList(fields[name])) &&
    Object.keys(fields).every((name) => known.includes(name))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
