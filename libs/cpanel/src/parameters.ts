/** Each is compared with others, while other calls wait: of 40,000 emails that took a minute and a half. */
export const MOST_PARAMETERS = 1_000;
export const TOO_MANY_PARAMETERS = `A request may hold ${MOST_PARAMETERS} parameters at most.`;

/** One parameter of a call as it was sent, decoded. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly from: 'query' | 'body';
  /**
   * What the value stands for, where it is not simply text. `file`: an uploaded file, of which it is the name. `json`:
   * a list or object within a JSON body, of which it is the text.
   */
  readonly as?: 'file' | 'json';
}

/** `domain`, `domain-0`, `domain0`, `domain[]`, `domain[0]`: one parameter with several values, whichever way a panel reads it. */
const NUMBER = /(?:-?\d+|\[\d*\])$/;

/** The parameters of one call in the order they came, query before body. Names may repeat; nothing is merged. */
export class Parameters {
  constructor(readonly all: readonly Parameter[]) {}

  /** The first value under exactly this name. */
  first(name: string): string | undefined {
    return this.all.find((one) => one.name === name)?.value;
  }

  /** Everything that some panel may take for this parameter: without case, and numbered in any way. */
  named(name: string): Parameter[] {
    const folded = name.toLowerCase();
    return this.all.filter((one) => {
      const own = one.name.toLowerCase();
      return own === folded || own.replace(NUMBER, '') === folded;
    });
  }

  where(wanted: (one: Parameter) => boolean): Parameters {
    return new Parameters(this.all.filter(wanted));
  }
}

/** Names that are the same wherever they stand: in a query, in JSON, between the quotes of a form's part. */
const NAME = /^[!#$%()*+,\-./0-9:?@A-Z[\]^_a-z{|}~]{1,255}$/;
/** Line ends and tabs belong to certificates and file contents; what else cannot be seen has no place in a value. */
const CONTROL = /[\p{Cc}\p{Cs}]/u;

/** Why this cannot be the name and value of a parameter; null when it can. */
export function parameterFault(name: string, value: string): string | null {
  if (!NAME.test(name)) return 'The name of a parameter is empty or holds characters that have no place there.';
  if (CONTROL.test(value.replace(/[\t\r\n]/g, ''))) return `The value of ${name} holds control characters.`;
  return null;
}
