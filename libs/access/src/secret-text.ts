/**
 * A text that must not be printed: it turns into `[secret]` in logs, templates, JSON and `util.inspect`.
 * `reveal()` is the one way out, so that a reader can find every place where a secret leaves.
 */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
