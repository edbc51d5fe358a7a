import type { ReactNode } from 'react';

/** What a field of a form is given, whatever it looks like. */
export interface FieldProps<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What is wrong with it. */
  readonly error: ReactNode;
}
