const CODE = /dny_[0-9A-Za-z]{22}/;

/** As texts read without the codes that denials can be opened by: each has its own. */
export function withoutCodes(text: string): string {
  return text.replaceAll(new RegExp(` Allow it with ${CODE.source}\\.`, 'g'), '');
}

/** The code in an answer; it must be there. */
export function codeIn(text: string): string {
  const [code] = CODE.exec(text) ?? [];
  expect({ text, code }).toEqual({ text, code: expect.any(String) as string });
  return code!;
}

/** A sentence about a denial that a grant would turn, behind which stands how to come by it. */
export function allowable(sentence: string): string {
  const literally = sentence.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return expect.stringMatching(new RegExp(`^${literally} Allow it with ${CODE.source}\\.$`)) as string;
}
