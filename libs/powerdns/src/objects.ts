import { granted, refused, type JsonValue, type Result } from '@portcullis/kernel';

/** An object with no other fields: what a later version of the server takes in one that is not listed, nobody has judged. */
export function objectWith(fields: readonly string[], value: JsonValue, what: string): Result<{ readonly [field: string]: JsonValue | undefined }, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused(`A ${what} is an object.`);
  const other = Object.keys(value).find((field) => !fields.includes(field));
  // The map has no prototype, so that no field is found which is not there.
  return other === undefined
    ? granted(Object.assign(Object.create(null) as Record<string, JsonValue>, value))
    : refused(`The field ${other.slice(0, 40)} of a ${what} is not passed on.`);
}
