import type { Caller, EventData } from '@portcullis/contracts';
import { writtenRights } from '../domain/rights.js';
import type { Token } from '../domain/token.js';

/** `by` null: made by the first start. */
export function createdEvent(token: Token, by: Caller | null): EventData['token.created'] {
  const { accountId, name, kind, form, catalogueVersion } = token;
  return { by, accountId, name, kind, form, ...writtenRights(token), catalogueVersion };
}
