/** The outcome of something that may be refused. A refusal is a value; a fault of the world is thrown instead. */
export type Result<Value, Refusal> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

export function granted<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refused<const Refusal>(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}

/** The same refusal, or another value. */
export function mapValue<Value, Mapped, Refusal>(result: Result<Value, Refusal>, map: (value: Value) => Mapped): Result<Mapped, Refusal> {
  return result.ok ? granted(map(result.value)) : result;
}
