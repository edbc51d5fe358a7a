/** One parameter of a call as it was sent, decoded. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly from: 'query' | 'body';
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
